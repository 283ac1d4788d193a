"""``xlgen report``: what is printed and with which exit code."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from documents import filled, printed
from small_campaign import under_way
from word_files import from_text
from xlgen.cli.main import main
from xlgen.pages import page_charts


@pytest.fixture
def form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("表.xlsx").write_bytes(filled("xinzhou"))
    return Path("表.xlsx")


def ran(*words: str) -> Result:
    return CliRunner().invoke(main, ["report", *words])


def test_a_sound_form_is_told_and_ends_with_0(form: Path) -> None:
    done = ran("word", str(form), "-o", "报告.docx")
    assert done.exit_code == 0
    assert "报告已写到 报告.docx。写着“待核”“请写”的地方，请看过、改好再报。" in done.output


def test_what_stays_is_told_and_ends_with_1(form: Path) -> None:
    Path("模板.docx").write_bytes(from_text("{{总粉}}"))
    done = ran("word", str(form), "-o", "报告.docx", "--template", "模板.docx")
    assert (done.exit_code, "没有叫“总粉”的，原样留着，是不是“总分”" in done.output) == (1, True)


def test_a_form_with_errors_is_told_to_be_one(form: Path) -> None:
    form.write_bytes(printed("xinzhou"))
    done = ran("word", str(form), "-o", "报告.docx")
    assert (done.exit_code, "这张表退回修改" in done.output) == (1, True)


def test_a_file_that_is_there_ends_with_2(form: Path) -> None:
    Path("报告.docx").write_bytes(b"")
    assert ran("word", str(form), "-o", "报告.docx").exit_code == 2


@pytest.mark.parametrize(
    ("text", "code", "said"), [("{{总分}}", 0, "共 1 处 {{名称}}，都填得上。"), ("{{总粉}}", 1, "1 处要改")]
)
def test_lint_counts_marks_and_faults(text: str, code: int, said: str, form: Path) -> None:
    Path("模板.docx").write_bytes(from_text(text))
    done = ran("lint", "模板.docx", "--form", str(form))
    assert (done.exit_code, said in done.output) == (code, True)


def test_a_page_is_told_where_it_is_and_ends_with_0(form: Path) -> None:
    done = ran("html", str(form), "-o", "结果.html")
    assert (done.exit_code, done.output.splitlines()[-1]) == (0, "网页已写到 结果.html，用浏览器打开就能看。")


def test_a_page_of_a_form_with_errors_ends_with_1(form: Path) -> None:
    form.write_bytes(printed("xinzhou"))
    assert ran("html", str(form), "-o", "结果.html").exit_code == 1


def test_without_the_library_for_charts_it_is_told_how_to_get_it(form: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_charts, "find_spec", lambda _: None)
    done = ran("html", str(form), "-o", "结果.html")
    assert (done.exit_code, done.output.splitlines()[-2]) == (0, page_charts.LACKING)


def test_a_page_that_is_there_ends_with_2(form: Path) -> None:
    Path("结果.html").write_bytes(b"")
    assert ran("html", str(form), "-o", "结果.html").exit_code == 2


def test_a_campaign_has_a_page_and_its_laws_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    under_way(tmp_path)
    done = ran("html", "批次", "-o", "结果.html", "--unit", "县稽核所")
    assert done.exit_code == 1, done.output
    assert "网页已写到 结果.html" in done.output
    assert "下发 5" in done.output
    assert "<h1>县稽核所：" in Path("结果.html").read_text("utf-8")


def test_lint_without_a_form_counts_what_only_a_form_can_tell(form: Path) -> None:
    Path("模板.docx").write_bytes(from_text("{{总分}}{{培训人数·得分}}"))
    done = ran("lint", "模板.docx")
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        "共 2 处 {{名称}}，没有看到写错的。",
        "另有 1 个名称要看表才知道，请加 --form：培训人数·得分。",
    ]


def test_each_form_of_a_folder_gets_a_report_and_the_last_sentence_counts_them(form: Path) -> None:
    Path("回收").mkdir()
    form.rename("回收/P001.xlsx")
    Path("回收/坏.xlsx").write_bytes(b"PK")
    done = ran("word", "回收", "--each", "-o", "报告")
    assert done.exit_code == 1
    assert "没有写：回收/坏.xlsx，无法读取" in done.output
    assert "报告 1 份写到 报告，没有写的 1 份。写着“待核”“请写”的地方，请看过、改好再报。" in done.output
    assert [path.name for path in Path("报告").iterdir()] == ["P001.docx"]


def test_what_stays_in_several_reports_is_told_once_with_their_number(form: Path) -> None:
    Path("回收").mkdir()
    Path("回收/P001.xlsx").write_bytes(form.read_bytes())
    Path("回收/P002.xlsx").write_bytes(printed("xinzhou"))
    Path("模板.docx").write_bytes(from_text("{{总粉}}"))
    done = ran("word", "回收", "--each", "-o", "报告", "--template", "模板.docx")
    assert "没有叫“总粉”的，原样留着，是不是“总分”（2 份）" in done.output
    assert "其中 2 份的表不是审核通过，报告里的数按公式重算，与表上写的可能不同。" in done.output


@pytest.mark.parametrize(("kind", "out"), [("word", "报告.docx"), ("html", "结果.html")])
def test_a_file_that_lies_elsewhere_is_not_there(kind: str, out: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = ran(kind, "s3://bucket/表.xlsx", "-o", out)
    assert (done.exit_code, "没有这个文件" in done.output) == (2, True)


NAMED = "职工及城乡居民医疗保险经费"


def report(*lines: str) -> str:
    Path("报告.docx").write_bytes(from_text(NAMED, *lines))
    return "报告.docx"


def test_a_report_that_agrees_ends_with_0(form: Path) -> None:
    done = ran("check", report("预算执行率78.8%。"), str(form))
    assert (done.exit_code, "比对了 1 个数，都一致。用 --sources 看各数出处。" in done.output) == (0, True)


def test_a_figure_that_differs_is_printed_with_its_place_and_ends_with_1(form: Path) -> None:
    done = ran("check", report("预算执行率77%。"), str(form))
    assert (done.exit_code, "报告.docx:第2段: XG701 需核实 写着“预算执行率77%。”" in done.output) == (1, True)


def test_what_was_compared_is_listed_where_that_is_asked(form: Path) -> None:
    done = ran("check", report("预算执行率78.8%。"), str(form), "--sources")
    assert "第2段　78.8% ＝ “预算执行率·业绩值”（自评表!" in done.output


def test_a_report_that_is_not_about_the_project_ends_with_1(form: Path) -> None:
    Path("别的.docx").write_bytes(from_text("预算执行率78.8%。"))
    done = ran("check", "别的.docx", str(form))
    assert (done.exit_code, "没有出现项目名称" in done.output) == (1, True)


def test_a_report_and_a_form_with_errors_is_told_to_be_one(form: Path) -> None:
    form.write_bytes(printed("xinzhou"))
    done = ran("check", report("预算执行率78.8%。"), str(form))
    assert "这张表退回修改" in done.output


def test_a_report_that_is_no_docx_ends_with_2(form: Path) -> None:
    Path("报告.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    done = ran("check", "报告.doc", str(form))
    assert (done.exit_code, "XG029" in done.output) == (2, True)


@pytest.mark.parametrize(
    ("kind", "out", "rest"), [("word", "报告.docx", "校验结果（xlgen check）"), ("html", "结果.html", "网页的“没有计入的”")]
)
def test_what_counts_of_a_folder_is_told(kind: str, out: str, rest: str, form: Path) -> None:
    Path("回收").mkdir()
    form.rename("回收/表.xlsx")
    Path("回收/空.xlsx").write_bytes(printed("qingdao"))
    done = ran(kind, "回收", "-o", out)
    assert f"计入汇总 1 个项目，其余见{rest}。" in done.output


def reports(form: Path, *lines: str) -> None:
    """A report of these lines in 报告, the form in 表."""
    Path("报告").mkdir()
    Path("表").mkdir()
    form.rename(Path("表") / form.name)
    (Path("报告") / "甲.docx").write_bytes(from_text(*lines))


def test_a_folder_of_reports_has_a_line_for_each(form: Path) -> None:
    reports(form, "职工及城乡居民医疗保险经费绩效自评报告", "预算执行率77%。")
    done = ran("check", "报告", "表")
    assert done.exit_code == 1
    assert "【有不一致】报告/甲.docx 和 表/表.xlsx：比对了 1 个数，其中 1 个不一致。\n" in done.output
    assert "甲.docx:第2段: XG701 需核实" in done.output
    assert done.output.endswith("共 1 份报告：1 份有不一致。用 --sources 看各数出处。\n")


def test_a_folder_of_reports_that_agree_ends_with_0(form: Path) -> None:
    reports(form, "职工及城乡居民医疗保险经费绩效自评报告", "预算执行率78.8%。")
    assert ran("check", "报告", "表").exit_code == 0


def test_forms_without_a_report_and_what_is_no_report_are_told(form: Path) -> None:
    reports(form, "绩效自评报告")
    (Path("报告") / "说明.txt").write_text("说明", "utf-8")
    done = ran("check", "报告", "表")
    assert "【没有比】报告/甲.docx：没有提到这些表里的任何一个项目。\n" in done.output
    assert "没有报告的表 1 张：XZ001 职工及城乡居民医疗保险经费。\n" in done.output
    assert "没有看的文件 1 个：报告/说明.txt（不是 Word 的报告）。\n" in done.output


def test_two_reports_on_one_project_are_told(form: Path) -> None:
    reports(form, "职工及城乡居民医疗保险经费绩效自评报告")
    (Path("报告") / "乙.docx").write_bytes(from_text("职工及城乡居民医疗保险经费绩效自评报告"))
    assert "2 份报告写的是同一个项目（表.xlsx）：乙.docx、甲.docx。\n" in ran("check", "报告", "表").output


def test_a_report_without_its_form_is_asked_for_it(form: Path) -> None:
    reports(form, "预算执行率77%。")
    done = ran("check", "报告/甲.docx")
    assert (done.exit_code, "还要写明和哪张表对：xlgen report check 报告/甲.docx 自评表.xlsx" in done.output) == (2, True)


def test_a_summary_is_no_form_and_the_folder_is_named_instead(form: Path) -> None:
    reports(form, "预算执行率77%。")
    assert CliRunner().invoke(main, ["rollup", "表", "-o", "汇总.xlsx"]).exit_code == 0
    done = ran("check", "报告/甲.docx", "汇总.xlsx")
    assert done.exit_code == 2
    assert (
        "汇总.xlsx 是汇总表，不是自评表。部门的报告要和各项目对，请写收回的文件夹：xlgen report check 报告/甲.docx 回收"
        in done.output
    )
