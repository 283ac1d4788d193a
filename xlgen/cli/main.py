"""The command line. Parse, call one function, print; exit 0 sound, 1 errors found, 2 could not run."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from xlgen.cli.addin import addin
from xlgen.cli.bridge import bridge
from xlgen.cli.chinese import COULD_NOT, ERRORS, FILE, SOUND, ChineseGroup, iso_day, stop
from xlgen.cli.console import closing, progress, show_findings, show_returns, table
from xlgen.cli.repair import repair_command
from xlgen.files.data_files import read_data
from xlgen.findings import Finding, Severity
from xlgen.flows.checking import check_all
from xlgen.flows.demo import run_demo
from xlgen.flows.filling import CannotFill, fill
from xlgen.flows.issuing import issue
from xlgen.flows.linting import lint
from xlgen.flows.own_rules import own_rules
from xlgen.form.template.editions import editions
from xlgen.form.template.load import load_methods, load_template
from xlgen.issued.manifest import Manifest, read_manifest
from xlgen.reports.checked import report
from xlgen.reports.code_pages import explain_code
from xlgen.reports.explain import explain_score, named
from xlgen.roster.years import template_for
from xlgen.rules.codes import all_codes

TEMPLATE = click.option(
    "--template",
    "-t",
    "template",
    required=True,
    metavar="表样",
    help="表样名称（见 xlgen templates，可写明版本 project@2020）或 .toml 文件",
)
RULES = click.option(
    "--rules", type=FILE, metavar="本局规则.py", help="另加本局自己的规则：Python 文件，或写明 rules 的表样 .toml"
)
OPTIONS = click.option("--with", "options", multiple=True, metavar="选项", help="加上选用的栏目，可写多次：调整、佐证、复核")
SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(cls=ChineseGroup, context_settings=SETTINGS)
@click.version_option(package_name="xlgen", prog_name="xlgen", message="%(prog)s %(version)s", help="显示版本")
def main() -> None:
    """xlgen：项目支出绩效自评表的下发、校验与汇总。

    \b
    一般的用法：
      xlgen roster -t project -o 名册.xlsx          生成空白名册，填好项目和指标
      xlgen issue -t project --roster 名册.xlsx --out 下发    每个项目生成一张自评表
      xlgen check 回收 --issued 下发                 校验收回的表
      xlgen rollup 回收 --issued 下发 -o 汇总.xlsx    汇总成部门表
    """  # noqa: D301


@main.command("issue")
@TEMPLATE
@OPTIONS
@click.option("--roster", required=True, type=FILE, metavar="名册.xlsx", help="项目名册，有“项目”“指标”两张表")
@click.option("--out", required=True, type=FILE, metavar="文件夹", help="下发的表放在哪里")
@click.option("--date", "day", default=None, metavar="日期", help="下发日期，如 2026-01-10；不写为今天")
def issue_command(template: str, options: tuple[str, ...], roster: Path, out: Path, day: str | None) -> None:
    """按名册给每个项目生成一张空白自评表，并留存下发清单 manifest.json。"""
    day = iso_day(day)
    _existing((roster,))
    spec = template_for(roster, template, options)
    issued = issue(spec, load_methods(spec), roster, out, day, progress("生成"))
    show_findings(roster.name, issued.findings)
    if not issued.files:
        errors = sum(f.severity is Severity.ERROR for f in issued.findings)
        click.echo(
            f"名册有 {errors} 处错误，没有生成任何文件。改好后重新运行。" if errors else "名册里没有项目，没有生成任何文件。"
        )
        sys.exit(ERRORS)
    click.echo(f"已生成 {len(issued.files)} 张自评表和下发清单，在 {out}。下发清单请妥善留存，校验时要用。")


@main.command("roster")
@TEMPLATE
@click.option("--out", "-o", required=True, type=FILE, metavar="名册.xlsx", help="写到哪个文件")
def roster_command(template: str, out: Path) -> None:
    """生成一份空白名册，附填好的示例和评分方法说明。"""
    from xlgen.roster.example import sheets_of
    from xlgen.writing.blank_roster import blank_roster

    _refuse_existing(out)
    spec = load_template(template)
    out.write_bytes(blank_roster(spec, load_methods(spec)))
    sheets = "".join(f"“{name}”" for name in sheets_of(spec))
    click.echo(f"空白名册已写到 {out}。要填的是{sheets}表，“示例”开头的表供参考，“评分方法”表列出全部方法和写法。")


@main.command("fill")
@click.argument("form", type=FILE, metavar="自评表.xlsx")
@click.option("--data", required=True, type=FILE, metavar="数据", help=".json 或 .toml 文件，键是表上的中文栏名")
@click.option("--out", "-o", required=True, type=FILE, metavar="填好的.xlsx", help="写到哪个文件")
def fill_command(form: Path, data: Path, out: Path) -> None:
    """把数据填进自评表的黄色单元格，公式和样式不动。"""
    _refuse_existing(out)
    try:
        filled = fill(form.read_bytes(), read_data(data))
    except CannotFill as error:
        for problem in error.problems:
            click.echo(f"{data.name}: {problem}")
        click.echo(f"数据有 {len(error.problems)} 处与表不合，没有写出文件。")
        sys.exit(ERRORS)
    out.write_bytes(filled.content)
    click.echo(f"已填 {filled.cells} 个单元格，写到 {out}。")


@main.command("check")
@click.argument("paths", nargs=-1, required=True, type=FILE, metavar="文件或文件夹...")
@click.option("--issued", type=FILE, metavar="文件夹", help="下发时的输出文件夹，内有 manifest.json")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供其他程序使用")
@click.option("--strict", is_flag=True, help="需核对的也按错误处理")
@RULES
def check_command(paths: tuple[Path, ...], issued: Path | None, as_json: bool, strict: bool, rules: Path | None) -> None:
    """校验收回的自评表：重算每一项得分，逐格指出错误。"""
    returns = check_all(_existing(paths), _manifest(issued), progress("校验"), own_rules(rules))
    if as_json:
        _print_json(report(returns))
    else:
        show_returns(returns)
        click.echo(closing(returns, strict))
    if not returns:
        sys.exit(COULD_NOT)
    weighty = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    sys.exit(ERRORS if any(f.severity in weighty for each in returns for f in each.findings) else SOUND)


@main.command("rollup")
@click.argument("paths", nargs=-1, required=True, type=FILE, metavar="文件或文件夹...")
@click.option("--issued", type=FILE, metavar="文件夹", help="下发时的输出文件夹，内有 manifest.json")
@click.option("--out", "-o", required=True, type=FILE, metavar="汇总.xlsx", help="写到哪个文件")
@click.option("--json", "as_json", is_flag=True, help="同时输出 JSON")
@click.option("--date", "day", default=None, metavar="日期", help="汇总日期；不写为今天")
@RULES
def rollup_command(
    paths: tuple[Path, ...], issued: Path | None, out: Path, as_json: bool, day: str | None, rules: Path | None
) -> None:
    """把校验通过的表汇总成部门汇总表，公式保留，可以继续算。"""
    from xlgen.flows.summary import write_summary
    from xlgen.reports.summed import closing_sentence, to_json
    from xlgen.rollup.roll_up import roll_up

    _refuse_existing(out)
    day, manifest = iso_day(day), _manifest(issued)
    returns = check_all(_existing(paths), manifest, progress("校验"), own_rules(rules))
    if not returns:
        stop("没有找到要汇总的文件，请写明放收回的表的那个文件夹")
    rolled = roll_up(returns, manifest)
    out.write_bytes(write_summary(rolled, day, out.parent))
    if as_json:
        _print_json(to_json(rolled))
    else:
        click.echo(closing_sentence(rolled))
        click.echo(f"汇总表已写到 {out}。")
    sys.exit(ERRORS if any(each.status != "sound" for each in returns) else SOUND)


main.add_command(bridge)
main.add_command(repair_command)


@main.command("explain")
@click.argument("what", metavar="代码或文件")
@click.argument("name", required=False, metavar="[名称]")
@click.option("--issued", type=FILE, metavar="文件夹", help="下发时的输出文件夹")
def explain_command(what: str, name: str | None, issued: Path | None) -> None:
    """说明一个代码的意思，或一张表里某项得分怎么算出来的。

    \b
    例：xlgen explain XG301
        xlgen explain 回收/P001.xlsx 自评表!J16
        xlgen explain 回收/P001.xlsx indicators.3.score
    """  # noqa: D301
    if name is None and not Path(what).suffix:
        click.echo(explain_code(what))
        sys.exit(SOUND if what.strip().upper() in all_codes() else COULD_NOT)
    if Path(what).is_dir():
        stop(f"{what} 是文件夹，这里要一个文件")
    returns = check_all(_existing((Path(what),)), _manifest(issued))
    if not returns or returns[0].answers is None:
        show_findings(what, returns[0].findings if returns else [])
        sys.exit(COULD_NOT)
    answers, name = returns[0].answers, name or "total"
    for line in explain_score(answers, name):
        click.echo(line)
    sys.exit(SOUND if named(answers, name) in answers.snapshot.slots else COULD_NOT)


@main.command("lint")
@click.argument("paths", nargs=-1, type=FILE, metavar="[名册.xlsx 或 表样.toml]...")
@click.option("--template", "-t", "template", default="project", metavar="表样", help="名册用的表样，不写为 project")
def lint_command(paths: tuple[Path, ...], template: str) -> None:
    """检查名册和表样：分档有没有缺口、重叠，分值对不对，评分标准写得清不清楚。不写文件就检查自带的全部表样。"""
    findings: list[tuple[str, Finding]] = lint(_existing(paths), template)
    for file, finding in findings:
        show_findings(file, [finding])
    errors = sum(finding.severity is Severity.ERROR for _, finding in findings)
    click.echo(f"有 {errors} 处错误、{len(findings) - errors} 处提示。" if findings else "没有发现问题。")
    sys.exit(ERRORS if errors else SOUND)


@main.command("templates")
@click.option("--methods", is_flag=True, help="列出评分方法")
@click.option("--template", "-t", "template", default="project", metavar="表样", help="表样自己的评分方法也列出")
def templates_command(methods: bool, template: str) -> None:
    """列出自带的表样（或评分方法）。"""
    if methods:
        known = load_methods(load_template(template)).values()
        rows = [(m.name, "、".join(m.also), m.says, m.example) for m in known]
        table("评分方法（名册“评分方法”列填名称，“评分标准”列按写法填）", ("名称", "别名", "口径", "写法例"), rows)
        return
    specs = [(edition, load_template(edition.name)) for known in editions().values() for edition in known]
    forms = [
        (edition.form, edition.edition, str(spec.get("title", "")), str(spec.get("money", "")), str(spec.get("source", "")))
        for edition, spec in specs
    ]
    table(
        "表样（-t 名称：适合清单年度的最新版本；-t 名称@版本：指定的版本）", ("名称", "版本", "标题", "金额单位", "依据"), forms
    )


@main.command("demo")
@click.option("--out", type=FILE, default=Path("demo"), metavar="文件夹", help="演示文件放在哪里，不写为 demo")
def demo_command(out: Path) -> None:
    """用自带样例走一遍：下发、填报、校验、汇总。"""
    demo = run_demo(out, progress("演示"))
    click.echo(f"演示完成：按名册下发 {demo.issued} 张自评表，模拟收回并逐格校验，{closing(demo.returns, False)}")
    click.echo(
        f"请打开 {demo.summary} 看部门汇总，或运行 xlgen check {out / 'returned'} --issued {out / 'issued'} 看每一处问题。"
    )


main.add_command(addin)


def _print_json(said: dict[str, Any]) -> None:
    click.echo((json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode(), nl=False)  # UTF-8 whatever the code page


def _existing(paths: tuple[Path, ...]) -> list[Path]:
    for path in paths:
        if not path.exists():
            stop(f"没有这个文件或文件夹：{path}")
    return list(paths)


def _refuse_existing(out: Path) -> None:
    if out.suffix.lower() != ".xlsx":
        stop(f"{out} 应以 .xlsx 结尾")
    if out.exists():
        stop(f"{out} 已经存在，不会覆盖。请换一个文件名，或先把它移走")
    out.parent.mkdir(parents=True, exist_ok=True)


def _manifest(issued: Path | None) -> Manifest | None:
    return read_manifest(issued) if issued else None
