"""A line of roster sheet 指标 as a row of the grammar: what kind of number it is, how it is scored, with which parameters."""

from __future__ import annotations

from collections.abc import Container, Mapping
from decimal import Decimal

from xlgen.findings import Severity
from xlgen.form.records import Spec
from xlgen.form.template.methods import Method
from xlgen.form.template.parameters import read_parameters
from xlgen.roster.aiming.aims import PERCENT, Aim, Problems, aim_of, text_of
from xlgen.roster.aiming.natures import COMPARING, known
from xlgen.roster.aiming.usual import compares, method_of
from xlgen.words.numbers import plain
from xlgen.words.targets import NO_NUMBER
from xlgen.words.understanding import understand

HEADERS = {
    "一级指标": "level1", "二级指标": "level2", "三级指标": "level3", "指标性质": "nature", "指标值": "target",
    "计量单位": "unit", "分值": "points", "评分方法": "method", "评分标准": "standard",
}  # fmt: skip


def indicator_row(
    values: Mapping[str, Decimal | str],
    percents: frozenset[str],
    methods: Mapping[str, Method],
    prints: Container[str],
    problem: Problems,
    year: str = "",
) -> Spec:
    """One indicator's row for a table with the columns ``prints``; what is wrong goes to ``problem`` and is left out.

    ``year`` is the project's, for deadlines that name none.
    """
    row: Spec = {key: text_of(values, title) for title, key in HEADERS.items() if key.startswith("level")}
    for title in ("一级指标", "三级指标"):
        if not text_of(values, title) and HEADERS[title] in prints:
            problem(title, "XL116", f"{title}为空", f"请补填{title}")
    points = _points(values, problem)
    if points is not None:
        row["points"] = points
    aim = aim_of(values, "指标值" in percents, year, problem)
    method = method_of(text_of(values, "评分方法"), aim, methods, problem)
    if method is None:
        return row
    row |= {"method": method.key, "nature": aim.nature, "unit": "" if aim.unit == "日期" else aim.unit}
    row |= _typed_target(method, aim, values, problem)
    if "target" in prints and isinstance(row.get("target"), Decimal) and row.get("type") != "date":
        row["target"] = _printed_target(row, prints)
    standard = text_of(values, "评分标准")
    if standard:
        row["standard"] = standard
    if method.key.startswith("interval") and aim.target.low is not None and not standard:
        row |= {"low": aim.target.low, "high": aim.target.high}
    _read_standard(method, row, points, problem)
    return row


def _printed_target(row: Spec, prints: Container[str]) -> Spec:
    """The target with the operator and the unit that no column of its own prints."""
    sign = row["nature"] if "nature" not in prints and row["nature"] in COMPARING else ""
    counted = row["unit"] if "unit" not in prints and row.get("type") == "number" else ""
    return {"value": row["target"], "prefix": sign, "suffix": counted}


def _points(values: Mapping[str, Decimal | str], problem: Problems) -> Decimal | None:
    points = values.get("分值", "")
    if not isinstance(points, Decimal):
        understood = understand(points, "number", "分") if points else None
        hint = f"请改成数字 {plain(understood.value)}" if understood and understood.value is not None else ""
        problem("分值", "XL118", f"分值是文字“{points}”，不是数" if points else "分值为空", hint)
        return None
    if points <= 0:
        problem("分值", "XL119", f"分值为 {plain(points)}")
        return None
    return points


def _typed_target(method: Method, aim: Aim, values: Mapping[str, Decimal | str], problem: Problems) -> Spec:
    target, given = aim.target, values.get("指标值", "")
    printed = plain(given) if isinstance(given, Decimal) else given.strip()
    said = method.cells.get("target")
    wanted = said.get("type", "") if isinstance(said, Mapping) else ""
    kind = "percent" if aim.unit in PERCENT or target.unit == "%" else "number"
    if wanted == "text":
        _tell_unused(method, aim, values, problem)
        return {"target": target.text if isinstance(given, Decimal) and kind == "percent" else printed, "type": kind}
    is_day = target.unit == "日期"
    if compares(method) and (target.value is None or (wanted == "date") != is_day):
        about, fact = (
            ("知道到哪一天为止", "没有说哪一天") if wanted == "date" else ("和指标值比大小", "是日期" if is_day else "不是数")
        )
        problem("指标值", "XL122", f"评分方法“{method.name}”要{about}，指标值“{printed}”{target.doubt or fact}")
        return {}
    if target.value is not None:
        return {"target": target.value, "type": "date" if is_day else kind}
    _tell_unused(method, aim, values, problem)
    # a target in words that nothing is measured against is answered in words, too
    return {"target": {"value": printed, "type": "text"}, "type": kind if method.inputs else "text"}


def _tell_unused(method: Method, aim: Aim, values: Mapping[str, Decimal | str], problem: Problems) -> None:
    """Figures of the target that the row makes no use of, where that has not been told of 指标性质."""
    target, nature = aim.target, text_of(values, "指标性质")
    is_chosen = bool(text_of(values, "评分方法"))
    if target.is_number and not method.key.startswith("interval") and known(nature) != "定性":
        problem("指标值", "XL140", f"指标值“{target.text}”里的数没有用上：评分方法“{method.name}”不用它", "", Severity.WARNING)
    elif target.doubt and (is_chosen or known(nature) not in COMPARING):
        is_settled = is_chosen or known(nature) == "定性" or target.doubt == NO_NUMBER
        fact = f"指标值“{target.text}”{target.doubt}，{f'按“{method.name}”计分' if is_settled else '会被当作定性指标'}"
        problem("指标值", "XL140", fact, "", Severity.WARNING if is_settled else None)


def _read_standard(method: Method, row: Spec, points: Decimal | None, problem: Problems) -> None:
    standard = str(row.get("standard", ""))
    if method.is_measured and "%" in standard.replace("％", "%") and row.get("type") == "number":
        row["type"] = "percent"
    flat = {key: value["value"] if isinstance(value, Mapping) else value for key, value in row.items()}
    _, problems = read_parameters(method, flat)
    for each in problems:
        problem("评分标准", "XL123", each.message, each.hint, None if each.fatal else Severity.WARNING)
