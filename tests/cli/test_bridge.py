"""``xlgen bridge``, ``repair`` and ``addin`` as a clerk runs them: what is written, what is said, what is left alone."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from asked import request
from faults import faulty
from filled import issued, returned
from foreign import parts
from xlgen.cli.main import main
from xlgen.issued.manifest_json import form_line, manifest_text
from xlgen.returned.marks import NOTE
from xlgen.workbook.engine.app import app


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a department has: 下发 with a manifest, 回收 with a faulty return."""
    (tmp_path / "下发").mkdir()
    (tmp_path / "下发" / "T001.xlsx").write_bytes(issued()[1])
    text = "".join(manifest_text([form_line("T001.xlsx", issued()[0])], "project", "2026-01-10"))
    (tmp_path / "下发" / "manifest.json").write_text(text, "utf-8")
    (tmp_path / "回收").mkdir()
    (tmp_path / "回收" / "T001.xlsx").write_bytes(faulty())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


def test_mark_writes_apart_from_the_returns_and_says_what_it_did(folder: Path) -> None:
    done = run("bridge", "mark", "回收/T001.xlsx", "--issued", "下发")
    assert done.exit_code == 1
    assert done.output.splitlines()[0].startswith("【退回修改】回收/T001.xlsx　")  # as it was typed
    assert done.output.splitlines()[-2:] == [
        "有 3 处错误，退回修改。标注了 3 个单元格，“退回意见”表逐条列出。",
        f"已写到 {Path('回收_退回/T001.xlsx')}。",
    ]
    assert (folder / "回收" / "T001.xlsx").read_bytes() == faulty()
    assert "退回意见" in openpyxl.load_workbook(folder / "回收_退回" / "T001.xlsx").sheetnames


def test_what_was_issued_is_found_one_folder_up(folder: Path) -> None:
    assert "XG120" not in run("bridge", "check", "回收/T001.xlsx").output


def test_without_what_was_issued_it_says_so(folder: Path) -> None:
    (folder / "下发").rename(folder / "别处")
    assert "XG120" in run("bridge", "check", "回收/T001.xlsx").output


def test_clear_gives_back_the_returned_file(folder: Path) -> None:
    run("bridge", "mark", "回收/T001.xlsx", "-o", "a.xlsx")
    done = run("bridge", "clear", "a.xlsx", "-o", "b.xlsx")
    assert (done.exit_code, done.output.splitlines()[0]) == (
        0,
        "已清除 3 个单元格的标注和“退回意见”表，别人的批注、颜色和“项目汇总”表没有动。",
    )
    assert parts((folder / "b.xlsx").read_bytes()) == parts(faulty())


def test_a_sound_form_ends_with_exit_code_0(folder: Path) -> None:
    (folder / "回收" / "T001.xlsx").write_bytes(returned())
    done = run("bridge", "check", "回收/T001.xlsx")
    assert (done.exit_code, done.output.splitlines()[-2]) == (0, "没有发现问题，审核通过。")


def test_a_folder_is_marked_into_another_and_what_cannot_be_read_is_told(folder: Path) -> None:
    (folder / "回收" / "坏的.xlsx").write_bytes(b"PK")
    done = run("bridge", "mark", "回收", "--issued", "下发")
    assert (done.exit_code, sorted(path.name for path in (folder / "回收_退回").iterdir())) == (1, ["T001.xlsx"])
    told = done.output.splitlines()
    assert told[0].startswith("T001.xlsx：有 3 处错误，退回修改。标注了 3 个单元格")
    assert told[1].startswith("坏的.xlsx：没有标注，无法读取：XG0")
    assert told[2:] == [
        "共 2 份：1 份要退回修改或核实，退回件在 回收_退回，1 份没能标注。",
        "这里不查谁没有报送，请运行 xlgen check 文件夹。",
    ]


def test_sound_forms_stay_where_they_are(folder: Path) -> None:
    (folder / "回收" / "T001.xlsx").write_bytes(returned())
    done = run("bridge", "mark", "回收", "--issued", "下发")
    assert (done.exit_code, (folder / "回收_退回").exists()) == (0, False)
    assert done.output.splitlines()[:2] == [
        "T001.xlsx：没有发现问题，审核通过。",
        "共 1 份：1 份审核通过。",
    ]


