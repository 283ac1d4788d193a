"""A report in Word held against a form: what its sentences and tables say, and what the form says."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents import filled
from word_files import from_text, paragraph, run, with_body
from xlgen.errors import Refused, XlgenError
from xlgen.flows.checking import check
from xlgen.flows.demo import run_demo
from xlgen.flows.reporting.report_checks import check_report
from xlgen.flows.reporting.word_reports import report_word
from xlgen.reports.report_figures import ReportCheck
from xlgen.statuses import Status

NAMED = "职工及城乡居民医疗保险经费项目绩效自评报告"
DOCUMENTS = ("gaoyi", "nanchang", "qingdao", "xinzhou", "zhangye")


def held(document: bytes, folder: Path, name: str = "xinzhou") -> ReportCheck:
    (folder / "报告.docx").write_bytes(document)
    (folder / "表.xlsx").write_bytes(filled(name))
    return check_report(folder / "报告.docx", folder / "表.xlsx")


def told(*lines: str, folder: Path) -> list[tuple[str, str, str, str]]:
    """Of a report of these lines what differs: place, what is written, what the form says, and the cell's name."""
    return [(each.place, each.found, each.expected, each.name) for each in held(from_text(NAMED, *lines), folder).differing]


def test_a_figure_of_a_sentence_is_held_against_the_form(tmp_path: Path) -> None:
    found = told("一、资金情况", "项目实际使用金额占预算批复金额的77%，没有超出预算。", folder=tmp_path)
    assert found == [("第3段", "77%", "79%", "funds.rate.total")]


@pytest.mark.parametrize(
    ("line", "found", "expected"),
    [
        ("印刷花了5.08万元，其中手册3.08万元，折页3万元。", "5.08万元", "6.08万元"), ("全年执行资金236300元。", "236300元", "236400元"),
        ("自评等级为“优”，自评总得分84.51分。", "优", "良好"), ("共设置三级指标9个。", "9个", "8个"), ("产出指标得分25分。", "25分", "38分"),
        ("基金运行成本得2分。", "2分", "0分"), ("服务对象满意度99%。", "99%", "98%"),
    ],
)  # fmt: skip
def test_each_kind_of_figure_is_held_against_the_form(line: str, found: str, expected: str, tmp_path: Path) -> None:
    assert [each[1:3] for each in told(line, folder=tmp_path)] == [(found, expected)]


def test_a_finding_quotes_the_sentence_and_names_the_cell(tmp_path: Path) -> None:
    (found,) = held(from_text(NAMED, "已完成。预算执行率77%。"), tmp_path).findings
    assert (found.code, found.place, found.severity.value) == ("XG701", "第2段", "需核实")
    assert "写着“预算执行率77%。”，“77%”与表上的“预算执行率·业绩值”（自评表!" in found.message


def test_inserted_text_counts_and_deleted_text_does_not(tmp_path: Path) -> None:
    gone = '<w:del w:id="1" w:author="a"><w:r><w:delText>78.8</w:delText></w:r></w:del>'
    put = f'<w:ins w:id="2" w:author="a">{run("77.8")}</w:ins>'
    done = held(with_body(paragraph(NAMED) + paragraph("预算执行率", gone, put, "%。")), tmp_path)
    assert [each.found for each in done.differing] == ["77.8%"]


def test_text_boxes_are_read(tmp_path: Path) -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('预算执行率77%。')}</w:txbxContent></w:pict></w:r>"
    done = held(with_body(paragraph(NAMED, box)), tmp_path)
    assert [each.place for each in done.differing] == ["文本框1第1段"]


def test_a_bare_figure_of_a_table_is_known_by_its_row_and_its_column(tmp_path: Path) -> None:
    table = ("|三级指标:4|分值:1|业绩值:1|得分:1", "|服务对象满意度（%）|12.85|98%|12.58")
    assert told(*table, folder=tmp_path) == [("表1第2行", "12.58分", "12.85分", "indicators.7.score")]


def test_a_figure_of_a_table_is_quoted_with_the_label_and_the_head_it_goes_by(tmp_path: Path) -> None:
    table = ("|三级指标:4|单位:1|得分:1", "|服务对象满意度（%）|高兴|12.58", "|对定点医院的检查|合格|甲")
    found = held(from_text(NAMED, *table), tmp_path).differing
    assert [each.sentence for each in found] == ["服务对象满意度（%） 得分 12.58"]


def test_sentences_of_cells_are_read_but_not_targets_and_standards(tmp_path: Path) -> None:
    table = ("|三级指标:1|年度目标值:2|偏差原因:2", "|预算执行率|预算执行率77%，按时完成|预算执行率77%，低于预期")
    assert [each[:2] for each in told(*table, folder=tmp_path)] == [("表1第2行", "77%")]


def test_what_was_not_compared_is_counted(tmp_path: Path) -> None:
    done = held(from_text(NAMED, "预算执行率78.8%，召开会议6次，参会90人次。"), tmp_path)
    assert (len(done.compared), done.left, done.is_sound) == (1, 2, True)


def test_a_report_that_never_names_the_project_is_told(tmp_path: Path) -> None:
    done = held(from_text("预算执行率78.8%。"), tmp_path)
    assert "没有出现项目名称“职工及城乡居民医疗保险经费”，也没有项目编码“XZ001”" in "".join(done.remarks)
    assert not done.is_sound


