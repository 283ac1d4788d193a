"""A folder of reports, each held against the form of the project it names."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents import filled, printed
from word_files import from_text
from xlgen.errors import XlgenError
from xlgen.flows.demo import run_demo
from xlgen.flows.reporting.check_reports import check_reports
from xlgen.flows.reporting.word_reports import report_word
from xlgen.reports.held.checked_reports import CheckedReports

NAMED = "职工及城乡居民医疗保险经费"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two forms in 表, nothing in 报告."""
    (tmp_path / "表").mkdir()
    (tmp_path / "报告").mkdir()
    for name in ("xinzhou", "nanchang"):
        (tmp_path / "表" / f"{name}.xlsx").write_bytes(filled(name))
    return tmp_path


def put(folder: Path, name: str, *lines: str) -> None:
    (folder / "报告" / name).write_bytes(from_text(*lines))


def held(folder: Path) -> CheckedReports:
    return check_reports(folder / "报告", folder / "表")


def forms(done: CheckedReports) -> dict[str, str]:
    """Of each report the form it was held against, or why against none."""
    return {each.file.name: each.form.file.name if each.form else each.why for each in done.reports}


def test_a_report_is_held_against_the_form_of_the_project_it_names_whatever_its_file_is_called(folder: Path) -> None:
    put(folder, "nanchang.docx", f"{NAMED}绩效自评报告", "预算执行率77%。")
    done = held(folder)
    assert forms(done) == {"nanchang.docx": "xinzhou.xlsx"}
    assert [each.found for each in done.reports[0].check.differing] == ["77%"]  # type: ignore[union-attr]


def test_forms_without_a_report_are_named(folder: Path) -> None:
    put(folder, "a.docx", f"{NAMED}绩效自评报告", "预算执行率78.8%。")
    done = held(folder)
    assert [each.file.name for each in done.without] == ["nanchang.xlsx"]
    assert (done.is_sound, done.closing) == (True, "共 1 份报告：1 份一致。")


def test_a_report_that_names_none_of_the_projects_is_told(folder: Path) -> None:
    put(folder, "xinzhou.docx", "绩效自评报告", "预算执行率78.8%。")
    done = held(folder)
    assert forms(done) == {"xinzhou.docx": "没有提到这些表里的任何一个项目"}
    assert (done.is_sound, done.closing) == (False, "共 1 份报告：1 份没有比。")


def test_a_report_on_several_is_held_against_no_form_that_is_named_alone(folder: Path) -> None:
    put(folder, "a.docx", "绩效自评报告", "本部门共2个项目开展自评。", f"1.{NAMED}，预算30万元。")
    done = check_reports(folder / "报告", folder / "表" / "xinzhou.xlsx")
    assert forms(done)["a.docx"] == "写的不止一个项目（第2段“本部门共2个项目开展自评”），不和一张表比"


def test_of_two_forms_of_a_project_the_one_called_as_the_report_is_taken(folder: Path) -> None:
    (folder / "表" / "改后.xlsx").write_bytes(printed("xinzhou"))
    put(folder, "改后.docx", f"{NAMED}绩效自评报告")
    put(folder, "别的.docx", f"{NAMED}绩效自评报告")
    found = forms(held(folder))
    assert found["改后.docx"] == "改后.xlsx"
    assert found["别的.docx"].startswith(f"写的是“{NAMED}”，它的自评表有 2 份（")


def test_a_report_that_cannot_be_read_stops_none_of_the_others(folder: Path) -> None:
    (folder / "报告" / "坏.docx").write_bytes(b"PK\x03\x04")
    (folder / "报告" / "旧.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    put(folder, "好.docx", f"{NAMED}绩效自评报告", "预算执行率78.8%。")
    found = forms(held(folder))
    assert found["好.docx"] == "xinzhou.xlsx"
    assert "另存为 .docx" in found["旧.doc"]
    assert found["坏.docx"].startswith("XG0")


def test_what_is_no_report_is_told(folder: Path) -> None:
    put(folder, "a.docx", f"{NAMED}绩效自评报告")
    (folder / "报告" / "说明.txt").write_text("说明", "utf-8")
    (folder / "报告" / "扫描.pdf").write_bytes(b"%PDF")
    assert {each.path.name: each.why for each in held(folder).unseen} == dict.fromkeys(
        ("说明.txt", "扫描.pdf"), "不是 Word 的报告"
    )


def test_reports_and_forms_that_lie_together_need_one_folder(folder: Path) -> None:
    (folder / "表" / "a.docx").write_bytes(from_text(f"{NAMED}绩效自评报告", "预算执行率78.8%。"))
    done = check_reports(folder / "表")
    assert (forms(done), done.unseen) == ({"a.docx": "xinzhou.xlsx"}, ())


def test_folders_that_change_places_are_told_so(folder: Path) -> None:
    put(folder, "a.docx", NAMED)
    with pytest.raises(XlgenError, match=r"两个写反了：先写报告 .*报告，再写自评表 .*表"):
        check_reports(folder / "表", folder / "报告")


def test_a_folder_without_reports_is_told_so(folder: Path) -> None:
    with pytest.raises(XlgenError, match=r"没有 Word 的报告（\.docx）"):
        held(folder)


def test_a_folder_without_forms_is_told_so(folder: Path) -> None:
    put(folder, "a.docx", NAMED)
    with pytest.raises(XlgenError, match="没有读得出来的自评表，没有比。表放在别处的，把它的文件夹写在后面"):
        check_reports(folder / "报告")


DEPARTMENTS = ("部门自评报告", "决算公开段落", "项目绩效一览表", "人大审议附表")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, with its four reports on all of it in 报告."""
    place = tmp_path_factory.mktemp("demo") / "demo"
    run_demo(place)
    for template in DEPARTMENTS:
        report_word(place / "returned", place / "报告" / f"{template}.docx", place / "issued", template=template)
    return place


def test_reports_that_were_made_of_a_batch_agree_with_it(demo: Path) -> None:
    done = check_reports(demo / "报告", demo / "returned", demo / "issued")
    assert [each.message for report in done.reports for each in report.check.differing] == []  # type: ignore[union-attr]
    counts = {report.file.stem: len(report.check.compared) for report in done.reports if report.check}
    assert counts == {"部门自评报告": 107, "决算公开段落": 23, "项目绩效一览表": 18, "人大审议附表": 29}


def test_a_report_on_several_is_held_against_their_summary_and_each_against_its_form(demo: Path, tmp_path: Path) -> None:
    lines = (
        "项目支出绩效自评报告",
        "本部门对8个项目开展自评，预算合计120万元，总执行率93.1%。",
        "1.村级医保代办员培训，执行29.5万元。",
    )
    (tmp_path / "部门.docx").write_bytes(from_text(*lines))
    (report,) = check_reports(tmp_path / "部门.docx", demo / "returned", demo / "issued").reports
    assert "和这些表的汇总比（计入 3 个项目，共 8 个），单独写一个项目的和它的表比" in report.why
    assert [(each.place, each.found, each.expected, each.name) for each in report.check.differing] == [  # type: ignore[union-attr]
        ("第2段", "120万元", "102万元", "figures.budget"), ("第3段", "29.5万元", "29.4万元", "funds.total.executed"),
    ]  # fmt: skip
