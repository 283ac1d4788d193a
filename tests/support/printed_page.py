"""Pages of docs/ that tell commands with what they print: run anew in an empty folder, what others do in between done by deeds."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from xlgen.cli.main import main

Deeds = Mapping[str, Callable[[], None]]
TODAY = "2026-03-01"  # whatever day it is: what is verified carries its date
DEED = re.compile(r"<!-- 场景：(\S+) -->")
PART = re.compile(r"(<!-- 场景：\S+ -->|^```console\n.*?^```$)", re.MULTILINE | re.DOTALL)
NOON, SCREEN = "12:00:00", "100"  # whatever time it is, however wide the window
CALL, GO = "$ xlgen ", "$ cd "
TIME = re.compile(r"\b\d\d:\d\d:\d\d\b")
SIZE = re.compile(r"（\d+\.\d MB）")
DIGEST = re.compile(r"\b(?:[0-9a-f]{64}|[0-9a-f]{16})\b")  # of files, which another library packs otherwise


def told(page: str, deeds: Deeds) -> str:
    """The page with what each command prints now; it begins in an empty folder, and ``cd`` goes where it says."""
    stands = Path.cwd()
    with TemporaryDirectory() as desk:
        os.chdir(desk)
        try:
            return PART.sub(lambda match: _done(match[1], deeds), page)
        finally:
            os.chdir(stands)


def _done(part: str, deeds: Deeds) -> str:
    if deed := DEED.fullmatch(part):
        deeds[deed[1]]()
        return part
    calls = [line for line in part.splitlines() if line.startswith((CALL, GO))]
    return "\n".join(["```console", *(f"{call}\n{_printed(call)}".rstrip() for call in calls), "```"])


def _printed(call: str) -> str:
    if call.startswith(GO):
        os.chdir(call.removeprefix(GO))
        return ""
    words = shlex.split(call.removeprefix(CALL))
    result = CliRunner().invoke(main, words, catch_exceptions=False, env={"COLUMNS": SCREEN})
    printed = result.output.replace("\r", "").replace(date.today().isoformat(), TODAY)
    return DIGEST.sub("……", SIZE.sub("（…… MB）", TIME.sub(NOON, printed)))
