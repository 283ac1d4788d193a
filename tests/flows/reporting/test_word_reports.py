"""A form or a folder of forms → a report in Word whose every figure is one of the form, or of the summary."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest

import summaries
from documents import answers, filled, issued
from report_templates import HOME, TEXTS, document
from word_files import from_text, lines_of
from xlgen.errors import Refused, XlgenError
from xlgen.flows.demo import run_demo
from xlgen.flows.reporting.word_reports import report_word
from xlgen.flows.summary import roll_up
from xlgen.reports.summed import summary_report
from xlgen.reports.word.department_facts import department_facts
from xlgen.reports.word.form_facts import form_facts
from xlgen.returned.funding import amount_name
from xlgen.word.docx import open_docx
from xlgen.word.word_filling import filled as filled_in

DOCUMENTS = ("gaoyi", "nanchang", "qingdao", "xinzhou", "zhangye")
OF_A_FORM = {  # templates that come with xlgen, and the document whose outline each has
    "项目自评报告": "xinzhou", "逐项自评报告": "qingdao", "部门整体自评报告": "gaoyi", "部门评价报告": "qingdao",
    "绩效评价报告": "nanchang", "评价结论报告": "zhangye",
}  # fmt: skip
OF_A_SUMMARY = ("部门自评报告", "决算公开段落", "项目绩效一览表", "人大审议附表")
FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?%?")


def form(name: str, folder: Path) -> Path:
    path = folder / f"{name}.xlsx"
    path.write_bytes(filled(name))
    return path


def said_in(document: bytes) -> list[str]:
    """The text of each paragraph of a document, read as templates are."""
    return [paragraph.said for paragraph in open_docx(document).parts["word/document.xml"].paragraphs]


def figures_in(lines: Iterable[str]) -> Iterator[Decimal]:
    """Every figure, a percentage as the number before its sign; the number a paragraph begins with, and one alone in a cell, counts lines."""
    for line in lines:
        rest = re.sub(r"^\d+\.(?!\d)", "", line)
        yield from (Decimal(each.rstrip("%").replace(",", "")) for each in FIGURE.findall(rest))


def as_printed(numbers: Iterable[Decimal]) -> set[Decimal]:
    """Numbers as they are, and with the two decimals that they are printed with."""
    return {each.normalize() for x in numbers for each in (x, x.quantize(Decimal("0.01"), ROUND_HALF_UP))}


def on_form(name: str) -> Iterator[Decimal]:
    """Every number that the form's cells hold or its texts say, read by openpyxl; percentages also as they are printed."""
    for sheet in openpyxl.load_workbook(BytesIO(filled(name)), data_only=True):
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            if isinstance(cell.value, int | float):
                yield from (Decimal(repr(cell.value)), Decimal(repr(cell.value)) * 100)
            else:
                yield from figures_in([str(cell.value)])


def worked_out(name: str) -> Iterator[Decimal]:
    """What a report says that follows from the points and scores of the form: lost, sums of levels, their rates, how many."""
    rows = answers(name, filled(name)).scored()
    told = [(row.level1, row.text("level2"), row.number("points"), row.number("score")) for row in rows]
    known = [(one, two, points, score) for one, two, points, score in told if points is not None and score is not None]
    lost = [points - score for _, _, points, score in known]
    yield from (Decimal(len(rows)), Decimal(sum(each > 0 for each in lost)), sum(lost, Decimal(0)))
    groups = [[row] for row in known]
    for depth in (1, 2):
        groups += [list(own) for _, own in groupby(known, itemgetter(slice(depth)))]
        groups += [[row for row in known if row[:depth] == key] for key in {row[:depth] for row in known}]
    for own in groups:
        points, score = (sum((row[at] for row in own), Decimal(0)) for at in (2, 3))
        yield from (points, score, points - score, score / points * 100)


