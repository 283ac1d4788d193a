"""What people read on the screen: findings by file, closing sentences, tables. Only signs that code page 936 can print."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from shutil import get_terminal_size, which
from typing import Any, TypeVar

import click

from xlgen import flows
from xlgen.files.showing import shown_path
from xlgen.statuses import Status

T = TypeVar("T")
MOST_PLAIN = 3  # sound files without findings have a line each
FEW = 8  # findings that need no counting
EACH = "XG120"  # said of all forms at once where none can be held against a manifest
NO_MANIFEST = (
    f"没有找到下发清单：各表按自带的标识校验，哪些项目{Status.MISSING.word}无从知道。"
    "请把“下发”文件夹放在收回的表旁边或上一级，或用 --issued 写明。"
)
LONG = 2000  # findings of one file that are printed; the rest is counted


def called_here() -> str:
    """How the program is called from here: by its name where that is found, else by the path of its environment."""
    beside = Path(sys.executable).parent / ("xlgen.exe" if sys.platform == "win32" else "xlgen")
    on_path = which("xlgen")
    if not beside.exists() or (on_path and Path(on_path).resolve() == beside.resolve()):
        return "xlgen"
    here = Path.cwd()
    said = str((beside.relative_to(here) if beside.is_relative_to(here) else beside).with_suffix(""))
    return f'"{said}"' if " " in said else said


def tell_issued(named: object, known: object) -> None:
    """Which manifest was found beside the returns, or that there is none; nothing where one was named."""
    if named is None:
        click.echo(f"用的下发清单：{known}。" if known else NO_MANIFEST)


def show_findings(file: str, findings: Iterable[flows.Finding]) -> None:
    """One finding a line: ``file:sheet!cell: CODE 错误 …（remedy）``."""
    colours = {flows.Severity.ERROR: "red", flows.Severity.WARNING: "yellow", flows.Severity.NOTE: "cyan"}
    for finding in findings:
        place = f"{file}:{finding.place}" if finding.place else file
        word = click.style(finding.severity.value, fg=colours[finding.severity])
        remedy = f"（{finding.hint}）" if finding.hint else ""
        click.echo(f"{place}: {finding.code} {word} {finding.message}{remedy}")


def show_returns(returns: Sequence[flows.Return]) -> None:
    """How each file stands and what was found in it, by units where there are several; many sound ones are folded."""
    units: dict[str, list[flows.Return]] = {}
    returns = [replace(each, findings=tuple(f for f in each.findings if f.code != EACH)) for each in returns]
    for each in returns:
        units.setdefault(each.unit, []).append(each)
    by_units = len(returns) > MOST_PLAIN and len(units.keys() - {""}) > 1
    for unit, own in units.items() if by_units else [("", list(returns))]:
        if by_units:
            click.echo(f"—— {unit or '不知道是哪个单位的'}：{_how_many(own)} ——")
        plain = [each for each in own if each.status is Status.SOUND and not each.findings]
        folded = plain if len(plain) > MOST_PLAIN else []
        if folded:
            click.echo(
                click.style(f"【{Status.SOUND.word}】{len(folded)} 份，没有问题：", bold=True)
                + "；".join(map(_in_brief, folded))
            )
        _show_each([each for each in own if each not in folded])
        if by_units and not own[-1].findings:
            click.echo("")
    _show_by_code(returns)


def _show_each(returns: Iterable[flows.Return]) -> None:
    for each in returns:
        click.echo(click.style(headline(each), bold=True))
        show_findings(shown_path(each.file.name), each.findings[:LONG])
        if len(each.findings) > LONG:
            click.echo(f"（还有 {len(each.findings) - LONG} 条未显示，用 --json 可看全部）")
        if each.findings:
            click.echo("")


def _how_many(returns: Sequence[flows.Return]) -> str:
    """How many stand how: 3 份审核通过，1 个项目未报送."""
    stand = [each.status for each in returns]
    return "，".join(f"{stand.count(s)} {_MEASURE.get(s, '份')}{s.word}" for s in Status if s in stand)


def _in_brief(each: flows.Return) -> str:
    return f"{each.code} {each.project}{_score(each)}"


def _show_by_code(returns: Sequence[flows.Return]) -> None:
    """How often each code was found, errors first, where there is more than a screen tells by itself."""
    found = flows.by_code(returns)
    if sum(each.found for each in found) <= FEW:
        return
    click.echo("按代码：")
    for each in found:
        click.echo(f"  {each.code} {each.severity.value} {each.title}：{each.found} 处，{each.files} 份")


def show_beside(attachments: Sequence[flows.Attachment], unseen: Sequence[flows.Unseen]) -> None:
    """What came with the forms: attachments by their projects, and files that nobody looked at, with why."""
    if attachments:
        click.echo(f"附件 {len(attachments)} 个，不校验：")
        for each in sorted(attachments, key=lambda each: each.code or "\uffff"):
            click.echo(f"  {each.code or '没有对上项目'}　{shown_path(each.file)}")
    if unseen:
        click.echo(f"没有看的文件 {len(unseen)} 个：")
        for other in unseen:
            click.echo(f"  {shown_path(other.path)}（{other.why}）")


def headline(each: flows.Return) -> str:
    """How one file stands, in a line."""
    if each.status == "missing":
        reached = "，".join(f"{title} {text}" for title, text in each.contacts.items())
        return "　".join(filter(None, (f"【{each.standing}】{each.awaited} {each.project}".rstrip(), each.unit, reached)))
    if each.form is None:
        return f"【{each.standing}】{shown_path(each.file)}"
    return f"【{each.standing}】{shown_path(each.file)}　{_in_brief(each)}"


def _score(each: flows.Return) -> str:
    assert each.extract is not None
    total = each.extract.total
    return (f"，得分 {total}" if total is not None else "") + (f"（{each.grade}）" if each.grade else "")


def closing(returns: Sequence[flows.Return], strict: bool, looked_in: Sequence[object] = ()) -> str:
    """The last sentence: what to do now."""
    count = flows.counts(returns)
    asked = sum(each.asked > 0 for each in returns if each.status is Status.SOUND)
    if not count["files"] and not count[Status.MISSING]:
        return f"{'、'.join(map(str, looked_in))} 里没有找到自评表（.xlsx、.xls、.et，或装着它们的 .zip）。".lstrip()
    sentence = f"共 {count['files']} 份，{_how_many(returns)}。"
    if asked:
        ordered = "；已要求从严（--strict），按退回处理" if strict else "，请核实后再用"
        sentence += f"{Status.SOUND.word}的里有 {asked} 份带着需核实的项目{ordered}。"
    if count[Status.OPEN]:
        sentence += f"{Status.OPEN.word}的表里有明显异常的数，改正或核实之前不计入汇总。"
    return sentence


_MEASURE = {Status.MISSING: "个项目"}


def print_json(said: Mapping[str, Any]) -> None:
    """JSON in UTF-8, whatever the code page."""
    from json import dumps

    click.echo((dumps(said, ensure_ascii=False, indent=1) + "\n").encode(errors="replace"), nl=False)


def progress(title: str) -> Callable[[Sequence[T]], Iterator[T]]:
    """How far and how fast it goes, on the error stream, only where a person watches."""

    def track(items: Sequence[T]) -> Iterator[T]:
        if not sys.stderr.isatty():
            yield from items
            return
        from xlgen.cli import pace  # few watch: it would slow every start

        yield from pace.track(title, items, sys.stderr)

    return track


def table(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table as wide as the screen."""
    from xlgen.cli.screen import table_lines

    click.echo(title)
    for line in table_lines([headings, *rows], get_terminal_size().columns):
        click.echo(line)