def test_a_report_without_any_figure_of_the_form_is_not_said_to_be_right(tmp_path: Path) -> None:
    done = held(from_text(NAMED, "召开会议6次。"), tmp_path)
    assert (done.is_sound, done.closing) == (False, "报告里没有一个数能认定是表上的，1 个数都没有比。")


@pytest.mark.parametrize("template", ["项目自评报告", "逐项自评报告"])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_report_that_was_made_of_the_form_agrees_with_it(name: str, template: str, tmp_path: Path) -> None:
    (tmp_path / "表.xlsx").write_bytes(filled(name))
    made = report_word(tmp_path / "表.xlsx", tmp_path / "报告.docx", template=template).file
    done = check_report(made, tmp_path / "表.xlsx")
    assert [each.message for each in done.differing] == []
    assert len(done.compared) >= 5


def test_reports_of_the_sound_forms_of_the_demo_agree(tmp_path: Path) -> None:
    run_demo(tmp_path / "demo")
    issued = tmp_path / "demo" / "issued"
    for form in sorted((tmp_path / "demo" / "returned").glob("*.xlsx")):
        if check(form, issued)[0].status is not Status.SOUND:
            continue
        made = report_word(form, tmp_path / f"{form.stem}.docx", issued).file
        assert [each.message for each in check_report(made, form, issued).differing] == [], form.name


def test_a_report_of_another_format_is_refused_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"XG029.*另存为 \.docx"):
        held(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), tmp_path)


def test_a_form_and_a_report_that_change_places_are_told_so(tmp_path: Path) -> None:
    (tmp_path / "报告.docx").write_bytes(from_text(NAMED))
    (tmp_path / "表.xlsx").write_bytes(filled("xinzhou"))
    with pytest.raises(XlgenError, match=r"两个文件写反了：先写自评报告 .*报告.docx，再写自评表 .*表.xlsx"):
        check_report(tmp_path / "表.xlsx", tmp_path / "报告.docx")


def test_a_form_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "报告.docx").write_bytes(from_text(NAMED))
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(XlgenError, match="无法读取"):
        check_report(tmp_path / "报告.docx", tmp_path / "坏.xlsx")


DEPARTMENTS = ("部门自评报告", "决算公开段落", "项目绩效一览表", "人大审议附表")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, with its four reports on all of it."""
    folder = tmp_path_factory.mktemp("demo") / "demo"
    run_demo(folder)
    for template in DEPARTMENTS:
        report_word(folder / "returned", folder / f"{template}.docx", folder / "issued", template=template)
    return folder


@pytest.mark.parametrize("template", DEPARTMENTS)
def test_a_report_on_a_batch_held_against_a_form_of_it_has_no_finding_that_is_none(template: str, demo: Path) -> None:
    for form in sorted((demo / "returned").glob("*.xlsx")):
        done = check_report(demo / f"{template}.docx", form, demo / "issued")
        assert [each.message for each in done.differing] == [], form.name
        assert "写的不止一个项目" in done.remarks[0]


def test_of_a_report_on_several_only_what_is_the_projects_own_is_compared(demo: Path) -> None:
    done = check_report(demo / "项目绩效一览表.docx", demo / "returned" / "YB2025-01_村级医保代办员培训.xlsx", demo / "issued")
    assert [each.found for each in done.compared] == ["优", "30万元", "29.4万元", "98%", "96.3分"]
    assert "只比了单独写“村级医保代办员培训”的段落和表格行，其余的没有比" in done.remarks[0]


def test_a_report_on_several_that_leaves_the_project_out_is_told_so(demo: Path) -> None:
    done = check_report(demo / "决算公开段落.docx", demo / "returned" / "YB2025-03_城乡居民参保宣传.xlsx", demo / "issued")
    assert done.remarks == (
        "这份报告写的不止一个项目（第2段“对2025年度8个项目组织了绩效自评”），没有单独写“城乡居民参保宣传”的段落和表格行，一个数也没有比。要和各项目、合计都比，第二个写放这些表的文件夹",
    )


def test_a_slip_in_the_row_of_the_project_is_found(tmp_path: Path) -> None:
    table = ("|项目名称:4|预算数:2|得分:1", "|职工及城乡居民医疗保险经费|30|48.51", "|别的项目|50|90")
    done = held(from_text("各项目绩效自评结果", *table), tmp_path)
    assert [(each.place, each.found, each.name) for each in done.differing] == [("表1第2行", "48.51分", "total")]


def test_the_grade_in_the_row_of_the_project_is_held_against_the_form(tmp_path: Path) -> None:
    table = ("|项目名称:4|自评等级:2", "|职工及城乡居民医疗保险经费|优", "|别的项目|差")
    done = held(from_text("各项目绩效自评结果", *table), tmp_path)
    assert [(each.place, each.found, each.expected) for each in done.differing] == [("表1第2行", "优", "良好")]


def test_the_report_of_another_project_of_the_batch_is_told_by_its_name(demo: Path, tmp_path: Path) -> None:
    (tmp_path / "报告.docx").write_bytes(from_text("医保基金监管专项检查绩效自评报告", "预算执行率77%。"))
    done = check_report(tmp_path / "报告.docx", demo / "returned" / "YB2025-01_村级医保代办员培训.xlsx", demo / "issued")
    assert done.remarks == ("这份报告写的是“医保基金监管专项检查”，没有提到“村级医保代办员培训”，一个数也没有比，请换成它的表",)
    assert done.compared == ()
