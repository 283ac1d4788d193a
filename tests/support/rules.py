"""Returns in memory: a form filled without a fault, edits of it in words, and the codes that follow.

An edit is one of these, several are parted by ``;``:

    indicators.1.actual = 126          a value typed into a cell: a number, "a text", 2025-12-31, blank, #REF!
    indicators.1.score = =15+0 (15)    a formula typed into a cell, and the value saved with it
    indicators.1.actual = 2026-03-05 as date    a number's cell that an application has made a date's
    stale total = 95                   a formula left as it is, with another saved value
    text 项目资金 = "经费"               a printed text changed
    hidden code = "T002"               a line of the hidden sheet changed
    lead total = "grade"               the name of one cell leads to another
    insert 自评表 15 · delete 自评表 15    a row there, counted as in Excel, and all below it moved
    drop 自评表 G                      a column deleted
    sheet Sheet1 = "字" · copy 自评表 · copy 自评表 T002    a sheet added: with a text, or the form as it was clean, under a code
    hide 自评表 · hide 自评表 row 14 · hide 自评表 column G
    lock total · format total = "0"    a cell's lock, and its number format
    forget total · remove 评分依据 · rename 自评表 = "表" · beside 自评表 = "字" · link outside · resave xls
    add 5                              a spare row filled: 5 points of 5

A batch is returns parted by ``|``: ``A(edits) | B@name.xlsx | -B | D``; A and B are projects, D their department, ``-B``
is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from filled import with_spare
from shifting import Goes, moved_formula
from xlgen.findings import Finding, Severity
from xlgen.form.compute import compute
from xlgen.form.layout.lay_out import lay_out
from xlgen.form.template.compile import compile_form
from xlgen.form.template.load import load_methods, load_template
from xlgen.issued.hidden import SHEET, hidden_cells
from xlgen.issued.snapshot import Snapshot, take_snapshot
from xlgen.returned.answers import Answers, read_answers
from xlgen.returned.batch import Batch, Return
from xlgen.roster.indicators import indicator_row
from xlgen.rules.all_rules import RULES
from xlgen.rules.docstrings import told
from xlgen.rules.registry import Rule, validate, validate_batch
from xlgen.words.days import serial
from xlgen.workbook.addresses import parse
from xlgen.workbook.records import UNTOLD, CellError, CellRecord, CellStyle, SheetRecord, WorkbookRecord
from xlgen.workbook.references import absolute

TITLES = ("一级指标", "二级指标", "三级指标", "指标性质", "指标值", "计量单位", "分值", "评分方法", "评分标准")
LINES = (
    ("产出指标", "数量指标", "培训人数", "≥", 120, "人", 15, "", ""),
    ("产出指标", "数量指标", "培训期数", "≥", 4, "期", 10, "", ""),
    ("产出指标", "质量指标", "合格率", "≥", "95%", "%", 10, "分档计分", "≥95%:10; 80%-94%得6分; 80%以下:0 [就低]"),
    ("产出指标", "成本指标", "人均成本", "≤", 400, "元", 5, "", ""),
    ("产出指标", "时效指标", "完成培训", "≤", "2025年12月15日", "", 10, "迟延扣分", "每迟1天扣0.5分"),
    ("效益指标", "社会效益指标", "经办能力", "定性", "明显提升", "", 10, "", ""),
    ("效益指标", "可持续影响指标", "制度健全", "定性", "制度健全", "", 10, "逐项扣分", "每项扣2分"),
    ("效益指标", "社会效益指标", "参训人员满意度", "定性", "满意", "", 10, "按比例评定", ""),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥", "90%", "%", 10, "", ""),
)
LEVELS = tuple(
    (level, "", level, "", "", "%", points, "完成率得分", "")
    for level, points in (("决策", 15), ("过程", 20), ("产出", 35), ("效益", 30))
)
PROJECTS = {
    "A": {
        "项目编码": "T001", "项目名称": "村级代办员培训", "主管部门": "某县医疗保障局", "实施单位": "某县医保中心",
        "年度": "2025", "年初预算数": Decimal(30), "全年预算数": Decimal(30), "财政拨款": Decimal(25), "上年结转": Decimal(5),
        "其他资金": Decimal(0), "年度总体目标": "培训代办员，提升经办能力。",
    },
}  # fmt: skip
PROJECTS["B"] = PROJECTS["A"] | {"项目编码": "T002", "项目名称": "乡镇卫生院改造"}
PROJECTS["E"] = PROJECTS["A"] | {"项目编码": "T003", "项目名称": "村卫生室建设"}
PROJECTS["nothing"] = PROJECTS["A"] | {title: Decimal(0) for title in ("年初预算数", "全年预算数", "财政拨款", "上年结转")}
PROJECTS["D"] = PROJECTS["A"] | {
    "项目编码": "D001",
    "项目名称": "某县医疗保障局部门整体支出",
    "全年预算数": Decimal("3686.55"),
    "年初预算数": Decimal("2958.92"),
    "财政拨款": Decimal("3686.55"),
}
FILES = {"T003": "T003_卫生室.xlsx", "T001": "T001_培训.xlsx", "T002": "T002_改造.xlsx", "D001": "D001_部门.xlsx"}
CLEAN = """
    achieved = "全年培训四期，代办员能独立办理登记和缴费"; filler = "某某"; date = 2026-01-20; phone = "0990-7654321";
    funds.total.executed = 29.4; funds.fiscal.executed = 24.5; funds.carryover.executed = 4.9;
    indicators.1.actual = 126; indicators.2.actual = 4; indicators.3.actual = 0.96; indicators.4.actual = 388;
    indicators.5.actual = 2025-12-10; indicators.6.actual = "达成预期指标"; indicators.6.score = 10; facts.7_faults.value = 0;
    indicators.8.actual = 1; indicators.9.actual = 0.93
