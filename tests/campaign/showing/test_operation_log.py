"""操作日志: every act once, on how much, and whether it was taken back."""

from __future__ import annotations

import csv
import json
import re
from io import BytesIO, StringIO
from pathlib import Path

import openpyxl
import pytest

import xlgen
from small_campaign import BY, begun, decide, under_way
from xlgen.campaign.act_words import ACTS, DECIDED, DID, act_called
from xlgen.campaign.folder import Campaign
from xlgen.campaign.showing.log_book import COLUMNS, NAME, log_book, log_csv, log_texts
from xlgen.campaign.showing.operation_log import log_report, logged
from xlgen.campaign.standing import RECALL
from xlgen.register.recording.acting import acting


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    made = under_way(tmp_path_factory.mktemp("一批"))
    recalled = decide(made, RECALL, "P005", reason="=1+1 项目取消")
    decide(made, "undo", revokes=recalled, reason="没有取消")
    return made


def test_every_act_has_a_line(campaign: Campaign) -> None:
    lines = [(each.act.number, each.what, each.act.day, each.counted, each.revoked) for each in logged(campaign)]
    assert lines == [
        (1, "新开批次", "2026-01-10", "", 0),
        (2, "下发", "2026-01-12", "下发 5 张", 0),
        (3, "收表", "2026-02-04", "收到 2 个文件", 0),
        (4, "收表", "2026-02-10", "收到 2 个文件", 0),
        (5, "收表", "2026-03-02", "收到 2 个文件", 0),
        (6, "撤回", "2026-03-03", "1 个项目", 7),
        (7, "撤销", "2026-03-03", "", 0),
    ]
    assert {each.act.by for each in logged(campaign)} == {BY}


def test_json_has_the_same_and_what_each_record_says(campaign: Campaign) -> None:
    said = log_report(logged(campaign))
    assert json.loads(json.dumps(said)) == said
    assert said["version"] == 1
    assert [each["act"] for each in said["acts"]] == [1, 2, 3, 4, 5, 6, 7]
    assert (said["acts"][5]["projects"], said["acts"][5]["revoked"], said["acts"][6]["undoes"]) == (["P005"], 7, [6])
    assert sum(each["files"] for each in said["acts"]) == 6
    assert sum(each["forms"] for each in said["acts"]) == 5


def test_the_workbook_and_the_csv_say_the_same(campaign: Campaign) -> None:
    lines = logged(campaign)
    sheet = openpyxl.load_workbook(BytesIO(log_book(campaign, lines, "2026-03-05")))[NAME]
    rows = [["" if cell.value is None else str(cell.value) for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert rows == [[column.label for column in COLUMNS], *log_texts(lines, "；\n")]
    read = list(csv.reader(StringIO(log_csv(lines).decode("utf-8-sig"))))
    assert read == [[column.label for column in COLUMNS], *log_texts(lines)]
    assert sheet.print_title_rows == "$3:$3"


def test_no_text_of_the_csv_begins_a_formula(tmp_path: Path) -> None:
    campaign = begun(tmp_path)
    with acting(campaign.root, "=1+1") as act:
        act.do("rollup", "2026-03-05", {})
    rows = list(csv.reader(StringIO(log_csv(logged(campaign)).decode("utf-8-sig"))))
    assert "'=1+1" in rows[-1]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"answered": 3}, "填报人写明了原因的 3 处"),
        ({"code": "P001", "cell": "“满意度”", "why": "问过"}, "P001；格 “满意度”；原因 问过"),
        ({"file": "汇总/汇总_2026-03-05.xlsx", "counted": 0}, "文件 汇总/汇总_2026-03-05.xlsx；计入 0 个项目"),
    ],
)
def test_what_an_act_says_of_itself_is_told(tmp_path: Path, said: dict[str, object], told: str) -> None:
    campaign = begun(tmp_path)
    with acting(campaign.root, BY) as act:
        act.do("accept", "2026-03-05", said)
    assert logged(campaign)[-1].told == told


def test_same_acts_same_bytes(campaign: Campaign) -> None:
    lines = logged(campaign)
    assert log_book(campaign, lines, "2026-03-05") == log_book(campaign, lines, "2026-03-05")


def test_words_are_told_apart_and_an_unknown_kind_is_not_hidden() -> None:
    for words in (DID, DECIDED):
        assert len(set(words.values())) == len(words)
    assert DECIDED.items() <= ACTS.items()
    assert act_called("后来的") == "其他（后来的）"


def test_every_kind_of_act_that_the_program_does_has_a_word() -> None:
    sources = (path.read_text("utf-8") for path in Path(xlgen.__file__).parent.rglob("*.py"))
    kinds = {kind for source in sources for kind in re.findall(r"\bact\.do\(\s*\"(\w+)\"", source)}
    assert {"issue", "collect", "return", "accept"} <= kinds
    assert kinds - ACTS.keys() == set()
