"""Waiting: for a file to be saved, for requests of the add-ins."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from pathlib import Path

import click

from xlgen import flows
from xlgen.cli.console import headline, show_findings
from xlgen.cli.running import require_xlwings
from xlgen.statuses import exit_code

EVERY, SERVING = 2.0, 0.5  # seconds between two looks at a file, at requests for which a person waits


def serve(folder: Path | None, once: bool) -> None:
    """Answer the add-ins until stopped."""
    require_xlwings()
    from xlgen.addin.ribbon import buttons
    from xlgen.bridge.alone import helper
    from xlgen.bridge.exchange import answer
    from xlgen.bridge.waiting import exchange_folder, waiting

    labels = {button.action: button.label for button in buttons()}
    exchange = folder or exchange_folder()
    with helper(exchange):
        click.echo(f"正在等 Excel、WPS 加载项的请求，交换文件夹：{exchange}。请不要关这个窗口，用完按 Ctrl+C。")
        for _ in _ticks(once, SERVING):
            for request in waiting(exchange):
                reply = answer(request)
                if reply is None:  # another helper was faster
                    continue
                label = labels.get(str(reply["action"]), "不认识的请求")
                said = f"{datetime.now():%H:%M} {label} {reply['name']}：{reply['message'].splitlines()[0]}"
                click.echo(said.encode("utf-8", "replace").decode())


def watch_file(path: Path, issued: Path | None, once: bool) -> None:
    """Check a file each time it is saved, until stopped."""
    last: flows.Return | None = None
    ticks = chain([None], _ticks(once, EVERY))  # an empty file is told at the second look
    for each in flows.watch(path, issued, ticks):
        if last is None and not once:
            click.echo(f"守候 {path}：每次保存后自动校验，按 Ctrl+C 结束。")
        click.echo(click.style(headline(each.returned), bold=True))
        show_findings(path.name, each.new)
        for finding in each.mended:
            click.echo(f"√ 已改好：{finding.place} {finding.code} {finding.message}")
        last = each.returned
    sys.exit(exit_code([last.status] if last else []))


def _ticks(once: bool, every: float) -> Iterator[None]:
    yield
    while not once:
        time.sleep(every)
        yield
