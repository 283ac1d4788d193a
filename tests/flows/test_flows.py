"""xlgen.flows is the Python API: what is public is said once, documented by examples that run, and typed for users."""

from __future__ import annotations

import ast
import csv
import doctest
import inspect
import os
import re
import subprocess
import sys
from pathlib import Path
from types import FunctionType

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
    Path("名册.xlsx").write_bytes(write_rows(sheets))
    flows.issue("名册.xlsx", "下发", day="2026-01-10")
    flows.fill("下发/P001_培训.xlsx", DATA, out="回收/P001_培训.xlsx")
    return tmp_path


def test_what_is_public_is_what_is_loaded_and_what_is_typed() -> None:
    tree = ast.parse(Path(str(flows.__file__)).read_text("utf-8"))
    typed = [alias.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for alias in node.names]
    assert sorted(flows._HOME) == flows.__all__ == sorted(flows.__all__)
    assert set(flows.__all__) == set(typed) - {"annotations", "import_module", "Any", "TYPE_CHECKING"}


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
    "issue": lambda: flows.issue("名册.xlsx", "又"),
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
    assert bad.said.startswith("没有标注，XG")
