"""xlgen.flows is the Python API: what is public is said once, documented by examples that run, and typed for users."""

from __future__ import annotations

import ast
import csv
import doctest
import inspect
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import FunctionType
from typing import get_args, get_type_hints

import pytest

import xlgen
from rosters import put, sound
from xlgen import flows
from xlgen.writing.roster import write_rows

TOP = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("user_script.py")
FUNCTIONS = [name for name in flows.__all__ if isinstance(getattr(flows, name), FunctionType)]
DATA = {
    "年度总体目标": {"实际完成情况": "办了四期，考核全部合格"},
    "项目资金": {
        "年度资金总额": {"全年执行数": 30}, "当年财政拨款": {"年初预算数": 25, "全年执行数": 25},
        "上年结转资金": {"年初预算数": 5, "全年执行数": 5}, "其他资金": {"全年执行数": 0},
    },
    "绩效指标": [
        {"三级指标": "培训人数", "实际完成值": 121}, {"三级指标": "经办能力", "完成情况": "达成", "得分": 30},
        {"三级指标": "满意度", "实际完成值": 0.93},
    ],
    "填报人": "某某",
}  # fmt: skip


@pytest.fixture
def campaign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which one project was issued and came back, all through the API."""
    sheets = sound()
    put("项目", 1, "项目名称", "培训")(sheets)
    for sheet in ("项目", "指标"):
        sheets[sheet] = [row for row in sheets[sheet] if row[0] in ("项目编码", "P001")]
    monkeypatch.chdir(tmp_path)
    Path("项目清单.xlsx").write_bytes(write_rows(sheets))
    flows.issue("项目清单.xlsx", "下发", day="2026-01-10")
    flows.fill("下发/P001_培训.xlsx", DATA, out="回收/P001_培训.xlsx")
    return tmp_path


def test_what_is_public_is_what_is_loaded_and_what_is_typed() -> None:
    tree = ast.parse(Path(str(flows.__file__)).read_text("utf-8"))
    typed = [alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names]
    assert sorted(flows._HOME) == flows.__all__ == sorted(flows.__all__)
    assert set(flows.__all__) == set(typed) - {"annotations", "import_module", "Any", "TYPE_CHECKING", "held"}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_public_function_says_what_it_gives_and_what_goes_wrong(name: str) -> None:
    said = inspect.getdoc(getattr(flows, name)) or ""
    assert said.partition("\n")[0].endswith((".", "?")) or said.partition("\n\n")[0].endswith(".")


@pytest.mark.parametrize("name", ["check", "explain", "fill", "issue", "lint", "mark", "repair", "roll_up", "roster"])
def test_the_example_of_a_flow_runs(name: str, campaign: Path) -> None:
    (example,) = doctest.DocTestFinder(recurse=False).find(getattr(flows, name), name)
    assert example.examples, f"give {name} an example"
    told: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.FAIL_FAST).run(example, out=told.append)
    assert told == [], "".join(told)


def test_a_checked_folder_becomes_a_table(campaign: Path) -> None:
    flows.fill("回收/P001_培训.xlsx", {"绩效指标": [{"三级指标": "培训人数", "得分": 12}]}, over=True, out="改/P001.xlsx")
    run = subprocess.run(
        [sys.executable, SCRIPT, "改", "下发"],
        env=os.environ | {"PYTHONIOENCODING": "utf-8", "PYTHONPATH": str(TOP)}, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    rows = list(csv.DictReader(run.stdout.splitlines()))
    assert {(row["项目编码"], row["状态"]) for row in rows} == {("P001", "errors")}
    assert "XG301" in {row["代码"] for row in rows} or "XG102" in {row["代码"] for row in rows}


def test_a_users_script_is_typed(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", f"--cache-dir={tmp_path}", "--follow-imports=silent", SCRIPT],
        capture_output=True, text=True, check=False, cwd=TOP,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_the_types_are_shipped() -> None:
    assert (Path(xlgen.__file__).parent / "py.typed").is_file()


def test_the_version_is_known_and_nothing_else() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", xlgen.__version__)
    with pytest.raises(AttributeError):
        _ = xlgen.versions


def test_a_name_there_is_not_is_refused_with_the_page_that_has_the_names() -> None:
    with pytest.raises(AttributeError, match="承诺"):
        _ = flows.chek


def test_asking_for_the_api_loads_nothing_heavy() -> None:
    heavy = (
        "import sys; from xlgen import flows; import xlgen.cli.main; print({'xlsxwriter', 'xlwings', 'rich'} & {*sys.modules})"
    )
    assert subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True).stdout == "set()\n"


def test_the_page_of_promises_names_what_is_public() -> None:
    page = (TOP / "docs/承诺.md").read_text("utf-8").partition("<!-- 名称 开始 -->")[2].partition("<!-- 名称 结束 -->")[0]
    assert sorted(re.findall(r"`(\w+)`", page)) == flows.__all__, "docs/承诺.md lists what flows.__all__ does"


def test_the_example_of_that_page_runs(campaign: Path) -> None:
    flows.fill("回收/P001_培训.xlsx", {"绩效指标": [{"三级指标": "培训人数", "得分": 12}]}, over=True, out="回收/P001.xlsx")
    (code,) = re.findall(r"```python\n(.*?)```", (TOP / "docs/承诺.md").read_text("utf-8"), re.DOTALL)
    exec(code, {})
    assert "errors" in {row["状态"] for row in csv.DictReader(Path("问题.csv").read_text("utf-8-sig").splitlines())}


# ---- what is written -------------------------------------------------------------------------

WRITERS = {
    "roster": lambda: flows.roster("project", "空.xlsx"),
    "issue": lambda: flows.issue("项目清单.xlsx", "又"),
    "fill": lambda: flows.fill("下发/P001_培训.xlsx", DATA, out="填.xlsx"),
    "repair": lambda: flows.repair("回收/P001_培训.xlsx", "下发", out="修.xlsx"),
    "roll_up": lambda: flows.roll_up("回收", "汇总.xlsx", "下发"),
}


@pytest.mark.parametrize("name", WRITERS)
def test_a_write_that_fails_leaves_no_half_file(name: str, campaign: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    before = {path for path in campaign.rglob("*") if path.is_file()}
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        WRITERS[name]()
    assert {path for path in campaign.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", [name for name in WRITERS if name != "issue"])
def test_no_file_is_overwritten(name: str, campaign: Path) -> None:
    WRITERS[name]()
    with pytest.raises(flows.XlgenError, match="不会覆盖"):
        WRITERS[name]()


def test_a_form_to_be_sent_back_is_marked_in_a_folder_of_its_own(campaign: Path) -> None:
    flows.fill("回收/P001_培训.xlsx", {"绩效指标": [{"三级指标": "培训人数", "得分": 12}]}, over=True, out="错/P001.xlsx")
    (campaign / "错" / "坏.xlsx").write_bytes(b"PK")
    good, bad = flows.mark("错")
    assert (good.copy, good.is_alone) == (campaign / "错_退回" / "P001.xlsx", False) or good.copy == Path("错_退回/P001.xlsx")
    assert good.copy.is_file()
    assert (bad.copy, bad.returned) == (None, None)
    assert bad.said.startswith("没有标注，无法读取：XG")


def test_a_folder_is_marked_by_what_checking_finds_in_it(campaign: Path) -> None:
    """Also what only shows side by side: returned twice, a reason taken from another project, a name of another's file."""
    demo = flows.run_demo("样例").summary.parents[1]
    checked = flows.check(demo / "returned", demo / "issued")
    marked = flows.mark(demo / "returned", "退回", demo / "issued")
    assert {each.file: found(each) for each in checked if each.answers} == {
        each.file: found(each.returned) for each in marked if each.returned
    }
    assert "XG501" in {code for each in marked if each.returned for code, _ in found(each.returned)}