@pytest.mark.parametrize("template", OF_A_FORM)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_figure_of_a_report_is_one_of_the_form(name: str, template: str, tmp_path: Path) -> None:
    done = report_word(form(name, tmp_path), tmp_path / "报告.docx", template=template)
    fixed = figures_in(re.sub(r"\{\{.*?\}\}", "", line) for line in said_in((HOME / f"{template}.docx").read_bytes()))
    numbers = as_printed(
        [*on_form(name), *worked_out(name), *fixed, *map(Decimal, range(1, len(answers(name, filled(name)).scored()) + 1))]
    )
    strange = {each for each in figures_in(said_in(done.file.read_bytes())) if each.normalize() not in numbers}
    assert strange == set()


@pytest.mark.parametrize(("template", "name"), OF_A_FORM.items())
def test_the_report_of_a_document_in_its_outline_lacks_nothing_that_the_form_has(
    template: str, name: str, tmp_path: Path
) -> None:
    done = report_word(form(name, tmp_path), tmp_path / "报告.docx", template=template)
    assert [said for said in done.left if "这种表上没有" not in said] == []


@pytest.mark.parametrize(("template", "name"), OF_A_FORM.items())
def test_every_score_and_amount_of_the_form_is_in_its_report(template: str, name: str, tmp_path: Path) -> None:
    done = report_word(form(name, tmp_path), tmp_path / "报告.docx", template=template)
    said, found = set(figures_in(said_in(done.file.read_bytes()))), answers(name, filled(name))
    scores = {score for row in found.scored() if (score := row.number("score")) is not None}
    amounts = {x for row in ("budget", "executed") if (x := found.number(amount_name(found.snapshot, row))) is not None}
    assert {x.quantize(Decimal("0.01"), ROUND_HALF_UP) for x in scores | amounts} <= said


@pytest.mark.parametrize("template", OF_A_FORM)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_mark_of_a_template_that_comes_with_xlgen_stays(name: str, template: str, tmp_path: Path) -> None:
    lines = lines_of(report_word(form(name, tmp_path), tmp_path / "报告.docx", template=template).file.read_bytes())
    assert [line for line in lines if re.search("[{}]", line)] == []


@pytest.mark.parametrize("ways", [("docx",), ("doc", "docx"), ("odt", "docx")], ids="→".join)
def test_the_templates_saved_by_another_program_fill_as_before(ways: Sequence[str], tmp_path: Path, office: ModuleType) -> None:
    paths = sorted(HOME.glob("*.docx"))
    for number, way in enumerate(ways):
        paths = office.text_saved_as(paths, tmp_path / str(number), way)
    of_forms, of_summaries = form_facts(answers("xinzhou", filled("xinzhou"))), department_facts(summaries.eight())
    for path in paths:
        facts = of_forms if path.stem in OF_A_FORM else of_summaries
        saved, shipped = (filled_in(open_docx(each), facts.given()) for each in (path, HOME / f"{path.stem}.docx"))
        assert told_in(saved) == told_in(shipped), path.stem


def told_in(document: bytes) -> list[str]:
    """What a document says, line by line; a new page may begin with a sign in a paragraph."""
    return [line for each in lines_of(document) if (line := each.strip("⏎")).strip("|")]


def test_the_report_says_what_the_form_says(tmp_path: Path) -> None:
    lines = lines_of(report_word(form("xinzhou", tmp_path), tmp_path / "报告.docx").file.read_bytes())
    assert "全年预算数30.00万元，全年执行数23.64万元，预算执行率78.80%。" in lines
    assert "自评总分84.51分，自评等级为“良好”。年度目标的完成情况：经费按实际需要列支，各项医疗保险经办工作顺利开展。" in lines
    assert (
        "1.基金运行成本扣12.85分（分值12.85分，得0.00分）。表上写的原因：项目预算资金30万元，全年支出未超预算〔待核〕" in lines
    )
    assert "5.成本指标（分值12.85分，得0.00分）：基金运行成本，目标值≤15万元，业绩值23.64万元，得0.00分。" in lines


def test_the_rate_of_spending_is_told_as_such_and_without_a_target_it_has_not(tmp_path: Path) -> None:
    lines = lines_of(report_word(form("qingdao", tmp_path), tmp_path / "报告.docx").file.read_bytes())
    assert "1.预算执行率（分值10分，得9.62分）：预算执行率96.17%，得9.62分。" in lines


