"""A line of roster sheet 指标 as a row of the grammar: what kind of number it is, how it is scored, with which parameters."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlgen.catalogue import CODES
from xlgen.findings import Severity
from xlgen.form.notation.holes import is_percent
from xlgen.form.notation.points import SHARE
from xlgen.form.notation.problems import Problem
from xlgen.form.records import Spec
from xlgen.form.template.methods import Method, Parameters
from xlgen.form.template.parameters import read_parameters, read_strictly
from xlgen.roster.aiming.aims import PERCENT, Aim, Problems, aim_of, is_method_said, text_of
from xlgen.roster.aiming.natures import COMPARING, known
from xlgen.roster.aiming.percentages import in_percent
from xlgen.roster.aiming.usual import compares, method_of
from xlgen.roster.choosing import Choice, Trial, choose
from xlgen.words.figures_in import figures
from xlgen.words.numbers import half_up, plain
from xlgen.words.spelling import narrow
from xlgen.words.targets import NO_NUMBER
from xlgen.words.understanding import understand

WITHOUT_POINTS = ("—", "－", "-", "–", "不计分", "不评分", "不打分")
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
    unscored = text_of(values, "分值") in WITHOUT_POINTS
    points = None if unscored else _points(values, problem)
    if points is not None:
        row["points"] = points
    aim = aim_of(values, "指标值" in percents, year, problem)
    said = _Said(row, values, aim, text_of(values, "评分标准"), prints)
    typed = text_of(values, "评分方法")
    if unscored:
        return _without_points(said, typed, problem)
    if said.standard and not typed:
        typed = _by_standard(said, methods, problem)
        if not typed:
            return row
    method = method_of(typed, aim, methods, problem)
    return row if method is None else _scored_by(method, said, methods, problem)


def typed_row(row: Spec, aim: Aim, prints: Container[str]) -> Spec:
    """A row that is not scored: its value columns hold what its target is, a number, a percentage, a day or words."""
    target = aim.target
    said = {
        key: text for key, text in (("nature", aim.nature), ("unit", "" if aim.unit == "日期" else aim.unit)) if key in prints
    }
    if target.value is None or target.low is not None:
        return row | said | {"type": "text"}
    kind = "date" if target.unit == "日期" else "percent" if aim.unit in PERCENT or target.unit == "%" else "number"
    row = row | said | {"type": kind, "target": target.value}
    return row if kind == "date" else row | {"target": _printed_target({"nature": "", "unit": "", **row}, prints)}


def _without_points(said: _Said, typed: str, problem: Problems) -> Spec:
    """An indicator that the office follows and nobody scores: 分值 is "—"; it is filled as any other."""
    for title, text in (("评分方法", typed), ("评分标准", said.standard)):
        if text:
            problem(title, "XL170", f"{title}写了“{text}”，分值却是“—”（不计分）")
    aim, words = said.aim, text_of(said.values, "指标值")
    row = typed_row(
        said.row | {"nature": aim.nature, "unit": aim.unit, "target": {"value": words, "type": "text"}}, aim, said.prints
    )
    none = {"value": "—", "type": "text"}
    return row | {"points": none, "score": none} | ({"completion": ""} if "completion" in said.prints else {})


@dataclass(frozen=True, slots=True)
class _Said:
    """What a line says before it is known by which method it is scored."""

    row: Spec
    values: Mapping[str, Decimal | str]
    aim: Aim
    standard: str
    prints: Container[str]


def _by_standard(said: _Said, methods: Mapping[str, Method], problem: Problems) -> str:
    """Key of the one method that the standard is written for; "" where there is none, or more than one."""
    choice = _choice(said, methods)
    if trial := choice.only:
        problem("评分方法", "XL125", f"没有写评分方法，按评分标准读作“{trial.method.name}”：{trial.says}")
        return trial.method.key
    if choice.readers:
        problem("评分方法", "XL127", f"没有写评分方法，评分标准按{choice.names}都读得通", choice.hint)
    else:
        problem("评分方法", "XL126", f"没有写评分方法，评分标准“{said.standard[:40]}”没有一个方法全读得懂", choice.hint)
    return ""


def _choice(said: _Said, methods: Mapping[str, Method]) -> Choice:
    """The methods that read all that the standard says."""

    def read(method: Method) -> Trial:
        faults: list[tuple[str, str]] = []

        def problem(title: str, code: str, fact: str = "", hint: str = "", severity: Severity | None = None) -> None:
            if (severity or CODES[code].severity) is Severity.ERROR:
                faults.append((fact, hint))

        def against(title: str, code: str, fact: str = "", hint: str = "", severity: Severity | None = None) -> None:
            if code in ("XL143", "XL145"):  # it goes the other way than the target
                faults.append((fact, hint))

        row = _flat(_row_of(method, said, problem))
        parameters, problems = read_strictly(method, row)
        keeping = [each for each in problems if each.fatal or each.kind in ("unread", "unused")]
        faults += list(_no_list(parameters, problems))
        method_of(method.key, said.aim, methods, against)
        unread = sum(len(each.span) for each in keeping if each.kind in ("unread", "unused", "syntax"))
        told = [*faults, *((each.message, each.hint) for each in keeping)]
        return Trial(method, told, unread, method.said(parameters, row.get("type") == "percent"))

    return choose(methods, said.standard, said.aim, read)


def _no_list(parameters: Parameters, problems: Sequence[Problem]) -> Iterator[tuple[str, str]]:
    """What is no list though it could be read as one: 符合得2分，否则不得分 is a question, not two tiers; one item is none."""
    for name, listed in parameters.items():
        if isinstance(listed, tuple) and len(listed) < (3 if name == "tiers" else 2):
            yield f"只有 {len(listed)} 项", "是清单、档次的，请逐项写明"
        elif name == "tiers" and isinstance(listed, tuple):
            yield from ((f"档次“{tier.text}”里有数", "请改用按数计分的方法") for tier in listed if _counts(tier.text))
            yield from ((each.message, each.hint) for each in problems if each.kind == "sum")


def _counts(text: str) -> bool:
    """Whether a text holds a figure that counts something: 1次跳转, but not 第一梯队."""
    return any(not text[start:end].startswith("第") for start, end in figures(text))


def _scored_by(method: Method, said: _Said, methods: Mapping[str, Method], problem: Problems) -> Spec:
    """The whole row as the method scores it."""
    row = _row_of(method, said, problem)
    for each in read_parameters(method, _flat(row))[1]:
        code, hint = "XL123", each.hint
        if each.kind == "unused" and not method.params:
            readers = _choice(said, methods)
            code = "XL128"
            hint = f"要照评分标准计分，评分方法请改用{readers.names}；否则请删去这些数" if readers.readers else hint
        problem("评分标准", code, each.message, hint, None if each.fatal else Severity.WARNING)
    return row


def _row_of(method: Method, said: _Said, problem: Problems) -> Spec:
    aim, prints = said.aim, said.prints
    row = said.row | {"method": method.key, "nature": aim.nature, "unit": "" if aim.unit == "日期" else aim.unit}
    row |= _typed_target(method, aim, said.values, problem)
    if "target" in prints and isinstance(row.get("target"), Decimal) and row.get("type") != "date":
        row["target"] = _printed_target(row, prints)
    if said.standard:
        row["standard"] = said.standard
    if method.key.startswith("interval") and aim.target.low is not None and not said.standard:
        row |= {"low": aim.target.low, "high": aim.target.high}
    if method.is_measured and is_percent(SHARE.sub("", narrow(said.standard))) and row.get("type") == "number":
        row |= in_percent(aim, said.standard, problem)
    return row


def _flat(row: Spec) -> Spec:
    return {key: value["value"] if isinstance(value, Mapping) else value for key, value in row.items()}


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
    if points != half_up(points, 2):
        problem("分值", "XL182", f"分值为 {plain(points)}，小数多于两位")
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
    is_chosen = is_method_said(values)
    if target.is_number and not method.key.startswith("interval") and known(nature) != "定性":
        problem("指标值", "XL140", f"指标值“{target.text}”里的数没有用上：评分方法“{method.name}”不用它", "", Severity.WARNING)
    elif target.doubt and (is_chosen or known(nature) not in COMPARING):
        is_settled = is_chosen or known(nature) == "定性" or target.doubt == NO_NUMBER
        fact = f"指标值“{target.text}”{target.doubt}，{f'按“{method.name}”计分' if is_settled else '会被当作定性指标'}"
        problem("指标值", "XL140", fact, "", Severity.WARNING if is_settled else None)
