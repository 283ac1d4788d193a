"""A report for each form of a folder: called like the form, all of them or none, what cannot be read is told."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from documents import filled
from payloads import MARKED
from report_templates import HOME
from word_files import W, from_text, lines_of
from xlgen.errors import XlgenError
from xlgen.flows.filling import fill
from xlgen.flows.reporting.each_report import EachReport, report_each
from xlgen.flows.reporting.word_reports import report_word

OF_A_FORM = ("项目自评报告", "逐项自评报告", "部门整体自评报告", "部门评价报告", "绩效评价报告", "评价结论报告")


@pytest.fixture
def returned(tmp_path: Path) -> Path:
    folder = tmp_path / "回收"
    (folder / "甲").mkdir(parents=True)
    (folder / "P001.xlsx").write_bytes(filled("xinzhou"))
    (folder / "甲" / "P002.xlsx").write_bytes(filled("qingdao"))
    return folder


def told(done: list[EachReport], folder: Path) -> list[tuple[str, str]]:
    return [(each.file.relative_to(folder).as_posix() if each.file else "", each.why) for each in done]


def test_each_form_has_a_report_called_like_it_where_it_lay(returned: Path, tmp_path: Path) -> None:
    done = report_each(returned, tmp_path / "报告")
    assert sorted(told(done, tmp_path / "报告")) == [("P001.docx", ""), ("甲/P002.docx", "")]
    assert "职工及城乡居民医疗保险经费" in lines_of((tmp_path / "报告" / "P001.docx").read_bytes())


def test_a_report_is_that_which_the_form_has_by_itself(returned: Path, tmp_path: Path) -> None:
    report_each(returned, tmp_path / "报告")
    alone = report_word(returned / "P001.xlsx", tmp_path / "一份.docx").file
    assert (tmp_path / "报告" / "P001.docx").read_bytes() == alone.read_bytes()


def test_what_cannot_be_read_is_told_and_stops_none(returned: Path, tmp_path: Path) -> None:
    (returned / "坏.xlsx").write_bytes(b"PK\x03\x04")
    done = report_each(returned, tmp_path / "报告")
    assert [(each.returned.file.name, each.why[:4]) for each in done if not each.file] == [("坏.xlsx", "无法读取")]
    assert sorted(path.name for path in (tmp_path / "报告").rglob("*.docx")) == ["P001.docx", "P002.docx"]


def test_what_stays_is_told_for_each(returned: Path, tmp_path: Path) -> None:
    (tmp_path / "模板.docx").write_bytes(from_text("{{总粉}}"))
    done = report_each(returned, tmp_path / "报告", template=tmp_path / "模板.docx")
    assert [each.left for each in done] == [("没有叫“总粉”的，原样留着，是不是“总分”",)] * 2


def test_a_report_that_is_there_is_not_overwritten_and_nothing_else_is_written(returned: Path, tmp_path: Path) -> None:
    (tmp_path / "报告").mkdir()
    (tmp_path / "报告" / "P001.docx").write_bytes(b"mine")
    with pytest.raises(XlgenError, match=r"P001\.docx 已经存在，不会覆盖"):
        report_each(returned, tmp_path / "报告")
    assert {path.name: path.read_bytes() for path in (tmp_path / "报告").rglob("*")} == {"P001.docx": b"mine"}


def test_other_files_of_the_folder_stay(returned: Path, tmp_path: Path) -> None:
    (tmp_path / "报告").mkdir()
    (tmp_path / "报告" / "别的.docx").write_bytes(b"mine")
    report_each(returned, tmp_path / "报告")
    assert (tmp_path / "报告" / "别的.docx").read_bytes() == b"mine"
    assert len(list((tmp_path / "报告").rglob("*.docx"))) == 3


@pytest.mark.parametrize(
    ("out", "said"), [("报告.docx", "是文件名"), ("回收/报告", "不能放在自评表的文件夹里面"), ("文件", "这里要一个文件夹")]
)
def test_where_it_cannot_be_written_is_said(out: str, said: str, returned: Path, tmp_path: Path) -> None:
    (tmp_path / "文件").write_bytes(b"")
    with pytest.raises(XlgenError, match=said):
        report_each(returned, tmp_path / out)


def test_a_template_for_a_summary_is_refused(returned: Path, tmp_path: Path) -> None:
    with pytest.raises(XlgenError, match="这份模板是部门报告用的"):
        report_each(returned, tmp_path / "报告", template="部门自评报告")


def test_a_folder_without_forms_is_refused(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    with pytest.raises(XlgenError, match="里没有自评表"):
        report_each(tmp_path / "空", tmp_path / "报告")


def test_every_template_for_a_form_is_tried_with_hostile_texts() -> None:
    of_summaries = {"部门自评报告", "决算公开段落", "项目绩效一览表", "人大审议附表"}
    assert {path.stem for path in HOME.glob("*.docx")} - of_summaries == set(OF_A_FORM)


@pytest.mark.parametrize("template", OF_A_FORM)
def test_hostile_texts_are_only_ever_text(template: str, tmp_path: Path) -> None:
    hostile = f'{{{{总分}}}}<w:fldSimple w:instr="DDE {MARKED}"/>]]>&amp; HYPERLINK "http://{MARKED}.example"\n=cmd|{MARKED}'
    texts = {
        "年度总体目标": {"实际完成情况": hostile},
        "绩效指标": [{"三级指标": "预算执行率", "偏差原因分析及改进措施": hostile}],
    }
    (tmp_path / "回收").mkdir()
    (tmp_path / "回收" / "P001.xlsx").write_bytes(fill(filled("xinzhou"), texts).content)
    [done] = report_each(tmp_path / "回收", tmp_path / "报告", template=template)
    assert done.file
    package, shipped = (zipfile.ZipFile(BytesIO(path.read_bytes())) for path in (done.file, HOME / f"{template}.docx"))
    changed = [name for name in package.namelist() if package.read(name) != shipped.read(name)]
    assert (package.namelist() == shipped.namelist(), changed) == (True, ["word/document.xml"])
    root = ET.fromstring(package.read("word/document.xml"))
    assert not re.search(rb"<w:(instrText|hyperlink|fldSimple|fldChar)\b", package.read("word/document.xml"))
    assert any(MARKED in (each.text or "") for each in root.iter(f"{W}t"))
    assert not any(MARKED in value for each in root.iter() for value in each.attrib.values())