def found(returned: flows.Return) -> list[tuple[str, str]]:
    return [(each.code, each.place) for each in returned.findings]


# ---- what is asked wrongly -------------------------------------------------------------------

WRONG: dict[str, tuple[Callable[[], object], str]] = {
    "a day that is none, of issue": (lambda: flows.issue("项目清单.xlsx", "又", day="2026/1/10"), "日期“2026/1/10”不对"),
    "a day that is none, of a summary": (lambda: flows.roll_up("回收", "汇总.xlsx", "下发", day="x"), "日期“x”不对"),
    "a file for a folder": (lambda: flows.issue("项目清单.xlsx", "项目清单.xlsx"), "项目清单.xlsx 是文件，这里要一个文件夹"),
    "a folder below a file": (
        lambda: flows.issue("项目清单.xlsx", "项目清单.xlsx/下发"),
        "项目清单.xlsx 是文件，这里要一个文件夹",
    ),
    "a file below a file": (lambda: flows.roster("project", "项目清单.xlsx/空.xlsx"), "项目清单.xlsx 是文件，这里要一个文件夹"),
    "a demonstration in a file": (lambda: flows.run_demo("项目清单.xlsx"), "项目清单.xlsx 是文件，这里要一个文件夹"),
    "no form to fill": (lambda: flows.fill("无.xlsx", {}), "没有这个文件或文件夹：无.xlsx"),
    "a folder to fill": (lambda: flows.fill("下发", {}), "下发 是文件夹，这里要一个文件"),
    "no data": (lambda: flows.read_data("无.toml"), "没有这个文件或文件夹：无.toml"),
    "an option there is not": (lambda: flows.issue("项目清单.xlsx", "又", options="调正"), "没有叫“调正”的选项"),
    "no code": (lambda: flows.explain(""), "请写明代码"),
    "no rules": (lambda: flows.check("回收", rules=""), "路径是空的"),
    "no path": (lambda: flows.check(" "), "路径是空的"),
    "no name for what is filled": (lambda: flows.fill("下发/P001_培训.xlsx", DATA, out=""), "路径是空的"),
    "no list of paths": (lambda: flows.check(5), "这里要一个文件或文件夹的路径，给的是 int"),
    "a folder for a template": (lambda: flows.methods(Path("夹.toml")), "夹.toml：是文件夹，这里要一个文件"),
    "a list for data": (lambda: flows.fill("下发/P001_培训.xlsx", [1]), "数据应是"),
    "a list for one path": (lambda: flows.mark(["回收"]), "这里要一个文件或文件夹的路径，给的是 list"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_done_is_an_error_of_ours(name: str, campaign: Path) -> None:
    Path("夹.toml").mkdir()
    before = {path for path in campaign.rglob("*") if path.is_file()}
    call, said = WRONG[name]
    with pytest.raises(flows.XlgenError) as refused:
        call()
    assert said in str(refused.value)
    assert {path for path in campaign.rglob("*") if path.is_file()} == before


EITHER: dict[str, Callable[[Callable[[str], Path | str]], object]] = {
    "issue by a template's file": lambda to: flows.issue("项目清单.xlsx", to("又"), to("我的.toml"), day="2026-01-10").files,
    "roster of a template's file": lambda to: flows.roster(to("我的.toml"), to("空.xlsx")),
    "lint": lambda to: flows.lint(to("我的.toml")),
    "lint by a template's file": lambda to: flows.lint("项目清单.xlsx", to("我的.toml")),
    "methods": lambda to: flows.methods(to("我的.toml")),
    "repair": lambda to: flows.repair(to("回收/P001_培训.xlsx"), to("下发"), to("下发")).kept,
    "watch": lambda to: [each.new for each in flows.watch(to("回收/P001_培训.xlsx"), to("下发"), [1])],
    "read_manifest": lambda to: flows.read_manifest(to("下发")).files,
    "find_issued": lambda to: flows.find_issued(to("回收/P001_培训.xlsx")),
    "read_data": lambda to: flows.read_data(to("我的.toml")),
    "examine": lambda to: [each.about for each in flows.examine(to("回收"), to("交换"))],
    "run_demo": lambda to: flows.run_demo(to("演示")).issued,
}


@pytest.mark.parametrize("name", EITHER)
def test_a_path_may_be_a_text_or_a_path(name: str, campaign: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (campaign / "我的.toml").write_text('extends = "project@2020"\nid = "我的"\n', "utf-8")
    results = []
    for kind in (str, Path):
        shutil.copytree(campaign, campaign / kind.__name__, ignore=shutil.ignore_patterns("str"))
        monkeypatch.chdir(campaign / kind.__name__)
        results.append(EITHER[name](kind))
    assert results[0] == results[1]


def test_one_option_may_be_said_without_a_list(campaign: Path) -> None:
    flows.issue("项目清单.xlsx", "一", options="调整", day="2026-01-10")
    flows.issue("项目清单.xlsx", "二", options=["调整"], day="2026-01-10")
    assert Path("一/register.sqlite").read_bytes() == Path("二/register.sqlite").read_bytes()


def test_paths_may_come_one_by_one(campaign: Path) -> None:
    (one,) = flows.check(path for path in Path("回收").iterdir())
    assert one.status == "sound"


def _types(hint: object) -> set[object]:
    inside = {each for arg in get_args(hint) for each in (arg if isinstance(arg, list) else [arg])}
    return {hint}.union(*map(_types, inside))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_a_public_function_takes_and_gives_is_public(name: str) -> None:
    module = inspect.getmodule(getattr(flows, name))
    hints = get_type_hints(getattr(flows, name), vars(module))
    types = {each for hint in hints.values() for each in _types(hint) if getattr(each, "__module__", "").startswith("xlgen")}
    assert {each.__name__ for each in types if isinstance(each, type)} <= set(flows.__all__)
