"""What people read on the screen: findings by file, closing sentences, tables. Only signs that code page 936 can print."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from shutil import get_terminal_size
from typing import Any, TypeVar

import click

from xlgen import flows
from xlgen.files.showing import shown_path
from xlgen.statuses import Status

T = TypeVar("T")
LONG = 2000  # findings of one file that are printed; the rest is counted


def show_findings(file: str, findings: Iterable[flows.Finding]) -> None:
    """One finding a line: ``file:sheet!cell: CODE 错误 …（remedy）``."""
    colours = {flows.Severity.ERROR: "red", flows.Severity.WARNING: "yellow", flows.Severity.NOTE: "cyan"}
    for finding in findings:
        place = f"{file}:{finding.place}" if finding.place else file
        word = click.style(finding.severity.value, fg=colours[finding.severity])
        remedy = f"（{finding.hint}）" if finding.hint else ""
        click.echo(f"{place}: {finding.code} {word} {finding.message}{remedy}")


def show_returns(returns: Sequence[flows.Return]) -> None:
    """Findings grouped by file, each group under one line that says how the file stands."""
    for each in returns:
        click.echo(click.style(headline(each), bold=True))
        show_findings(shown_path(each.file.name), each.findings[:LONG])
        if len(each.findings) > LONG:
            click.echo(f"（还有 {len(each.findings) - LONG} 条未显示，用 --json 可看全部）")
        if each.findings:
            click.echo("")


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
        return f"【{each.standing}】{each.awaited}　下发时为 {shown_path(each.file.name)}"
    if each.answers is None:
        return f"【{each.standing}】{shown_path(each.file)}"
    total, grade = each.answers.number("total"), each.answers.text("grade")
    score = f"，得分 {total}" if total is not None else ""
    name = each.answers.snapshot.identity.get("name", "")
    return f"【{each.standing}】{shown_path(each.file)}　{each.answers.snapshot.code} {name}{score}{f'（{grade}）' if grade else ''}"


def closing(returns: Sequence[flows.Return], strict: bool) -> str:
    """The last sentence: what to do now."""
    count = flows.counts(returns)
    asked = sum(each.asked > 0 for each in returns if each.status is Status.SOUND)
    if not count["files"] and not count[Status.MISSING]:
        return "没有找到要校验的文件。"
    said = [f"{count[s]} {_MEASURE.get(s, '份')}{s.word}" for s in Status if count.get(s)]
    sentence = "，".join([f"共 {count['files']} 份", *said]) + "。"
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
    """A progress bar on the error stream, only where a person watches."""

    def track(items: Sequence[T]) -> Iterator[T]:
        if not sys.stderr.isatty():
            yield from items
            return
        with click.progressbar(items, label=title, file=sys.stderr, show_pos=True, width=30) as bar:
            yield from bar

    return track


def table(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table as wide as the screen."""
    from xlgen.cli.screen import table_lines

    click.echo(title)
    for line in table_lines([headings, *rows], get_terminal_size().columns):
        click.echo(line)
