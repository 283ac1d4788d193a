"""The record of a smoke test."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

import pytest
import xlwings as xw

import excel_com
from xlgen.bridge import trial_records
from xlgen.bridge.trial_records import excel_tried, record_of_trial
from xlgen.bridge.trials import Attempt
from xlgen.errors import XlgenError

STEPS = [Attempt("程序", "Microsoft Excel 16.0", True), Attempt("校验", "没有“校验结果”表", False)]


def test_a_record_says_who_saw_what_on_which_computer() -> None:
    said = record_of_trial(STEPS, "xlgen 0.2.0，Python 3.11.4（64 位）", "张三", datetime(2026, 1, 5, 9, 30))
    above, number, signed = said.rstrip("\n").rsplit("\n", 2)
    assert above.rstrip("\n").split("\n") == [
        "冒烟测试记录：Excel",
        "时间：2026-01-05 09:30",
        "版本：xlgen 0.2.0，Python 3.11.4（64 位）",
        "√ 程序：Microsoft Excel 16.0",
        "× 校验：没有“校验结果”表",
        "结论：2 步，1 步不符（行首是 ×）。",
    ]
    assert number == f"校验码（以上各行，改一个字就不同）：{sha256(above.rstrip(chr(10)).encode()).hexdigest()}"
    assert signed.startswith("操作人：张三　")


def test_without_excel_a_sentence_says_so(tmp_path) -> None:
    with pytest.raises(XlgenError, match="没有找到 Excel，冒烟测试做不了"):
        excel_tried(tmp_path, "", "xlgen")
    assert list(tmp_path.iterdir()) == []


def test_the_excel_that_was_started_is_ended_and_the_record_stays(tmp_path, monkeypatch) -> None:
    ended = []
    app = excel_com.application(excel_com.Pc())
    monkeypatch.setattr(type(app), "quit", lambda self: ended.append(True))

    class Apps:
        def add(self, **_):
            return app

    class Engine:
        name, apps = "excel", Apps()

    class Engines(dict):
        def __iter__(self):
            return iter(self.values())

    monkeypatch.setattr(xw, "engines", Engines(excel=Engine()))
    monkeypatch.setattr(trial_records, "try_excel", lambda *_: STEPS)
    tried = excel_tried(tmp_path, "张三", "xlgen")
    assert ended == [True]
    assert tried.record.read_bytes().decode("utf-8-sig").replace("\r\n", "\n") == tried.text
