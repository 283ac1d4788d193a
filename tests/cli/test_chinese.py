"""No English reaches a clerk: whatever goes wrong is said in Chinese, but for names, paths, options and words of code."""

from __future__ import annotations

import errno
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from rosters import sound, workbook_of
from xlgen.cli.main import main
from xlgen.flows.issuing import issue

TOMLS = {
    "no value": "a = \n", "no equals sign": "a 1\n", "two on a line": "a = 1 b = 2\n", "open array": "a = [1\n",
    "open table": "[a\n", "open inline table": "a = { b = 1\n", "open string": 'a = "x\n', "no day": "a = 2025-02-30\n",
    "escape": 'a = "\\q"\n', "twice": "a = 1\na = 2\n", "a bare Chinese key": "上限 = 1\n", "bare text": "a = 很多\n",
    "control": "a = 1\x01\n", "only a key": "a", "cut": "a = '''x", "one bracket": "[[a]\n",
}  # fmt: skip
JSONS = {
    "nothing": "", "open": "{", "no value": '{"a": }', "no comma": '{"a": 1 "b": 2}', "no colon": '{"a" 1}',
    "open string": '{"a": "x}', "more": "{} {}", "comma": '{"a": 1,}', "escape": '{"a": "\\q"}', "newline": '{"a": "x\ny"}',
    "bare": '{"a": 很多}', "list": "[]",
}  # fmt: skip
ISSUE = ["issue", "-t", "project", "--roster", "清单.xlsx", "--out"]
CALLS = {
    "no option": ["check", "回收", "--nonsense"],
    "an option without its value": ["issue", "-t"],
    "a flag with a value": ["check", "回收", "--json=1"],
    "missing option": ["issue", "-t", "project"],
    "missing argument": ["check"],
    "more arguments": ["repair", "a.xlsx", "b.xlsx"],
    "no number": [*ISSUE, "下", "--spare", "很多"],
    "no choice": ["addin", "build", "--target", "et", "--out", "x"],
    "no command": ["chekc"],
    "a command of a group": ["bridge", "foo"],
    "a folder for a file": ["fill", "回收", "--data", "回收", "-o", "x.xlsx"],
    "a file for a folder": [*ISSUE, "清单.xlsx"],
    "no day": [*ISSUE, "下", "--date", "明天"],
    "no file": ["check", "没有"],
    "no batch": ["check", "回收", "--issued", "清单.xlsx"],
    "an empty folder": ["check", "空"],
    "nothing to mark": ["mark", "空"],
    "nothing to repair": ["repair", "空", "--issued", "下发"],
    "nothing to sum up": ["rollup", "空", "-o", "汇总.xlsx"],
    "no Excel": ["mark"],
    "a folder to clear": ["clear", "回收"],
    "a list to fill in": ["fill", "清单.xlsx", "--data", "好.json", "-o", "填.xlsx"],
    "a list to mark": ["mark", "清单.xlsx"],
    "a list to repair": ["repair", "清单.xlsx", "--issued", "下发"],
    "a text as a list": ["lint", "文字.csv"],
    "a text carried over": ["roster", "-t", "project", "--from", "文字.csv", "-o", "新.xlsx"],
    "an empty folder carried over": ["roster", "-t", "project", "--from", "空", "-o", "新.xlsx"],
    "a library of a text": ["library", "文字.csv", "-o", "库.xlsx"],
    "a library of nothing": ["library", "空", "-o", "库.xlsx"],
    "no library": ["lint", "清单.xlsx", "-t", "project", "--library", "清单.xlsx"],
    "due before it is issued": [*ISSUE, "下", "--by-unit", "--deadline", "2020-01-01"],
    "due on no day": [*ISSUE, "下", "--by-unit", "--deadline", "明天"],
    "issued once more": [*ISSUE, "下发"],
    "a list that is a folder": ["issue", "-t", "project", "--roster", "回收", "--out", "下"],
    "a folder for a workbook": ["rollup", "下发", "-o", "占.xlsx"],
    "a folder for a list": ["roster", "-t", "project", "-o", "占.xlsx"],
    "a folder for results": ["check", "下发", "-o", "占.xlsx"],
    "a folder for a table": ["check", "下发", "--csv", "占.csv"],
    "a file for marked copies": ["mark", "下发", "-o", "清单.xlsx"],
    "a file for repaired copies": ["repair", "下发", "-o", "清单.xlsx"],
    "a file for an add-in": ["addin", "build", "--target", "wps", "--out", "清单.xlsx"],
    "add-ins among issued forms": ["addin", "build", "--target", "wps", "--out", "下发"],
    "no macro": ["bridge", "run", "没有.py", "下发"],
    "a workbook for a macro": ["bridge", "run", "清单.xlsx", "下发"],
    "a macro without a beginning": ["bridge", "run", "空.py", "下发"],
    "no folder to look at": ["doctor", "没有"],
    "a file to look at": ["doctor", "清单.xlsx"],
    "no code": ["explain", "XG999"],
    "no cell": ["explain", "清单.xlsx", "total"],
    "a doubt about no form": ["accept", "清单.xlsx", "自评表!G15", "--reason", "核对过"],
    "take what is not there": ["check", "下发", "--take", "没有.xlsx"],
}
KNOWN = re.compile(  # what may stand in a sentence: options, files, codes, the program and its commands, formats
    r"def main\(book\)|--[a-z-]+|[\w/.·-]*\.(?:xlsx|toml|json|xls|et|ods|docx|csv|jsonl|sqlite|py|txt)\b|X[GL]\d+|\b(?:xlgen|issue|roster|fill|check|mark|clear"
    r"|repair|accept|rollup|bridge|explain|lint|templates|demo|addin|doctor|library|manifest|watch|build|run|TOML|JSON|CSV|UTF|WPS|Excel|methods|project"
    r"|et|excel|wps|main|chekc|foo)\b"
)