"""
ACCOUNTS = """
    funds.total.executed = 3686.54; funds.fiscal.executed = 3686.54; reason = "年末追加的专项资金当年形成支出";
    facts.basic_budget.value = 183.97; facts.project_budget.value = 2774.95; facts.carried_in.value = 291.72;
    facts.income.value = 3394.83; facts.basic.value = 158.08; facts.project.value = 3528.46;
    projects.1.project = "村级代办员培训"; projects.1.budget = 30; projects.1.executed = 29.4; projects.1.score = 99.8;
    projects.2.project = "医疗救助"; projects.2.budget = 3500; projects.2.executed = 3499.06; projects.2.score = 96
"""
CONCLUSION = """
    funds.employer.budget = 40308; funds.personal.budget = 38568; funds.total.received = 78876; funds.employer.received = 40308;
    funds.personal.received = 38568; funds.total.executed = 76059; funds.total.balance = 2817
"""
EVIDENCE = "".join(f'; indicators.{row}.evidence = "附件{row}"' for row in range(1, 10)) + (
    '; indicators.8.account = "12月问卷调查 126 人"; indicators.9.account = "12月入户调查 120 户"'
)
FORMS = {  # what a sample starts from: template, project, what is typed
    "A": ("project", "A", CLEAN),
    "B": (
        "project",
        "B",
        CLEAN + '; achieved = "改造卫生院病房 3 间，添置床位"; indicators.1.actual = 131; indicators.4.actual = 392',
    ),
    "nothing": (
        "project",
        "nothing",
        CLEAN + "; funds.total.executed = 0; funds.fiscal.executed = 0; funds.carryover.executed = 0",
    ),
    "evidence": ("project+佐证+完成情况", "A", CLEAN + EVIDENCE),
    "E": ("project", "E", CLEAN + '; achieved = "新建村卫生室 2 处"; indicators.1.actual = 137; indicators.4.actual = 371'),
    "adjusted": ("project+调整", "A", CLEAN),
    "department": ("department", "D", ACCOUNTS),
    "D": ("department", "D", ACCOUNTS),
    "conclusion": ("conclusion", "C", CONCLUSION),
    "matrix": ("project-xinzhou", "A", ""),
    "parts": ("department-guizhou", "A", "funds.total.executed = 30; funds.basic.initial = 30; funds.basic.executed = 30"),
}
PROJECTS["C"] = PROJECTS["A"] | {"全年预算数": Decimal(78876)}


# ---- forms ------------------------------------------------------------------------------------------------------------


@cache
def issued(sample: str = "A") -> Snapshot:
    """What was issued for a sample."""
    return issued_with(LEVELS if sample == "conclusion" else LINES, sample)


def issued_with(lines: Sequence[tuple[Any, ...]], sample: str = "A") -> Snapshot:
    """The same with other indicators."""
    named, project, _ = FORMS[sample]
    name, *options = named.split("+")
    template, methods = with_spare(load_template(name, options)), load_methods()
    rows = {key: [_row(line, spec) for line in lines] for key, spec in template["tables"].items() if spec.get("roster")}
    form = compile_form(template, methods, PROJECTS[project], rows)
    return take_snapshot(form, lay_out(form), "2026-01-10")


def _row(line: tuple[Any, ...], spec: Mapping[str, Any]) -> dict[str, Any]:
    def refuse(title: str, code: str, fact: str = "", hint: str = "", severity: Severity | None = None) -> None:
        assert severity is Severity.WARNING, (title, code, fact)

    values = {title: Decimal(value) if isinstance(value, int) else value for title, value in zip(TITLES, line, strict=True)}
    return indicator_row(values, frozenset(), load_methods(), set(spec["columns"]), refuse)


# ---- edits ------------------------------------------------------------------------------------------------------------


@dataclass
class Draft:
    """A return in the making: what is typed into cells, formulas typed over, and what was done to the file."""

    snapshot: Snapshot
    typed: dict[str, Any] = field(default_factory=dict)
    formulas: dict[str, str] = field(default_factory=dict)
    stale: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    hidden: dict[str, str] = field(default_factory=dict)
    dates: set[str] = field(default_factory=set)
    forgotten: set[str] = field(default_factory=set)
    led: dict[str, str] = field(default_factory=dict)
    removed: set[str] = field(default_factory=set)
    renamed: dict[str, str] = field(default_factory=dict)
    beside: dict[str, str] = field(default_factory=dict)
    links: bool = False
    untold: bool = False
    dressed: dict[str, CellStyle] = field(default_factory=dict)
    added: dict[str, str] = field(default_factory=dict)
    copied: tuple[str, ...] = ()
    hidden_parts: list[list[str]] = field(default_factory=list)
    moves: list[tuple[str, Goes]] = field(default_factory=list)


def drafted(edits: str, sample: str = "A") -> Draft:
    """A sample with edits made."""
    draft = Draft(issued(sample))
    for edit in _split(f"{FORMS[sample][2]}; {edits}", ";"):
        _make(draft, edit)
    return draft


def _make(draft: Draft, edit: str) -> None:
    name, _, said = (part.strip() for part in edit.partition(" = "))
    if said.endswith(" as date"):
        said = said.removesuffix(" as date")
        draft.dates.add(name)
    verb, _, about = name.partition(" ")
    value, formula = _value(said)
    match verb:
        case "stale":
            draft.stale[about] = value
        case "text":
            draft.texts[about] = value
        case "hidden":
            draft.hidden[about] = value
        case "forget":
            draft.forgotten.add(about)
        case "lead":
            draft.led[about] = value
        case "remove":
            draft.removed.add(about)
        case "rename":
            draft.renamed[about] = value
        case "beside":
            draft.beside[about] = value
        case "sheet":
            draft.added[about] = value
        case "copy":
            draft.copied = (*about.split(), "")[:2]
        case "hide":
            draft.hidden_parts.append(about.split())
        case "lock":
            draft.dressed[about] = CellStyle(locked=True)
        case "format":
            draft.dressed[about] = CellStyle(value, locked=False)
        case "insert" | "delete" | "drop":
            sheet, at = about.split()
            draft.moves.append((sheet, _goes(verb, at)))
        case "link":
            draft.links = True
        case "resave":
            draft.untold = True
        case "add":
            row = f'level3 = "下乡宣传"; actual = "20场"; points = {about}; score = {about}'
            for cell in _split(row, ";"):
                _make(draft, f"indicators.10.{cell}")
        case _:
            assert name in draft.snapshot.slots, f"no cell is called {name!r}"
            draft.typed[name] = value
            draft.formulas.pop(name, None)
            if formula:
                draft.formulas[name] = formula


def _goes(verb: str, at: str) -> Goes:
    if verb == "drop":
        gone = parse(f"{at}1")[1]
        return lambda row, column: None if column == gone else (row, column - (column > gone))
    line = int(at) - 1
    if verb == "insert":
        return lambda row, column: (row + (row >= line), column)
    return lambda row, column: None if row == line else (row - (row > line), column)


def _split(text: str, sign: str) -> list[str]:
    """Pieces parted by a sign that stands outside quotes and brackets."""
    pieces = re.findall(rf'(?:"[^"]*"|\([^()"]*(?:"[^"]*"[^()"]*)*\)|[^{re.escape(sign)}"])+', text)
    return [piece.strip() for piece in pieces if piece.strip()]


def _value(said: str) -> tuple[Any, str]:
    if match := re.fullmatch(r"=(.+) \((.+)\)", said):
        return _value(match[2])[0], match[1]
    if said.startswith('"'):
        return said.strip('"'), ""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", said):
        return serial(date.fromisoformat(said)), ""
    if said.startswith("#"):
        return CellError(said), ""
    return (None if said in ("", "blank") else Decimal(said)), ""


# ---- workbooks --------------------------------------------------------------------------------------------------------


def workbook(draft: Draft) -> WorkbookRecord:
    """The workbook as an application would have saved it: everything computed from what stands in it."""
    snapshot = draft.snapshot
    sheets: dict[str, dict[tuple[int, int], CellRecord]] = {sheet: {} for sheet in snapshot.static}
    for sheet, texts in snapshot.static.items():
        sheets[sheet] |= {at: CellRecord(_printed(draft, text), None, "general") for at, text in texts.items()}
    values = _computed(draft)
    for name, slot in snapshot.slots.items():
        if slot.place is None:
            continue
        sheet, *at = slot.place
        formula = draft.formulas.get(name)
        if slot.cell.formula is not None and name not in draft.typed:
            formula = _moved(slot.excel.removeprefix("="), draft.renamed)
        value = draft.stale.get(name, values[name])
        if value is not None or formula is not None:
            sheets.setdefault(sheet, {})[tuple(at)] = CellRecord(value, formula, "date" if name in draft.dates else "general")
    sheets[SHEET] = {}
    key = ""
    for at, text in hidden_cells(snapshot):
        key = text if at[1] == 0 else key
        sheets[SHEET][at] = CellRecord(draft.hidden.get(key, text) if at[1] == 1 else text, None, "general")
    for sheet, text in draft.beside.items():
        sheets[sheet][max(row for row, _ in sheets[sheet]) + 2, 0] = CellRecord(text, None, "general")
    records = {draft.renamed.get(sheet, sheet): cells for sheet, cells in sheets.items() if sheet not in draft.removed}
    places = {name: snapshot.slots[draft.led.get(name, name)].place for name in snapshot.slots}
    names = {n: _moved(absolute(place), draft.renamed) for n, place in places.items() if place and n not in draft.forgotten}
    for sheet, goes in draft.moves:
        records, names = _gone(records, names, sheet, goes)
    styles = {place: style for name, style in draft.dressed.items() if (place := snapshot.slots[name].place)}
    made = {
        sheet: SheetRecord(
            sheet, "visible", cells, protected=bool(styles), styles={at[1:]: x for at, x in styles.items() if at[0] == sheet}
        )
        for sheet, cells in records.items()
    }
    whole = WorkbookRecord(_hidden(draft, made | _added(draft)), names, draft.links)
    return _without_formulas(whole) if draft.untold else whole


def _without_formulas(book: WorkbookRecord) -> WorkbookRecord:
    """As a .xls tells it: where there are formulas, and not which."""
    cells = {
        name: {at: replace(cell, formula=cell.formula and UNTOLD) for at, cell in sheet.cells.items()}
        for name, sheet in book.sheets.items()
    }
    sheets = {name: replace(sheet, cells=cells[name]) for name, sheet in book.sheets.items()}
    return replace(book, sheets=sheets, untold=True)


def _added(draft: Draft) -> dict[str, SheetRecord]:
    """Sheets that somebody added: a single text, or the clean form once more, under a code of another project."""
    made = {
        name: SheetRecord(name, "visible", {(0, 0): CellRecord(text, None, "general")}) for name, text in draft.added.items()
    }
    if draft.copied:
        sheet, code = draft.copied
        clean = drafted("", next(sample for sample in FORMS if issued(sample) is draft.snapshot))
        cells = dict(workbook(clean).sheets[sheet].cells)
        if code and (place := draft.snapshot.slots["code"].place):
            cells[place[1:]] = CellRecord(code, None, "general")
        made[f"{sheet} (2)"] = SheetRecord(f"{sheet} (2)", "visible", cells)
    return made


def _hidden(draft: Draft, made: dict[str, SheetRecord]) -> dict[str, SheetRecord]:
    """The sheets, some of them or of their rows and columns hidden."""
    for sheet, *part in draft.hidden_parts:
        match part:
            case ["row", at]:
                made[sheet] = replace(made[sheet], hidden_rows=frozenset({int(at) - 1}))
            case ["column", at]:
                made[sheet] = replace(made[sheet], hidden_columns=((parse(f"{at}1")[1],) * 2,))
            case _:
                made[sheet] = replace(made[sheet], state="hidden")
    return made


Cells = dict[tuple[int, int], CellRecord]


def _gone(
    records: Mapping[str, Cells], names: Mapping[str, str], sheet: str, goes: Goes
) -> tuple[dict[str, Cells], dict[str, str]]:
    """Sheets and names once the cells of one sheet have gone elsewhere, formulas and names along with them."""
    moved: dict[str, Cells] = {}
    for name, cells in records.items():
        here = sheet if name == sheet else ""
        for at, cell in cells.items():
            new = goes(*at) if here else at
            formula = None if cell.formula is None else moved_formula(cell.formula, sheet, here, goes)
            if new:
                moved.setdefault(name, {})[new] = replace(cell, formula=formula)
    return moved, {name: moved_formula(target, sheet, "", goes) for name, target in names.items()}


def _printed(draft: Draft, text: str) -> str:
    return next((new for old, new in draft.texts.items() if text.startswith(old)), text)


def _computed(draft: Draft) -> dict[str, Any]:
    """Value of every cell, what was typed over formulas included; errors stay as they are."""
    typed = {name: value for name, value in draft.typed.items() if not isinstance(value, CellError)}
    cells = [
        replace(slot.cell, value=None, formula=None) if name in draft.typed else slot.cell
        for name, slot in draft.snapshot.slots.items()
    ]
    rows = {name: slot.place[1] for name, slot in draft.snapshot.slots.items() if slot.place}
    return compute(cells, typed, lambda name: rows.get(name, 0)) | {
        n: v for n, v in draft.typed.items() if isinstance(v, CellError)
    }


def _moved(text: str, renamed: Mapping[str, str]) -> str:
    for old, new in renamed.items():
        text = text.replace(f"'{old}'!", f"'{new}'!")
    return text


@cache
def answers(edits: str = "", sample: str = "A") -> Answers:
    """A return's answers; the sample may also be said in front: ``department: …``."""
    said = re.match(r"(\w+): ", edits)
    if said and said[1] in FORMS:
        return answers(edits[said.end() :], said[1])
    draft = drafted(edits, sample)
    return read_answers(draft.snapshot, workbook(draft))


