"""The record of a smoke test: what was tried on which computer, with which programs, what was seen, and who signs for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import xlwings as xw

from xlgen.bridge.trials import Attempt, try_excel
from xlgen.errors import XlgenError
from xlgen.files.paths import fresh
from xlgen.files.saving import write_whole

NO_EXCEL = "这台电脑上没有找到 Excel，冒烟测试做不了。没有 Excel 不影响校验和汇总；WPS 请照 docs/冒烟测试.md 用手试"


@dataclass(frozen=True, slots=True)
class Tried:
    """A smoke test: its steps, its page of text, and the file that holds it."""

    steps: Sequence[Attempt]
    text: str
    record: Path


def excel_tried(folder: Path, by: str, versions: str) -> Tried:
    """Try an Excel of our own, which is ended afterwards, and leave the record in a folder. XlgenError where there is none."""
    moment = datetime.now()
    record = fresh(folder / f"冒烟测试记录_{moment:%Y%m%d-%H%M}.txt", "请过一分钟再试")
    with TemporaryDirectory(prefix="xlgen-", ignore_cleanup_errors=True) as work, _own_excel() as app:
        steps = try_excel(app, Path(work) / "demo")
    text = record_of_trial(steps, versions, by, moment)
    write_whole(record, b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())  # as the editors of old Windows read it
    return Tried(steps, text, record)


@contextmanager
def _own_excel() -> Iterator[xw.App]:
    if "excel" not in [engine.name for engine in xw.engines]:
        raise XlgenError(NO_EXCEL)
    app = xw.engines["excel"].apps.add(visible=True, add_book=False)
    try:
        yield app
    finally:
        app.quit()


def record_of_trial(steps: Sequence[Attempt], versions: str, by: str, moment: datetime) -> str:
    """A page of text. The check number at its end is the SHA-256 of all that stands above: a line that was changed shows."""
    amiss = sum(not step.is_well for step in steps)
    above = "\n".join(
        [
            "冒烟测试记录：Excel",
            f"时间：{moment:%Y-%m-%d %H:%M}",
            f"版本：{versions}",
            *(f"{'√' if step.is_well else '×'} {step.about}：{step.said}" for step in steps),
            f"结论：{len(steps)} 步，{f'{amiss} 步不符（行首是 ×）' if amiss else '都相符'}。",
        ]
    )
    number = sha256(above.encode()).hexdigest()
    signed = f"操作人：{by or '＿＿＿＿'}　　签字：＿＿＿＿＿＿　　日期：＿＿＿＿＿＿"
    return f"{above}\n\n校验码（以上各行，改一个字就不同）：{number}\n{signed}\n"
