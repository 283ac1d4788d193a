"""What people read on the screen: findings by file, closing sentences, tables. Only signs that code page 936 can print."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from shutil import get_terminal_size
from typing import Any, TypeVar

import click

from xlgen import flows
from xlgen.files.showing import shown_path

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


def headline(each: flows.Return) -> str:
    """How one file stands, in a line."""
    if each.status == "missing":
        return f"【没有收到】{each.awaited}　下发时为 {shown_path(each.file.name)}"
    if each.answers is None:
        return f"【无法读取】{shown_path(each.file)}"
    total, grade = each.answers.number("total"), each.answers.text("grade")
    score = f"，得分 {total}" if total is not None else ""
    word = {"sound": "可以接收", "errors": "要退回"}[each.status]
    name = each.answers.snapshot.identity.get("name", "")
    return f"【{word}】{shown_path(each.file)}　{each.answers.snapshot.code} {name}{score}{f'（{grade}）' if grade else ''}"


def closing(returns: Sequence[flows.Return], strict: bool) -> str:
    """The last sentence: what to do now."""
    count = flows.counts(returns)
    warned = sum(any(f.severity is flows.Severity.WARNING for f in each.findings) for each in returns if each.status == "sound")
    if not count["files"] and not count["missing"]:
        return "没有找到要校验的文件。"
    parts = [f"共 {count['files']} 份"]
    parts += [f"{count['sound']} 份可以接收"] if count["sound"] else []
    parts += [f"{count['errors']} 份有错误要退回"] if count["errors"] else []
    parts += [f"{count['refused']} 份无法读取"] if count["refused"] else []
    parts += [f"{count['missing']} 个项目没有收到"] if count["missing"] else []
    sentence = "，".join(parts) + "。"
    if warned:
        sentence += f"可以接收的里有 {warned} 份请核对标“核对”的提示{'；已要求从严（--strict），按错误处理，请退回' if strict else ''}。"
    return sentence


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
