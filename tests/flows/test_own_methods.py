"""A scoring method of one's own, beside or inside a frame of one's own, goes the whole road without a line of Python."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from rosters import put, sound
from xlgen.cli.main import main
from xlgen.errors import TemplateError
from xlgen.findings import Severity
from xlgen.flows.filling import fill
from xlgen.flows.linting import lint_template
from xlgen.form.template.load import load_methods, load_template
from xlgen.writing.roster import write_rows

METHOD = """
name     = "逐项扣分封顶"
also     = ["封顶扣分"]
says     = "未发现得满分，每发现一项扣{each}分，最多扣{cap}分"
source   = "（示例）地方评分标准"
params   = { each = "每项扣分", cap = "最多扣分" }
patterns = ["[每]发现(一|1)[项|次|处|个|例|起]扣[分|减]{each:points}", "(最多|最高|至多)扣[分|减]{cap:points}"]
example  = "每发现一项扣1分，最多扣6分"
inputs.faults = { label = "发现问题项数（没有填0）", type = "count", min = "0" }
cells.actual  = { type = "count", formula = "faults" }
cells.score   = "=round(points - min(cap, each * faults), 2)"
"""
FRAME = 'extends = "project@2020"\nid = "某县"\nedition = "1"\n'
PLACES = {  # where a method may stand: files by name
    "inside": {"我的.toml": f"{FRAME}[methods.capped]\n{METHOD}"},
    "beside": {"我的.toml": f'{FRAME}methods = "评分方法.toml"\n', "评分方法.toml": f"[capped]\n{METHOD}"},
    "above": {
        "我的.toml": 'extends = "上级"\nid = "某镇"\n',
        "上级.toml": f'{FRAME}methods = "评分方法.toml"\n',
        "评分方法.toml": f"[capped]\n{METHOD}",
    },
}
DATA = {
    "年度总体目标": {"实际完成情况": "办了四期，考核全部合格"},
    "项目资金": {"年度资金总额": {"全年执行数": 30}, "当年财政拨款": {"全年执行数": 25}, "上年结转资金": {"全年执行数": 5}},
    "绩效指标": [
        {"三级指标": "培训人数", "发现问题项数（没有填0）": 4, "偏差原因分析及改进措施": "两批代办员未按时到岗，已补训"},
        {"三级指标": "培训期数", "实际完成值": 4},
        {"三级指标": "参训单位数", "实际完成值": 4},
        {"三级指标": "经办能力", "完成情况": "达成", "得分": 30},
        {"三级指标": "满意度", "实际完成值": Decimal("0.95")},
    ],
    "填报人": "某某",
}


@pytest.fixture(params=PLACES)
def frame(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in PLACES[request.param].items():
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, words, catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


def roster() -> None:
    sheets = sound()
    for name, rows in sheets.items():
        sheets[name] = [rows[0], *(row for row in rows[1:] if row[0] == "P001")]
    for name, points in (("培训期数", 20), ("参训单位数", 20)):
        sheets["指标"].append(["P001", "产出指标", "数量指标", name, "≥", 4, "期", points, "", ""])
    put("指标", 1, "分值", 10)(sheets)
    put("指标", 1, "评分方法", "封顶扣分")(sheets)
    put("指标", 1, "评分标准", "每发现一项扣1分，最多扣3分")(sheets)
    Path("项目清单.xlsx").write_bytes(write_rows(sheets))


def scores() -> dict[str, Any]:
    said = json.loads(run("check", "回收", "--issued", "下发", "--json"))["files"][0]
    return {"status": said["status"], "total": said["total"], "codes": [f["code"] for f in said["findings"]]}


def test_a_method_of_ones_own_goes_the_whole_road(frame: Path) -> None:
    assert "没有发现问题" in run("lint", "我的.toml")
    assert "逐项扣分封顶" in run("templates", "--methods", "-t", "我的.toml")
    run("roster", "-t", "我的.toml", "-o", "空白.xlsx")
    methods = openpyxl.load_workbook("空白.xlsx")["评分方法"]
    assert "逐项扣分封顶" in {row[0].value for row in methods.iter_rows()}
    roster()
    assert "没有错误，有 " in run("lint", "项目清单.xlsx", "-t", "我的.toml")
    run("issue", "-t", "我的.toml", "--roster", "项目清单.xlsx", "--out", "下发", "--date", "2026-01-10")
    [blank] = Path("下发").glob("*.xlsx")
    Path("回收").mkdir()
    Path("回收", blank.name).write_bytes(fill(blank.read_bytes(), DATA).content)
    assert scores() == {"status": "sound", "total": "97", "codes": []}
    assert "最多扣3分" in run("explain", f"回收/{blank.name}", "indicators.1.score")
    run("repair", f"回收/{blank.name}", "--issued", "下发", "-o", f"修复/{blank.name}")
    run("rollup", "回收", "--issued", "下发", "-o", "汇总.xlsx")
    summary = openpyxl.load_workbook("汇总.xlsx")
    assert 7 in {cell.value for sheet in summary for row in sheet.iter_rows() for cell in row}


def test_a_roster_is_judged_by_the_standards_of_ones_own_method(frame: Path) -> None:
    roster()
    assert "XL121" in run("lint", "项目清单.xlsx", "-t", "project", code=1)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("says ", "say "), "我的.toml: methods.capped.say：没有这一项，是不是“says”"),
        (('also     = ["封顶扣分"]', 'also = ["正向比率"]'), "某县: capped：“正向比率”已经是评分方法“正向比率”的名称"),
        (("label = ", "labl = "), "我的.toml: methods.capped.inputs.faults.labl：没有这一项，是不是“label”"),
    ],
)
def test_a_method_of_ones_own_said_wrongly_is_refused_with_its_key(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    path = tmp_path / "我的.toml"
    path.write_text(PLACES["inside"]["我的.toml"].replace(*change), "utf-8")
    assert lint_template(str(path))[0].message == said


def test_a_file_of_methods_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "我的.toml"
    path.write_text(PLACES["beside"]["我的.toml"], "utf-8")
    with pytest.raises(TemplateError, match=r"评分方法\.toml：没有这个文件"):
        load_template(str(path))


def test_methods_of_one_frame_are_not_those_of_another(frame: Path) -> None:
    assert "capped" in load_methods(load_template("我的.toml"))
    assert "capped" not in load_methods(load_template("project"))


CASES = 'sample = { points = 10 }\ncases = [{ score = "blank" }, { faults = 0, score = 10 }, %s]\n'
UNMET = [
    ("{ faults = 4, score = 7 }", "第 3 例：faults = 4 时，score 应为 7，算出来是 6"),
    ('{ faults = 9, score = "blank" }', "第 3 例：faults = 9 时，score 应为 空白，算出来是 4"),
    ("{ score = 0 }", "第 3 例：什么都没填 时，score 应为 0，算出来是 空白"),
    ("{ faults = 4, left_out = 6 }", "第 3 例：没有叫“left_out”的项"),
    ("{ faults = 4, skore = 6 }", "第 3 例：没有叫“skore”的项，是不是“score”"),
    ("4", "第 3 例：要写成 { 填的项 = 值, score = 手算的得分 }"),
]


@pytest.mark.parametrize(("case", "said"), UNMET, ids=[case for case, _ in UNMET])
@pytest.mark.parametrize(("place", "at"), [("inside", "我的.toml"), ("beside", "评分方法.toml"), ("above", "评分方法.toml")])
def test_a_case_of_ones_own_method_that_is_not_met_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, at: str, case: str, said: str
) -> None:
    for name, text in PLACES[place].items():
        (tmp_path / name).write_text(text.replace(METHOD, METHOD + CASES % case), "utf-8")
    monkeypatch.chdir(tmp_path)
    [finding] = lint_template("我的.toml")
    assert finding.code == "XL204"
    assert finding.message.startswith(f"{at}: methods.capped.cases {said}")


def test_cases_of_ones_own_method_that_are_met_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "我的.toml"
    path.write_text(
        PLACES["inside"]["我的.toml"] + CASES % "{ faults = 9, score = 4 }, { points = 5, faults = 1, score = 4 }", "utf-8"
    )
    assert lint_template(str(path)) == []


@pytest.mark.parametrize(
    ("change", "case"),
    [
        (("min(cap, each", "0 * or_else(weight, 0) - min(cap, each"), "{ faults = 9, score = 4 }"),
        (("", ""), '{ standard = "随便", score = 6 }'),
    ],
)
def test_a_case_that_cannot_be_tried_is_a_warning(tmp_path: Path, change: tuple[str, str], case: str) -> None:
    path = tmp_path / "我的.toml"
    own = '[tables.indicators.columns]\nweight = { label = "权重", type = "number", after = "points", width = 8 }\n'
    path.write_text(PLACES["inside"]["我的.toml"].replace(*change) + CASES % case + own, "utf-8")
    findings = lint_template(str(path))
    assert {(finding.code, finding.severity) for finding in findings} == {("XL204", Severity.WARNING)}
    assert findings[-1].message.startswith("我的.toml: methods.capped.cases 第 3 例：没有算成：")
