"""An issued batch read back as a project list: what was issued says everything that its list said of a project but the notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from xlgen.form.notation.problems import is_fatal
from xlgen.form.records import Spec
from xlgen.form.template.load import known_templates
from xlgen.form.template.methods import Method, say
from xlgen.form.template.parameters import read_strictly
from xlgen.issued.manifest import Manifest
from xlgen.issued.snapshot import IssuedRow, Snapshot
from xlgen.roster.carrying.records import Carried, CarriedLine
from xlgen.roster.titles import PROJECTS, growing_tables, is_scored, own_titles, project_titles, titles_of
from xlgen.roster.years import YEAR
from xlgen.words.days import day_of
from xlgen.words.labels import in_marks
from xlgen.words.numbers import as_percent


def carried_back(manifest: Manifest, template: Mapping[str, Any], methods: Mapping[str, Method]) -> Carried:
    """Lines by sheet of the list, from the forms of a batch; what a form of another frame does not have is told."""
    carried = Carried()
    spec = dict(template)
    projects = carried.lines.setdefault(PROJECTS, [])
    for snapshot in manifest.snapshots.values():
        projects.append(_project(snapshot, spec) | dict(manifest.contacts.get(snapshot.code, {})))
        for key, table in growing_tables(spec).items():
            carried.lines.setdefault(table["roster"], []).extend(_rows(carried, snapshot, key, table, methods))
    carried.told += _left(manifest, spec)
    return carried


def _left(manifest: Manifest, spec: Spec) -> Iterator[str]:
    """What of forms of another frame the list of this one has no place for."""
    forms = {snapshot.form for snapshot in manifest.snapshots.values()} - {str(spec["id"])}
    if not forms:
        return
    yield f"这一批用的表式是 {'、'.join(sorted(forms))}，新清单是 {spec['id']} 的，两边都有的带了过来"
    own = set(project_titles(spec))
    frames = [known_templates()[form] for form in sorted(forms) if form in known_templates()]
    if titles := [t for t in dict.fromkeys(t for frame in frames for t in project_titles(frame)) if t not in own]:
        yield f"新表式没有的列，没有用：{'、'.join(map(in_marks, titles))}"
    lines = [row for s in manifest.snapshots.values() for row in s.rows if row.method and row.key.isdigit() and not row.spare]
    if count := sum(row.table not in growing_tables(spec) for row in lines):
        yield f"{count} 项指标没有带过来：新表式的指标不由项目清单给"


def _project(snapshot: Snapshot, spec: Spec) -> CarriedLine:
    line: CarriedLine = {
        title: snapshot.identity[key] for key, title in spec.get("identity", {}).items() if snapshot.identity.get(key)
    }
    if str(line.get(YEAR, "")).isdecimal():
        line[YEAR] = Decimal(line[YEAR])
    for name, title in _given(spec):
        slot = snapshot.slots.get(name)
        if slot and slot.cell.value is not None and slot.cell.value != "":
            line.setdefault(title, slot.cell.value)
    return line | dict(snapshot.further)


def _given(spec: Spec) -> Iterator[tuple[str, str]]:
    """Names of cells that the list fills, each with its column."""
    for name, cell in spec.get("fields", {}).items():
        if isinstance(cell, Mapping) and "from" in cell:
            yield name, cell["from"]
    for key, table in spec.get("tables", {}).items():
        for row, cells in table.get("rows", {}).items():
            for column, cell in cells.items():
                if isinstance(cell, Mapping) and "from" in cell:
                    yield f"{key}.{row}.{column}", cell["from"]


def _rows(carried: Carried, snapshot: Snapshot, key: str, table: Spec, methods: Mapping[str, Method]) -> Iterator[CarriedLine]:
    for row in snapshot.rows:
        if row.table == key and row.key.isdigit() and not row.spare:
            line: CarriedLine = {"项目编码": snapshot.code}
            cells = {slot.column: slot.cell for slot in snapshot.by_row[key, row.key]}
            titles = {**titles_of(table), **own_titles(table)}
            said = {t: _shown(cells[k]) for t, k in titles.items() if k in cells and cells[k].value not in (None, "")}
            line |= {title: value for title, value in said.items() if value != row.says or title not in own_titles(table)}
            yield line | (_scored(carried, snapshot, row, table, cells, methods) if is_scored(table) else {})


def _shown(cell: Any) -> Decimal | str:
    """What a cell was issued with, as a list says it."""
    if not isinstance(cell.value, Decimal):
        return str(cell.value)
    if cell.type == "percent":
        return as_percent(cell.value)
    return day_of(cell.value).isoformat() if cell.type == "date" else cell.value


def _scored(
    carried: Carried, snapshot: Snapshot, row: IssuedRow, table: Spec, cells: Mapping[str, Any], methods: Mapping[str, Method]
) -> CarriedLine:
    """What of an indicator no column of its own prints: levels, sign and unit beside the target, method, standard."""
    line: CarriedLine = {}
    printed = {str(cells[key].value) for key in ("level1", "level2", "level3") if key in cells}
    if "level1" not in cells and row.level not in ("", table.get("level", "")):
        line["一级指标"] = row.level
    if "level3" not in cells and row.label not in printed:
        line["三级指标"] = row.label
    target = cells.get("target")
    if target is None and (said := row.parameters.get("target", "")):
        line["指标值"] = day_of(Decimal(said)).isoformat() if _type(snapshot, row, cells) == "date" else said
    if target is not None and "nature" not in cells and target.prefix:
        line["指标性质"] = target.prefix
    if "unit" not in cells and (unit := "%" if _type(snapshot, row, cells) == "percent" else _counted(snapshot, row, cells)):
        line["计量单位"] = unit
    method = methods.get(row.method)
    if method is None:
        if row.method:
            carried.told.append(f"{snapshot.code} 的{in_marks(row.label)}用的评分方法现在没有，请另选")
        return line
    line["评分方法"] = method.name
    if "standard" in cells and cells["standard"].value:
        return line  # it is printed
    standard = _standard(row, method, cells, _type(snapshot, row, cells))
    if standard is None:
        carried.told.append(f"{snapshot.code} 的{in_marks(row.label)}的评分标准没有存下，请照下发的表补上：{row.says}")
    elif standard:
        line["评分标准"] = standard
    return line


def _answered(snapshot: Snapshot, row: IssuedRow, cells: Mapping[str, Any]) -> Any:
    """The cell that is answered, wherever it stands."""
    slot = snapshot.slots.get(row.asked.get("actual", ""))
    return slot.cell if slot else cells.get("actual")


def _type(snapshot: Snapshot, row: IssuedRow, cells: Mapping[str, Any]) -> str:
    return getattr(_answered(snapshot, row, cells), "type", "")


def _counted(snapshot: Snapshot, row: IssuedRow, cells: Mapping[str, Any]) -> str:
    """What a number counts where no column prints it."""
    return getattr(cells.get("target"), "suffix", "") or getattr(_answered(snapshot, row, cells), "unit", "")


def _standard(row: IssuedRow, method: Method, cells: Mapping[str, Any], kind: str) -> str | None:
    """A standard that this method reads as what was issued; "" where it needs none, None where none is known."""
    known = {key: said for key, said in row.parameters.items() if key in method.params and said}
    settings = "；".join(f"{method.params[key]}={said}" for key, said in known.items() if str(method.defaults.get(key)) != said)
    for text in ("", row.parameters.get("standard", ""), *known.values(), settings, row.says):
        if _reads(text, known, method, cells, kind == "percent"):
            return text
    return None


def _reads(text: str, known: Mapping[str, str], method: Method, cells: Mapping[str, Any], is_percent: bool) -> bool:
    """Whether the method reads this text, to the last sign, as these parameters."""
    unit = str(cells["unit"].value or "") if "unit" in cells else ""
    row = {"points": cells["points"].value, "unit": unit, "type": "percent" if is_percent else "number"}
    if isinstance(cells["target"].value if "target" in cells else None, Decimal):
        row["target"] = cells["target"].value
    found, problems = read_strictly(method, row | ({"standard": text} if text else {}))
    if is_fatal(problems):
        return False
    read = {key: say(each, is_percent) for key, each in found.items() if key in method.params}
    return {key: said for key, said in read.items() if said} == dict(known)