def test_both_copies_of_a_project_go_back_as_checking_says(folder: Path) -> None:
    (folder / "回收" / "好的.xlsx").write_bytes(returned())
    told = run("bridge", "mark", "回收", "--issued", "下发").output.splitlines()
    assert told[1].startswith("好的.xlsx：有 1 处错误，退回修改。")


@pytest.mark.parametrize("said", [".", "./", "../回收"])
def test_the_folder_one_stands_in_is_marked_beside_itself(folder: Path, monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.chdir(folder / "回收")
    assert run("bridge", "mark", said, "--issued", "../下发").exit_code == 1
    assert (folder / "回收_退回" / "T001.xlsx").is_file()


def test_results_are_no_second_returns(folder: Path) -> None:
    for words in (["bridge", "mark"], ["bridge", "check"], ["repair"]):
        run(*words, "回收/T001.xlsx", "--issued", "下发")
    assert "XG501" not in run("check", "回收", "--issued", "下发").output
    assert sorted(path.name for path in folder.iterdir()) == ["下发", "回收", "回收_修复", "回收_校验", "回收_退回"]


def test_an_empty_folder_is_no_success(folder: Path) -> None:
    (folder / "空").mkdir()
    done = run("bridge", "mark", "空")
    assert (done.exit_code, done.output) == (2, "xlgen：“空”里没有自评表文件，请写明放收回的表的那个文件夹\n")


def test_nothing_is_written_where_nothing_was_done(folder: Path) -> None:
    done = run("bridge", "clear", "回收/T001.xlsx")
    assert (done.exit_code, done.output) == (0, "这个工作簿里没有 xlgen 的标注，没有改动。\n")
    assert not (folder / "回收_清除标注").exists()


def test_in_place_writes_the_file_itself(folder: Path) -> None:
    run("bridge", "mark", "回收/T001.xlsx", "--in-place")
    assert "退回意见" in openpyxl.load_workbook(folder / "回收" / "T001.xlsx").sheetnames


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["mark", "没有.xlsx"], "没有这个文件：没有.xlsx"),
        (["clear", "回收"], "回收 是文件夹，这里要一个文件"),
        (["mark", "回收", "--in-place"], "整个文件夹的标注只能另存，不能写回原文件"),
        (["mark", "回收", "-o", "回收/退回"], "退回件不能放在要标注的文件夹里面，请换一个位置"),
        (["rollup", "回收/T001.xlsx", "--date", "明天"], "日期“明天”不对，请写成 2026-01-10 的样子"),
        (["watch", "回收"], "回收 是文件夹，这里要一个文件"),
        (["mark", "回收", "-o", "下发"], "下发 已经存在，不会覆盖。请用 -o 换一个文件夹，或先把它移走"),
        (["mark", "回收/T001.xlsx", "-o", "下发/T001.xlsx"], "下发/T001.xlsx 已经存在，不会覆盖。请用 -o 换一个文件名，或先把它移走"),
        (["mark", "回收/T001.xlsx", "-o", "a.xls"], "a.xls 应以 .xlsx 结尾"),
        (["mark", "回收/T001.xlsx", "-o", "a.xlsx", "--in-place"], "--out 和 --in-place 只能写一个"),
        (["mark"], "没有找到打开的 Excel。请先在 Excel 里打开那张表，或在命令后面写明文件"),
        (["check", "下发/manifest.json", "-o", "a.xlsx"], "a.xlsx"),
        (["rollup", "回收/T001.xlsx", "没有"], "没有这个文件或文件夹：没有"),
        (["watch", "没有.xlsx"], "没有这个文件：没有.xlsx"),
        (["erase"], "没有命令“erase”，有：check、mark、clear、rollup、run、watch"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_answered_with_one_sentence(folder: Path, words: list[str], said: str) -> None:
    done = run("bridge", *words)
    if words[0] == "check":  # a file that is no workbook: refused with its reason, nothing written
        assert (done.exit_code, (folder / said).exists(), "manifest.json：XG008" in done.output) == (2, False, True)
        return
    assert (done.exit_code, done.output.splitlines()[0]) == (2, f"xlgen：{said}".replace("/", str(Path("a/b"))[1]))


def test_the_list_named_is_the_one_that_was_made_and_the_one_kept_is_told(folder: Path) -> None:
    run("bridge", "mark", "回收/T001.xlsx", "-o", "a.xlsx")
    book = openpyxl.load_workbook("a.xlsx")
    book["退回意见"]["F7"] = "已核对，属实"
    book.save("a.xlsx")
    assert (
        run("bridge", "mark", "a.xlsx", "-o", "b.xlsx")
        .output.splitlines()[-2]
        .endswith("“退回意见2”表逐条列出。“退回意见”上有人写了字，留着没有删。")
    )
    assert run("bridge", "clear", "a.xlsx", "-o", "c.xlsx").output.splitlines()[0] == (
        "已清除 3 个单元格的标注，别人的批注、颜色和“项目汇总”表没有动。“退回意见”上有人写了字，留着没有删。"
    )


def test_a_folder_that_is_marked_without_what_was_issued_is_told_so(folder: Path) -> None:
    (folder / "下发").rename(folder / "别处")
    assert run("bridge", "mark", "回收").output.splitlines()[0] == (
        "没有找到下发清单，按各表自带的标识校验。请把“下发”文件夹放在旁边或上一级，或用 --issued 指明。"
    )


def test_old_marks_on_a_form_that_is_mended_go_and_that_is_said(folder: Path) -> None:
    Path("a.xlsx").write_bytes(returned())
    book = app().books.open("a.xlsx")
    book.sheets["自评表"]["J14"].add_note(NOTE)
    book.save("b.xlsx")
    done = run("bridge", "mark", "b.xlsx", "--issued", "下发", "-o", "c.xlsx")
    assert done.output.splitlines()[-2] == "没有发现问题，审核通过。没有要标注的单元格，原来的标注已去掉。"


def test_a_folder_of_what_was_issued_that_is_not_there_is_named(folder: Path) -> None:
    done = run("bridge", "mark", "回收/T001.xlsx", "--issued", "旧下发")
    assert (done.exit_code, done.output.splitlines()[0]) == (
        2,
        "xlgen：XG050 没有下发清单：没有 旧下发（--issued 请写下发时的那个文件夹）",
    )


def test_a_file_called_from_a_folder_below_is_placed_apart_as_well(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "回收" / "三科").mkdir()
    monkeypatch.chdir(folder / "回收" / "三科")
    run("bridge", "mark", "../T001.xlsx")
    run("repair", "../T001.xlsx")
    assert (folder / "回收_退回" / "T001.xlsx").is_file()
    assert (folder / "回收_修复" / "T001.xlsx").is_file()


def test_a_name_as_long_as_the_file_system_allows_can_be_written(folder: Path) -> None:
    name = f"{'长' * 82}.xlsx"  # 251 bytes of 255
    (folder / "回收" / name).write_bytes(faulty())
    assert run("bridge", "mark", f"回收/{name}").exit_code == 1
    assert (folder / "回收_退回" / name).is_file()


@pytest.mark.parametrize("command", [("bridge", "check"), ("bridge", "mark"), ("bridge", "clear"), ("repair",)])
def test_a_file_that_is_no_workbook_is_refused_for_what_it_is(folder: Path, command: tuple[str, ...]) -> None:
    (folder / "回收" / "名单.txt").write_text("甲乙丙", "utf-8")
    done = run(*command, "回收/名单.txt")
    assert (done.exit_code, done.output.startswith("xlgen：名单.txt：XG008 文件内容不是 Excel 工作簿")) == (2, True)


def test_a_form_of_another_ending_is_read_and_written_as_xlsx(folder: Path) -> None:
    (folder / "回收" / "T001.xlsx").rename(folder / "回收" / "T001.et")
    for command, written in (
        (("bridge", "mark"), "回收_退回/T001.et.xlsx"),
        (("bridge", "check"), "回收_校验/T001.et.xlsx"),
        (("repair",), "回收_修复/T001.et.xlsx"),
    ):
        assert str(Path(written)) in run(*command, "回收/T001.et").output
        openpyxl.load_workbook(folder / written)


def test_forms_of_a_folder_that_differ_in_their_endings_only_are_both_marked(folder: Path) -> None:
    (folder / "回收" / "T001.et").write_bytes(faulty())
    with zipfile.ZipFile(folder / "回收" / "T001.et", "a") as form:
        form.comment = b"saved again"  # a copy is marked once
    run("bridge", "mark", "回收")
    assert sorted(path.name for path in (folder / "回收_退回").iterdir()) == ["T001.et.xlsx", "T001.xlsx"]


def test_a_form_of_another_ending_is_not_written_in_place(folder: Path) -> None:
    (folder / "回收" / "T001.xlsx").rename(folder / "回收" / "T001.et")
    assert run("bridge", "mark", "回收/T001.et", "--in-place").output.splitlines()[-1] == (
        f"xlgen：{Path('回收/T001.et')} 不是 .xlsx，不能写回。请去掉 --in-place，另存一份"
    )
    assert (folder / "回收" / "T001.et").read_bytes() == faulty()


def test_a_workbook_that_is_none_of_ours_is_left_alone(folder: Path) -> None:
    openpyxl.Workbook().save("账.xlsx")
    done = run("bridge", "mark", "账.xlsx")
    assert (done.exit_code, done.output[:20]) == (2, "xlgen：账.xlsx：无法读取：XG")
    assert sorted(path.name for path in folder.iterdir()) == ["下发", "回收", "账.xlsx"]


def test_rollup_adds_a_sheet_to_the_departments_workbook(folder: Path) -> None:
    (folder / "回收" / "T001.xlsx").write_bytes(returned())
    openpyxl.Workbook().save("部门.xlsx")
    done = run("bridge", "rollup", "部门.xlsx", "回收", "--issued", "下发", "-o", "结果.xlsx", "--date", "2026-03-01")
    assert (done.exit_code, done.output.splitlines()[0]) == (
        0,
        "下发 1 = 审核通过 1。",
    )
    sheet = openpyxl.load_workbook("结果.xlsx")["项目汇总"]
    assert sheet["A1"].value == "某市医疗保障局2025年度项目支出绩效自评汇总表"


def test_the_departments_workbook_among_the_returns_is_no_return(folder: Path) -> None:
    (folder / "回收" / "T001.xlsx").write_bytes(returned())
    openpyxl.Workbook().save("回收/部门.xlsx")
    done = run("bridge", "rollup", "回收/部门.xlsx", "回收", "--issued", "下发", "-o", "结果.xlsx")
    assert (done.exit_code, done.output.splitlines()[1].partition(" = ")[0]) == (0, "收到文件 1")


def test_watch_tells_how_a_file_stands(folder: Path) -> None:
    done = run("bridge", "watch", "回收/T001.xlsx", "--once")
    assert (done.exit_code, done.output[:6]) == (1, "【退回修改】")


def test_watch_without_a_file_answers_the_add_ins(folder: Path) -> None:
    asked = request(folder / "交换", "check", faulty(), folder / "回收" / "T001.xlsx")
    done = run("bridge", "watch", "--folder", "交换", "--once")
    assert (asked / "marks.json").is_file()
    assert done.output.splitlines()[1].endswith("校验 T001.xlsx：有 3 处错误，退回修改。详见“校验结果”表。")


def test_repair_writes_apart_from_the_returns_and_lists_what_it_did(folder: Path) -> None:
    done = run("repair", "回收/T001.xlsx", "--issued", "下发")
    assert done.exit_code == 0
    assert (folder / "回收_修复" / "T001.xlsx").is_file()
    assert re.search(r"恢复", done.output)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["a.xlsx"], "没有找到下发清单。请写明 --issued 下发文件夹，或 --blank 下发的原表"),
        (["a.xlsx", "--issued", "下发", "--blank", "下发/T001.xlsx"], "--issued 和 --blank 只能写一个"),
        (["回收", "--blank", "下发/T001.xlsx"], "修复整个文件夹要用下发清单，请写明 --issued 下发文件夹"),
        (["回收/T001.xlsx", "--blank", "回收/T001.xlsx"], "不能用来修复"),
        (["没有.xlsx", "--issued", "下发"], "没有这个文件"),
        (["回收/T001.xlsx", "--issued", "下发", "-o", "下发/T001.xlsx"], "已经存在，不会覆盖"),
    ],
)
def test_a_wrong_repair_is_answered_with_one_sentence(folder: Path, words: list[str], said: str) -> None:
    (folder / "下发" / "manifest.json").rename(folder / "清单") if words == ["a.xlsx"] else None
    (folder / "a.xlsx").write_bytes(faulty())
    done = run("repair", *words)
    assert (done.exit_code, said in done.output) == (2, True), done.output