def test_a_target_has_its_unit_in_a_form_without_a_column_for_units(tmp_path: Path) -> None:
    (tmp_path / "模板.docx").write_bytes(
        from_text("{{基金运行成本·目标值}}", "{{成本.指标值}}{{扣分.指标值}}，{{扣分.完成值}}")
    )
    done = report_word(form("xinzhou", tmp_path), tmp_path / "报告.docx", template=tmp_path / "模板.docx")
    assert lines_of(done.file.read_bytes())[:2] == ["≤15万元", "{{成本.指标值}}≤15万元，23.64万元"]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("批") / "demo"
    run_demo(folder)
    return folder


def test_the_report_on_a_folder_has_the_figures_of_its_summary(demo: Path, tmp_path: Path) -> None:
    returned, issued = demo / "returned", demo / "issued"
    done = report_word(returned, tmp_path / "报告.docx", issued)
    found = summary_report(roll_up(returned, tmp_path / "汇总.xlsx", issued).rollup)["figures"]
    said = "".join(lines_of(done.file.read_bytes()))
    assert done.left == ()
    for key in ("budget", "executed", "balance", "mean", "weighted", "best", "worst", "lost"):
        assert f"{Decimal(found[key]):,.2f}" in said, key
    assert f"{(Decimal(found['rate']) * 100).quantize(Decimal('0.01'), ROUND_HALF_UP)}%" in said
    assert f"本部门共{found['issued']}个项目" in said


def in_workbook(path: Path) -> Iterator[Decimal]:
    """Every number of a summary as it was written, read by openpyxl; shares also as percentages, texts by what they say."""
    for sheet in openpyxl.load_workbook(path, data_only=True):
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            if isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
                yield from (Decimal(repr(cell.value)), Decimal(repr(cell.value)) * 100)
            else:
                yield from figures_in([str(cell.value)])


@pytest.mark.parametrize("template", OF_A_SUMMARY)
def test_every_figure_of_a_text_for_a_summary_is_one_of_its_workbook(template: str, demo: Path, tmp_path: Path) -> None:
    returned, issued = demo / "returned", demo / "issued"
    done = report_word(returned, tmp_path / "报告.docx", issued, template=template)
    roll_up(returned, tmp_path / "汇总.xlsx", issued)
    fixed = figures_in(re.sub(r"\{\{.*?\}\}", "", line) for line in said_in((HOME / f"{template}.docx").read_bytes()))
    numbers = as_printed([*in_workbook(tmp_path / "汇总.xlsx"), *fixed])
    assert {each for each in figures_in(said_in(done.file.read_bytes())) if each.normalize() not in numbers} == set()


@pytest.mark.parametrize("template", OF_A_SUMMARY)
def test_a_template_for_a_summary_is_filled_whole(template: str, demo: Path, tmp_path: Path) -> None:
    done = report_word(demo / "returned", tmp_path / "报告.docx", demo / "issued", template=template)
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


def test_a_template_of_the_other_kind_is_refused_with_the_remedy(demo: Path, tmp_path: Path) -> None:
    with pytest.raises(XlgenError, match="要每张表写一份请加 --each"):
        report_word(demo / "returned", tmp_path / "报告.docx", demo / "issued", template="项目自评报告")
    with pytest.raises(XlgenError, match="请写文件夹或批次"):
        report_word(form("xinzhou", tmp_path), tmp_path / "报告.docx", template="人大审议附表")
    assert not (tmp_path / "报告.docx").exists()


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
    assert parts_of(shipped) == parts_of(made), "make reports"


def parts_of(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.mark.parametrize(("template", "name"), OF_A_FORM.items())
def test_reports_are_sound_documents(template: str, name: str, tmp_path: Path, validator: ModuleType) -> None:
    done = report_word(form(name, tmp_path), tmp_path / "报告.docx", template=template)
    assert validator.messages(done.file) == []