def findings(edits: str = "", sample: str = "A") -> list[Finding]:
    """What the rules say of one return."""
    return validate(answers(edits, sample), RULES)


def batch(said: str) -> Batch:
    """Returns side by side, issued with a manifest of A and B, and of D where it comes up."""
    returns, codes = [], ["T001", "T002"]
    for piece in _split(said, "|"):
        match = re.fullmatch(r"(-?)(\w)(?:@(.+?\.\w+))?(?:=([^()>]+))?(?:>([^()]+))?(?:\((.*)\))?", piece, re.DOTALL)
        assert match, piece
        missing, sample, file, copy, superseded, edits = match.groups()
        code = issued(sample).code
        codes += [code] if code not in codes else []
        path = Path(file or FILES[code])
        more = {key: (Path("回收", name),) for key, name in (("copies", copy), ("superseded", superseded)) if name}
        returns.append(Return(path, None, (), code) if missing else Return(path, answers(edits or "", sample), (), **more))
    snapshots = {issued(sample).code: issued(sample) for sample in "ABDE" if issued(sample).code in codes}
    return Batch(returns, snapshots, {code: FILES[code] for code in codes})


def batch_findings(said: str) -> list[tuple[str, Finding]]:
    """What the rules across workbooks say: file name and finding."""
    return [(each.file.name, finding) for each in validate_batch(batch(said), RULES) for finding in each.findings]