@pytest.mark.parametrize(("target", "file"), [("excel", "xlgen.xlam"), ("wps", "ribbon.xml")])
def test_addin_build_writes_the_add_in_and_says_how_to_install_it(folder: Path, target: str, file: str) -> None:
    done = run("addin", "build", "--target", target, "--out", "加载项")
    assert done.exit_code == 0, done.output
    assert list((folder / "加载项").rglob(file))
    page = Path("加载项") / f"安装-{'Excel' if target == 'excel' else 'WPS'}.txt"
    said = f"怎么安装：见 {page}，装好后怎么试：见 {page.with_name('冒烟测试.txt')}"
    assert (done.output.splitlines()[-1], page.is_file()) == (said, True)
    assert page.with_name("冒烟测试.txt").is_file()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["check", "空"], "空 里没有找到自评表（.xlsx、.xls、.et，或装着它们的 .zip）。"),
        (["rollup", "空", "-o", "s.xlsx"], "xlgen：没有找到要汇总的文件，请写明放收回的表的那个文件夹"),
        (["bridge", "mark", "回收", "-o", "x.xlsx"], "xlgen：x.xlsx 是文件名；标注整个文件夹时，-o 要写一个文件夹"),
        (["check", ""], "xlgen：文件或文件夹 的值不对：路径是空的"),
    ],
)
def test_where_there_is_nothing_to_do_nothing_is_written(folder: Path, words: list[str], said: str) -> None:
    (folder / "空").mkdir()
    (folder / "下发").rename(folder / "别处")
    done = run(*words)
    assert (done.exit_code, done.output.splitlines()[0]) == (2, said)
    assert sorted(folder.glob("*.xlsx")) == []


