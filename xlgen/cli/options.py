"""Options that several commands have, each declared once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from xlgen.files.afar.urls import is_address

F = TypeVar("F", bound=Callable[..., Any])


class _File(click.Path):
    """A path that says something: an empty one would be the current folder."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not str(value).strip():
            self.fail("路径是空的", param, ctx)
        if is_address(value):
            return value
        return super().convert(value, param, ctx)


FILE = _File(path_type=Path, readable=False)  # whether a file can be read is said by whoever reads it, in Chinese
RETURNS = click.argument("paths", nargs=-1, required=True, type=FILE, metavar="文件或文件夹...")
TEMPLATES = "表式名称（见 xlgen templates，可写明版本 project@2020）或 .toml 文件"
TEMPLATE = click.option("--template", "-t", "template", required=True, metavar="表式", help=TEMPLATES)

RULES = click.option(
    "--rules", type=FILE, metavar="本局规则.py", help="另加本局自己的规则：Python 文件，或写明 rules 的表式 .toml"
)
TAKE = click.option("--take", type=FILE, multiple=True, metavar="文件", help="一个项目收到几份时，这一次以这一份为准；可写几次")


JOBS = click.option(
    "--jobs", type=click.IntRange(1, 64), metavar="个数", help="同时用几个进程校验；不写就有几个处理器核用几个，表少时只用一个"
)
CLUSTER = click.option(
    "--cluster", default="", metavar="tcp://…", help="由几台电脑一起校验：dask 调度程序的地址（另装 xlgen[cluster]）"
)
NO_CACHE = click.option("--no-cache", is_flag=True, help="不用上次记下的校验结果，每份重新校验")


def _one(_: click.Context, __: click.Parameter, named: tuple[Path, ...]) -> Path | None:
    """The one that was named: of two, the last would win without a word."""
    if len(set(named)) > 1:
        raise click.UsageError(f"--issued 在这里只能写一个下发清单，写了 {len(named)} 个")
    return named[0] if named else None


def _several(_: click.Context, __: click.Parameter, named: tuple[Path, ...]) -> Path | tuple[Path, ...] | None:
    """None, the one that was named, or all of them."""
    different = tuple(dict.fromkeys(named))
    return different if len(different) > 1 else next(iter(different), None)


_HELP = "下发时的输出文件夹；不写就在表的旁边和上一级找"
ISSUED = click.option("--issued", type=FILE, multiple=True, callback=_one, metavar="文件夹", help=_HELP)
BATCHES = click.option("--issued", type=FILE, multiple=True, callback=_several, metavar="文件夹", help=f"{_HELP}；几批的写几次")

# Of commands in a campaign.
INSIDE = click.option("--in", "inside", type=FILE, metavar="批次", help="批次的文件夹；不写就是现在所在的")
BY = click.option("--by", default="", metavar="姓名", help="谁做的，记在操作日志里；不写是电脑的用户名")
DAY = click.option("--date", "day", default="", metavar="日期", help="算作哪一天做的，如 2026-03-05；不写为今天")
DRY = click.option("--dry-run", "dry", is_flag=True, help="试运行：只说会做什么，什么也不写")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序使用")