def judged(said: str, across: bool = False) -> list[tuple[str, Finding]]:
    """What is found in one return, or in returns side by side where there is a ``|``: file name, "" for one, and finding."""
    return batch_findings(said) if across or "|" in said else [("", finding) for finding in findings(said)]


def check(edits: str, *codes: str) -> None:
    """An edit of the clean sample, and all the codes it must give."""
    told = judged(edits)
    assert sorted({finding.code for _, finding in told}) == sorted(codes), _shown(edits, " ".join(codes) or "nothing", told)


def gives(said: str, code: str, must: bool = True, across: bool = False) -> None:
    """Edits that must give a code, whatever else they give, or must not."""
    told = judged(said, across)
    is_told = any(finding.code == code for _, finding in told)
    assert is_told is must, _shown(said, code if must else f"no {code}", told)


def stands_apart(weight: Severity, code: str, faulty: str, near: str) -> None:
    """A clause: edits that give a code of this weight, and a near miss that does not."""
    gives(faulty, code)
    gives(near, code, must=False)
    assert next(each.severity for each in RULES if each.code == code) is weight


def _shown(said: str, wanted: str, told: list[tuple[str, Finding]]) -> str:
    """What a failing test shows: the edits, what they must give, and each code they give with its place."""
    lines = [" ".join(part for part in (file, f.code, f.place, f.name, f.message) if part) for file, f in told]
    return "\n  ".join(["", said.strip(), f"must give {wanted}, and gives", *(lines or ["nothing"])])


# ---- examples in the rules' docstrings -------------------------------------------------------------------------------


def examples(rule: Rule) -> Iterator[tuple[str, bool]]:
    """Examples in the docstring of a rule: the edits, and whether they must give its code."""
    said = told(rule)
    yield from ((example, False) for example in said.passes)
    yield from ((example, True) for example in said.fails)
