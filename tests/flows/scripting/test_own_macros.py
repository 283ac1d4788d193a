"""A user's own macro runs over forms: what it makes of them lies apart, whatever goes wrong is a sentence with its line."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw

from faults import faulty
from filled import returned
from xlgen.errors import XlgenError
from xlgen.files.shipped import docs
from xlgen.flows.scripting.own_macros import Gone, run_macro
from xlgen.workbook.engine.app import engine, opened

NOTES = """
import xlwings as xw

def main(book):
    sheet = book.sheets["自评表"]
    sheet["A1"].color = (255, 199, 206)
    sheet["A1"].add_note("看过")
    book.app.alert("看过 " + book.name)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two returns in 回收, in two units."""
    for place, content in (("甲/T001.xlsx", faulty()), ("乙/T002.xlsx", returned())):
        (tmp_path / "回收" / place).parent.mkdir(parents=True)
        (tmp_path / "回收" / place).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(text: str, *paths: str, out: Path | None = None) -> list[Gone]:
    Path("宏.py").write_text(text, "utf-8")
    return list(run_macro(Path("宏.py"), [Path(path) for path in paths or ("回收",)], out))


def test_each_form_is_gone_through_and_the_copies_lie_apart(folder: Path) -> None:
    done = run(NOTES)
    assert [(each.copy, each.why, each.alerts) for each in done] == [
        (Path("回收_宏/乙/T002.xlsx"), "", ("看过 T002.xlsx",)), (Path("回收_宏/甲/T001.xlsx"), "", ("看过 T001.xlsx",)),
    ]  # fmt: skip
    assert openpyxl.load_workbook("回收_宏/甲/T001.xlsx")["自评表"]["A1"].comment.text == "看过"
    assert (folder / "回收/甲/T001.xlsx").read_bytes() == faulty()
    assert sorted(path.name for path in (folder / "回收").rglob("*.xlsx")) == ["T001.xlsx", "T002.xlsx"]


def test_a_second_run_is_a_second_folder(folder: Path) -> None:
    run(NOTES)
    assert run(NOTES, "回收/甲/T001.xlsx")[0].copy == Path("回收/甲_宏/T001.xlsx")
    assert [each.copy for each in run(NOTES)] == [Path("回收_宏2/乙/T002.xlsx"), Path("回收_宏2/甲/T001.xlsx")]


def test_a_macro_that_only_looks_writes_nothing(folder: Path) -> None:
    assert [(each.copy, each.why) for each in run("def main(book):\n    book.sheets[0]['A1'].value\n")] == [(None, "")] * 2
    assert not (folder / "回收_宏").exists()


def test_main_without_an_argument_asks_for_its_caller(folder: Path) -> None:
    text = "import xlwings as xw\ndef main():\n    xw.Book.caller().sheets[0]['A1'].value = xw.books.active.name\n"
    assert [each.why for each in run(text)] == ["", ""]
    assert openpyxl.load_workbook("回收_宏/甲/T001.xlsx").worksheets[0]["A1"].value == "T001.xlsx"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("book.sheets['没有']", "宏.py 第 2 行：没有工作表“没有”（有：填报说明、自评表"),
        ("book.sheets[0]['A1'].insert('down')", "宏.py 第 2 行：xlgen 不提供 Range.insert（插入单元格、行或列）"),
        ("x", "宏.py 第 2 行：用了没有定义的名字（NameError: name 'x' is not defined）"),
        ("{}['执行数']", "宏.py 第 2 行：没有这个键（KeyError: 执行数）"),
        ("None + 1", "宏.py 第 2 行：值的类型不对，空单元格是 None（TypeError:"),
        ("1 / 0", "宏.py 第 2 行：除以 0"),
        ("raise SystemExit", "宏.py 第 2 行：宏自己结束了程序"),
        ("import 没有的模块", "宏.py 第 2 行：没有装这个模块"),
        ("book.sheets[0]['A1'].value = float('inf')", "宏.py 第 2 行：填报说明!A1：数值 inf 不是 Excel 能保存的数"),
        ("book.save(r'{original}')", "宏.py 第 2 行：T001.xlsx 是收到的原件，宏不能写回去"),
    ],
)  # fmt: skip
def test_a_fault_of_the_macro_is_a_sentence_with_its_line(folder: Path, body: str, why: str) -> None:
    original = folder / "回收/甲/T001.xlsx"
    (done,) = run("def main(book):\n    " + body.replace("{original}", str(original)) + "\n", "回收/甲/T001.xlsx")
    assert done.why.startswith(why)
    assert (done.copy, original.read_bytes() == faulty()) == (None, True)


def test_one_form_that_fails_stops_none_of_the_others(folder: Path) -> None:
    (folder / "回收/坏的.xlsx").write_bytes(b"PK")
    done = run("def main(book):\n    book.sheets[0]['A1'].value = 1 / (book.name != 'T001.xlsx')\n")
    assert [bool(each.why) for each in done] == [False, True, True]
    assert "XG0" in done[-1].why or "XG0" in done[1].why


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("def main(book:\n", "第 1 行不是 Python 的写法"), ("x = 1\n", "没有 main"), ("1 / 0\n", "第 1 行：除以 0"), ("main = 3\n", "没有 main"),
    ],
)  # fmt: skip
def test_a_macro_that_cannot_be_run_is_refused_before_any_form(folder: Path, text: str, words: str) -> None:
    with pytest.raises(XlgenError, match=words):
        run(text)


def test_nothing_that_lies_among_the_forms_is_imported(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for place in (folder / "回收/甲", folder):
        (place / "pandas_like.py").write_text("raise SystemExit('run')", "utf-8")
    monkeypatch.syspath_prepend(folder)
    before = list(sys.path)
    (done, _) = run("def main(book):\n    import pandas_like\n")
    assert "没有装这个模块" in done.why
    assert sys.path == before
    assert not list(folder.rglob("__pycache__"))


def test_two_results_of_one_name_are_refused(folder: Path) -> None:
    (folder / "别处").mkdir()
    (folder / "别处/T001.xlsx").write_bytes(faulty())
    with pytest.raises(XlgenError, match="请分两次运行"):
        run(NOTES, "回收/甲", "别处", out=folder / "结果")


def test_the_engine_that_was_active_is_so_again(folder: Path) -> None:
    engine()
    before = xw.engines.active.name
    run(NOTES)
    assert (xw.engines.active.name, hasattr(xw.Book, "_mock_caller")) == (before, False)


def test_what_a_macro_leaves_open_is_closed(folder: Path) -> None:
    before = opened()
    text = "import xlwings as xw\ndef main(book):\n    xw.App().books.open(r'{}')\n    {}\n"
    for last in ("1 / 0", "xw.books.active.app.quit()", "book.close()"):
        run(text.format(folder / "回收/乙/T002.xlsx", last), "回收/甲/T001.xlsx")
        assert opened() == before


PAGE = (docs() / "写自己的宏.md").read_text("utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_the_examples_of_the_page_run(folder: Path, number: int, capsys: pytest.CaptureFixture[str]) -> None:
    done = run(EXAMPLES[number])
    assert [each.why for each in done] == ["", ""]
    assert (
        any(each.copy for each in done)
        or capsys.readouterr().out
        or (folder / "各项目.csv").read_text("utf-8-sig").count("\n") == 3
    )


def test_what_the_page_says_the_first_example_does_it_does(folder: Path) -> None:
    (done,) = run(EXAMPLES[0], "回收/乙/T002.xlsx")
    sheet = openpyxl.load_workbook(done.copy)["自评表"]
    assert [(cell.coordinate, cell.comment.text) for row in sheet for cell in row if cell.comment] == [
        ("I7", "执行率 95.00%，请说明原因")
    ]
    assert sheet["I7"].fill.fgColor.rgb == "FFFFC7CE"


def test_what_the_page_says_is_lacking_is_refused(folder: Path) -> None:
    for call in (
        "sheet['A1'].insert('down')",
        "sheet.charts",
        "book.to_pdf()",
        "sheet.pictures",
        "sheet['A1'].sort(1)",
        "book.app.books.add()",
    ):
        done = run(f"def main(book):\n    sheet = book.sheets[0]\n    {call}\n", "回收/乙/T002.xlsx")
        assert "xlgen 不提供" in done[0].why, call
