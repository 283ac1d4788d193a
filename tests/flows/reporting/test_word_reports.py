"""A form or a folder of forms → a report in Word whose every figure is one of the form, or of the summary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from itertools import groupby
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest

from documents import answers, filled, issued
from report_templates import HOME, TEXTS, document
from word_files import from_text, lines_of
from xlgen.errors import Refused, XlgenError
from xlgen.flows.demo import run_demo
from xlgen.flows.reporting.word_reports import report_word
from xlgen.flows.summary import roll_up
from xlgen.reports.summed import summary_report

DOCUMENTS = ("gaoyi", "nanchang", "qingdao", "xinzhou", "zhangye")
OF_A_FORM = ("项目自评报告", "逐项自评报告")  # templates that come with xlgen
OF_A_SUMMARY = ("部门自评报告", "决算公开段落", "项目绩效一览表")
FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?%?")


def form(name: str, folder: Path) -> Path:
    path = folder / f"{name}.xlsx"
    path.write_bytes(filled(name))
    return path


def rounded(x: Decimal) -> Decimal:
    return x.quantize(Decimal("0.01"), ROUND_HALF_UP)


def figures_in(lines: list[str]) -> set[str]:
    return {figure for line in lines for figure in FIGURE.findall(line)}


def figure(said: str) -> Decimal:
    number = Decimal(said.rstrip("%").replace(",", ""))
    return rounded(number / 100) if said.endswith("%") and number == number.to_integral() else number


def known(name: str) -> Iterator[Decimal]:
    """Every number that the form's cells hold or its texts say, read by openpyxl; and what follows from points and scores."""
    book = openpyxl.load_workbook(BytesIO(filled(name)), data_only=True)
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            if isinstance(cell.value, int | float):
                yield from (Decimal(repr(cell.value)), Decimal(repr(cell.value)) * 100)
            else:
                yield from (Decimal(each.rstrip("%").replace(",", "")) for each in FIGURE.findall(str(cell.value)))
    found = answers(name, filled(name))
    pairs = [(row.level1, row.number("points"), row.number("score")) for row in found.scored()]
    rows = [(level, points, score) for level, points, score in pairs if points is not None and score is not None]
    yield from map(Decimal, range(len(rows) + 1))  # numbers of lines, and how many there are
    yield sum((points - score for _, points, score in rows), Decimal(0))
    own = [(points, score) for _, points, score in rows]
    for _, group in groupby(sorted(rows), lambda row: row[0]):
        level = list(group)
        own.append((sum((row[1] for row in level), Decimal(0)), sum((row[2] for row in level), Decimal(0))))
    for points, score in own:
        yield from (points, score, points - score, score / points * 100 if points else points)


@pytest.mark.parametrize("template", OF_A_FORM)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_figure_of_a_report_is_one_of_the_form(name: str, template: str, tmp_path: Path) -> None:
    done = report_word(form(name, tmp_path), tmp_path / "报告.docx", template=template)
    numbers = {rounded(x) for x in known(name)}
    strange = [
        each
        for each in figures_in(lines_of(done.file.read_bytes()))
        if rounded(Decimal(each.rstrip("%").replace(",", ""))) not in numbers
    ]
    assert strange == []


@pytest.mark.parametrize("template", OF_A_FORM)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_mark_of_a_template_that_comes_with_xlgen_stays(name: str, template: str, tmp_path: Path) -> None:
    lines = lines_of(report_word(form(name, tmp_path), tmp_path / "报告.docx", template=template).file.read_bytes())
    assert [line for line in lines if re.search("[{}]", line)] == []


def test_the_report_says_what_the_form_says(tmp_path: Path) -> None:
    lines = lines_of(report_word(form("xinzhou", tmp_path), tmp_path / "报告.docx").file.read_bytes())
    assert "全年预算数30.00万元，全年执行数23.64万元，预算执行率78.80%。各项来源如下（金额单位：万元）。" in lines
    assert "自评总分84.51分，自评等级为“良好”。年度目标的完成情况：经费按实际需要列支，各项医疗保险经办工作顺利开展。" in lines
    assert (
        "1.基金运行成本扣12.85分（分值12.85分，得0.00分）。表上写的原因：项目预算资金30万元，全年支出未超预算〔待核〕" in lines
    )


def test_a_target_has_its_unit_in_a_form_without_a_column_for_units(tmp_path: Path) -> None:
    (tmp_path / "模板.docx").write_bytes(
        from_text("{{基金运行成本·目标值}}", "{{成本.指标值}}{{扣分.指标值}}，{{扣分.完成值}}")
    )
    done = report_word(form("xinzhou", tmp_path), tmp_path / "报告.docx", template=tmp_path / "模板.docx")
    assert lines_of(done.file.read_bytes())[:2] == ["≤15万元", "{{成本.指标值}}≤15万元，23.64万元"]


