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