def test_an_unknown_target_is_answered_with_those_there_are(folder: Path) -> None:
    done = run("addin", "build", "--target", "word", "--out", "加载项")
    assert done.output.splitlines()[0] == "xlgen：--target 的值不对，可以写：excel、wps"


def test_addin_build_never_overwrites(folder: Path) -> None:
    run("addin", "build", "--target", "excel", "--out", "加载项")
    done = run("addin", "build", "--target", "excel", "--out", "加载项")
    assert (done.exit_code, "不会覆盖" in done.output) == (2, True)


MACRO = "def main(book):\n    book.app.alert('看过 ' + book.name)\n    book.sheets['自评表']['A1'].color = (255, 199, 206)\n"


def test_a_macro_of_ones_own_is_run_and_what_became_of_each_form_is_said(folder: Path) -> None:
    (folder / "宏.py").write_text(MACRO, "utf-8")
    done = run("bridge", "run", "宏.py", "回收")
    assert (done.exit_code, done.output.splitlines()) == (
        0,
        [
            "看过 T001.xlsx",
            f"{Path('回收/T001.xlsx')}：→ {Path('回收_宏/T001.xlsx')}",
            "共 1 份：1 份写出了结果。原文件没有动。",
        ],
    )
    assert (folder / "回收" / "T001.xlsx").read_bytes() == faulty()


def test_a_macro_that_fails_ends_with_1_and_one_that_cannot_be_run_with_2(folder: Path) -> None:
    (folder / "宏.py").write_text("def main(book):\n    1 / 0\n", "utf-8")
    done = run("bridge", "run", "宏.py", "回收/T001.xlsx")
    assert (done.exit_code, done.output.splitlines()[0]) == (
        1,
        f"{Path('回收/T001.xlsx')}：没有写出，宏.py 第 2 行：除以 0（ZeroDivisionError: division by zero）",
    )
    (folder / "宏.py").write_text("", "utf-8")
    assert run("bridge", "run", "宏.py", "回收/T001.xlsx").exit_code == 2
    assert run("bridge", "run", "没有.py", "回收/T001.xlsx").exit_code == 2
