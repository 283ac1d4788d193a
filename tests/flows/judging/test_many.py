"""Very many files are judged as few are: only an extract of each stays, and what it tells is the same."""

from __future__ import annotations

from pathlib import Path

import pytest

import kept_desk
from filled import DATA
from kept_desk import told
from rules import answers
from xlgen import flows
from xlgen.errors import XlgenError
from xlgen.flows.judging import many
from xlgen.returned.kept.extract import Kept
from xlgen.rollup.records import ProjectLine


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    kept_desk.collect()


@pytest.fixture
def slim(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "AT_HAND", 0)


def test_the_collection_has_all_that_is_found_side_by_side() -> None:
    codes = {finding["code"] for each in told()["files"] for finding in each["findings"]}
    assert codes >= {"XG008", "XG501", "XG502", "XG507", "XG508", "XG512"}


def test_extracts_tell_what_whole_forms_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = told()
    monkeypatch.setattr(many, "AT_HAND", 0)
    assert told() == whole


def test_extracts_are_summed_up_as_whole_forms_are(monkeypatch: pytest.MonkeyPatch) -> None:
    def projects() -> tuple[ProjectLine, ...]:
        Path("汇总.xlsx").unlink(missing_ok=True)
        return flows.roll_up("回收", "汇总.xlsx", "下发", include_errors=True).rollup.projects

    whole = projects()
    monkeypatch.setattr(many, "AT_HAND", 0)
    assert projects() == whole
    assert [each.counted for each in whole] == [True, False, False]


@pytest.mark.usefixtures("slim")
def test_of_many_forms_no_workbook_stays_open_but_each_can_be_asked_for() -> None:
    first = flows.check("回收", "下发")[0]
    assert isinstance(first.form, Kept)
    assert first.answers.number("indicators.1.actual") == 60


@pytest.mark.usefixtures("slim")
def test_a_file_that_changed_since_it_was_judged_is_not_taken_for_it() -> None:
    first = flows.check("回收", "下发")[0]
    first.file.write_bytes(b"PK other")
    with pytest.raises(XlgenError, match="在校验期间改过了，请重新校验"):
        _ = first.answers


def test_a_return_at_hand_has_the_extract_of_its_form() -> None:
    [returned] = flows.check("回收/T002_培训.xlsx", "下发")
    assert (returned.extract.total, returned.extract.figures.executed) == (
        returned.answers.number("total"),
        DATA["项目资金"]["年度资金总额"]["全年执行数"],
    )  # type: ignore[index]


def test_actual_figures_that_say_nothing_are_no_copies() -> None:
    from xlgen.returned.kept.extract import extract

    own = extract(answers("indicators.1.actual = 0; indicators.4.actual = 388"))
    assert 0 not in own.actuals