def test_the_report_on_a_folder_has_the_figures_of_its_summary(tmp_path: Path) -> None:
    run_demo(tmp_path / "demo")
    returned, issued = tmp_path / "demo" / "returned", tmp_path / "demo" / "issued"
    done = report_word(returned, tmp_path / "报告.docx", issued)
    found = summary_report(roll_up(returned, tmp_path / "汇总.xlsx", issued).rollup)["figures"]
    said = "".join(lines_of(done.file.read_bytes()))
    assert done.left == ()
    for key in ("budget", "executed", "balance", "mean", "weighted", "best", "worst", "lost"):
        assert f"{Decimal(found[key]):,.2f}" in said, key
    assert f"{rounded(Decimal(found['rate']) * 100)}%" in said
    assert f"本部门共{found['issued']}个项目" in said


@pytest.mark.parametrize("template", OF_A_SUMMARY)
def test_a_template_for_a_summary_is_filled_whole(template: str, tmp_path: Path) -> None:
    run_demo(tmp_path / "demo")
    done = report_word(tmp_path / "demo" / "returned", tmp_path / "报告.docx", tmp_path / "demo" / "issued", template=template)
    assert done.left == ()
    assert [line for line in lines_of(done.file.read_bytes()) if re.search("[{}]", line)] == []


def test_every_template_is_tried_here() -> None:
    assert {path.stem for path in HOME.glob("*.docx")} == {*OF_A_FORM, *OF_A_SUMMARY}


def test_a_mark_nobody_knows_stays_and_is_told(tmp_path: Path) -> None:
    (tmp_path / "模板.docx").write_bytes(from_text("{{总分}}{{自评等第}}{{总分}"))
    done = report_word(form("xinzhou", tmp_path), tmp_path / "报告.docx", template=tmp_path / "模板.docx")
    assert lines_of(done.file.read_bytes()) == ["84.51{{自评等第}}{{总分}"]
    assert done.left == ("没有叫“自评等第”的，原样留着，是不是“自评等级”", "“{{总分}”缺了括号，不是“{{名称}}”，原样留着")


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "报告.docx").write_bytes(b"mine")
    with pytest.raises(XlgenError, match="已经存在，不会覆盖"):
        report_word(form("xinzhou", tmp_path), tmp_path / "报告.docx")
    assert (tmp_path / "报告.docx").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("out", "template", "said"),
    [
        ("报告.doc", None, "应以 .docx 结尾"),
        ("报告.docx", "没有的模板", "自带的有：.*项目自评报告"),
        ("报告.docx", "没有.docx", "没有这个文件"),
    ],
)
def test_what_cannot_be_done_is_said(out: str, template: str | None, said: str, tmp_path: Path) -> None:
    with pytest.raises(XlgenError, match=said):
        report_word(form("xinzhou", tmp_path), tmp_path / out, template=template)


def test_an_old_template_is_refused_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "模板.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(Refused, match=r"XG029.*另存为 \.docx"):
        report_word(form("xinzhou", tmp_path), tmp_path / "报告.docx", template=tmp_path / "模板.docx")


def test_a_form_that_cannot_be_read_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(XlgenError, match="无法读取"):
        report_word(tmp_path / "坏.xlsx", tmp_path / "报告.docx")
    assert not (tmp_path / "报告.docx").exists()


def test_a_folder_without_a_sound_form_has_no_report(tmp_path: Path) -> None:
    (tmp_path / "回收").mkdir()
    (tmp_path / "回收" / "空表.xlsx").write_bytes(issued("xinzhou")[1])
    with pytest.raises(XlgenError, match="没有一个审核通过的项目，没有写报告"):
        report_word(tmp_path / "回收", tmp_path / "报告.docx")
    assert not (tmp_path / "报告.docx").exists()


@pytest.mark.parametrize("text", sorted(TEXTS.glob("*.txt")), ids=lambda text: text.stem)
def test_the_templates_are_made_of_their_texts(text: Path) -> None:
    shipped, made = (HOME / f"{text.stem}.docx").read_bytes(), document(text.read_text("utf-8"))
    assert lines_of(shipped) == lines_of(made), "make reports"


def test_reports_are_sound_documents(tmp_path: Path, validator: ModuleType) -> None:
    assert validator.messages(report_word(form("xinzhou", tmp_path), tmp_path / "报告.docx").file) == []