def english(said: str) -> list[str]:
    return re.findall(r"[A-Za-z]{2,}", KNOWN.sub(" ", said))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("清单.xlsx").write_bytes(workbook_of(sound()))
    issue("清单.xlsx", "下发", day="2026-01-10")
    for name in ("回收", "空", "占.xlsx", "占.csv"):
        Path(name).mkdir()
    Path("文字.csv").write_text("甲,乙\n1,2\n", "utf-8")
    Path("好.json").write_text('{"填报人": "某某"}', "utf-8")
    Path("空.py").write_text("", "utf-8")
    return tmp_path


def said(*words: str) -> str:
    done = CliRunner().invoke(main, list(words), prog_name="xlgen")
    assert done.exit_code in (1, 2), done.output
    return done.output


def filled_with(data: str) -> str:
    return said("fill", next(Path("下发").glob("*.xlsx")).as_posix(), "--data", data, "-o", "x.xlsx")


@pytest.mark.parametrize("text", TOMLS.values(), ids=TOMLS)
def test_a_frame_that_is_no_toml_is_told_in_words_of_its_own(folder: Path, text: str) -> None:
    Path("表.toml").write_text(text, "utf-8")
    told = said("lint", "表.toml")
    assert (english(told), "TOML" in told, "写法不对" in told) == ([], True, False), told


@pytest.mark.parametrize("text", JSONS.values(), ids=JSONS)
def test_data_that_are_no_json_are_told_in_words_of_their_own(folder: Path, text: str) -> None:
    Path("数据.json").write_text(text, "utf-8")
    told = filled_with("数据.json")
    assert (english(told), "写法不对" in told) == ([], False), told


@pytest.mark.parametrize("name", ["数据.toml", "数据.json"])
def test_data_in_another_encoding_are_told_in_chinese(folder: Path, name: str) -> None:
    Path(name).write_bytes("填报人 = 某某".encode("gbk"))
    assert english(filled_with(name)) == []


@pytest.mark.parametrize("words", CALLS.values(), ids=CALLS)
def test_a_wrong_call_is_told_in_chinese(folder: Path, words: list[str]) -> None:
    assert english(said(*words)) == []


FORM = "下发/P001_村医培训.xlsx"
WRITERS = {
    "issue": [*ISSUE, "下"],
    "issue, by units": [*ISSUE, "下", "--by-unit"],
    "roster": ["roster", "-t", "project", "-o", "新.xlsx"],
    "roster, carried over": ["roster", "-t", "project", "--from", "清单.xlsx", "-o", "新.xlsx"],
    "library": ["library", "清单.xlsx", "-o", "库.xlsx"],
    "fill": ["fill", FORM, "--data", "好.json", "-o", "填.xlsx"],
    "check": ["check", "下发", "-o", "结果.xlsx"],
    "check, as a table": ["check", "下发", "--csv", "结果.csv"],
    "mark, a folder": ["mark", "下发"],
    "mark": ["mark", FORM],
    "repair": ["repair", FORM],
    "rollup": ["rollup", "下发", "-o", "汇总.xlsx"],
    "add-in": ["addin", "build", "--target", "wps", "--out", "加载项"],
    "demo": ["demo", "--out", "演示"],
}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
@pytest.mark.parametrize("words", WRITERS.values(), ids=WRITERS)
def test_a_disk_that_takes_nothing_is_told_in_chinese(
    folder: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], number: int
) -> None:
    def refuses(*_: object, **__: object) -> None:
        raise OSError(number, "No such luck", "某文件")

    monkeypatch.setattr("xlgen.files.saving.os.fsync", refuses)
    told = said(*words)
    assert (english(told), "luck" in told) == ([], False), told


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO, errno.ENAMETOOLONG, errno.EROFS, errno.ENODEV])
def test_what_the_system_says_is_told_in_chinese(folder: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError(number, "No such luck", "汇总.xlsx")

    monkeypatch.setattr("xlgen.flows.rosters.write_whole", fails)
    assert english(said("roster", "-t", "project", "-o", "汇总.xlsx")) == []


@pytest.mark.parametrize("command", ["check", "bridge mark"])
@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("--take", "--take 后面要写上文件"),
        ("--issued", "--issued 后面要写上文件夹"),
        ("--json=1", "--json 后面不写值"),
        ("--tak", "没有选项 --tak"),
    ],
)
def test_a_call_that_cannot_be_read_leads_to_the_help_of_its_own_command(command: str, wrong: str, told: str) -> None:
    first, last = said(*command.split(), "回收", wrong).splitlines()
    assert (first.startswith("xlgen："), last) == (True, f"运行 xlgen {command} --help 看用法")
    assert told in first or command != "check"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("accept P001 --return --reason 核对过", "--return 后面要写上文件或项目编码"),
        ("accept P001 --return", "--return 后面要写上文件或项目编码"),
        ("check 回收 --issued --json", "--issued 后面要写上文件夹"),
        ("issue -t --roster 清单.xlsx --out 下发", "-t 后面要写上表式"),
    ],
)
def test_the_name_of_an_option_is_no_value_of_the_one_before_it(words: str, told: str) -> None:
    assert said(*words.split()).startswith(f"xlgen：{told}\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("undo P001", "序号 的值不对：要写整数，从 1 起"),
        ("check 回收 --jobs 0", "--jobs 的值不对：要写 1 至 64 的整数"),
        ("init 批次 --year 25", "--year 的值不对：要写 2000 至 2100 的整数"),
    ],
)
def test_a_number_that_cannot_be_is_told_with_those_that_can(words: str, told: str) -> None:
    assert said(*words.split()).startswith(f"xlgen：{told}\n")
