"""XG107, XG112, XG113: does every defined name lead where its cell stands."""

from __future__ import annotations

from collections.abc import Sequence

from xlgen.findings import Severity
from xlgen.issued.snapshot import Slot
from xlgen.returned.answers import Answers
from xlgen.returned.paper import is_altered
from xlgen.rules.registry import Hit, Hits, rule
from xlgen.whereabouts.likeness import differs, same_text
from xlgen.whereabouts.located import once, value_in
from xlgen.whereabouts.straying import astray
from xlgen.words.labels import in_marks
from xlgen.workbook.addresses import spell
from xlgen.workbook.references import Place

FEW, MOST_ROWS = 3, 10  # rows whose names went astray that are told one by one, and that are listed in one line
_PUT_BACK = "收表的人可用 xlgen repair 放回原位；填错了按 Delete 重填，不要剪切"


@rule(
    "XG107",
    "名称丢失",
    Severity.WARNING,
    "已按所印的文字和下发时的位置读取，请看读得对不对；收表的人可以用 xlgen repair 恢复名称",
)
def name_lost(answers: Answers) -> Hits:
    """A defined name is gone, so the cell was looked for by what is printed around it, else at its issued place.

    One finding per sheet; a single note where the names of all tables are gone and everything that was issued stands where it
    was issued: LibreOffice writes no names with dots into .xls.

    Passes: indicators.1.actual = 119
    XG107: forget indicators.1.actual

    查什么：有些格的名称没有了，多半是整张表被复制、粘贴到别处
    为什么：名称随格移动，插了行也找得到；没有名称只能按原来的位置读，要请人看一眼读得对不对。一张工作表只报一次。中途另存过 .xls 的，各表的名称会全部丢失；这时下发的每一格都还在原位的，读得不会错，只作说明
    依据：下发清单记下的每一格
    """
    if answers.lost and not any(answers.slot(name).table for name in answers.led) and _all_in_place(answers):
        fact = f"有 {len(answers.lost)} 个单元格的名称丢失（多半另存过 .xls）；下发的内容都在原位，已照位置读取，不影响接收"
        yield Hit("", fact, severity=Severity.NOTE)
        return
    by_sheet: dict[str, list[str]] = {}
    for name in answers.lost:
        place = answers.slot(name).place
        if name in answers.places and place:
            by_sheet.setdefault(place[0], []).append(name)
    for sheet, names in by_sheet.items():
        labels = "、".join(answers.slot(name).cell.label for name in names[:3]) + ("等" if len(names) > 3 else "")
        moved = sum(answers.places[name] != answers.slot(name).place for name in names)
        where = {0: "按原位置读取", len(names): "按所印的文字在别处找到"}.get(
            moved, f"{moved} 个按所印的文字在别处找到，其余按原位置读取"
        )
        yield Hit(names[0], f"“{sheet}”有 {len(names)} 个单元格的名称丢失（{labels}），{where}")


def _all_in_place(answers: Answers) -> bool:
    """Whether every text, value and formula that was issued stands where it was issued."""
    static = answers.snapshot.static
    texts = (((sheet, *at), text) for sheet, cells in static.items() for at, text in cells.items())
    return all(same_text(value_in(answers.at(place)), text) for place, text in texts) and all(
        answers.places.get(name) == slot.place and _as_issued(answers, slot)
        for name, slot in answers.snapshot.slots.items()
        if slot.place
    )


def _as_issued(answers: Answers, slot: Slot) -> bool:
    if slot.cell.formula is not None:
        return answers.record(slot.name).formula is not None and not is_altered(answers, slot.name)
    return slot.cell.value is None or not differs(answers.typed(slot.name), slot.cell.value)


@rule("XG112", "两个名称指到同一格", Severity.ERROR, f"请在原来的格里重填；{_PUT_BACK}")
def names_meet(answers: Answers) -> Hits:
    """Two defined names lead to one cell, so one figure would answer two questions.

    Passes: indicators.1.actual = 119
    XG112: lead indicators.6.actual = "indicators.1.actual"
    XG112: lead indicators.1.actual = "indicators.1.target"

    查什么：下发时分开的两格，现在名称指到同一格：多半是剪切了一格，贴到另一格上面。同样两行的格只报一次
    为什么：一个数会被当作两项的回答；表里的公式也会照错的格去算。程序按表上所印的行和栏取数
    依据：下发清单记下的每一格
    """
    told: set[tuple[str, ...]] = set()
    if len(_by_place(answers)) == len(answers.led):
        return
    for place, names in _by_place(answers).items():
        rows = tuple(name.rpartition(".")[0] or name for name in names)
        if len(names) > 1 and rows not in told:  # a row that was pasted over another is told once
            told.add(rows)
            labels = "和".join(in_marks(answers.slot(name).cell.label) for name in names[:3])
            yield Hit("", f"{labels}{'等' if len(names) > 3 else ''}的名称都指到这一格", place=_spelled(place))


@rule("XG113", "名称指错了格", Severity.ERROR, f"请看这两格哪个是要报的数，在原来的格里重填；{_PUT_BACK}")
def name_leads_elsewhere(answers: Answers) -> Hits:
    """A defined name leads to a cell that does not stand where the row and the column of the name went.

    Both cells are told; those of one row together, and those of many rows, as after sorting, once.

    Passes: indicators.1.actual = 119
    XG113: lead indicators.6.actual = "indicators.1.actual"
    XG113: lead indicators.1.reason = "indicators.2.reason"; lead indicators.2.reason = "indicators.1.reason"

    查什么：一格的名称指到了别的格。单元格的名称随行、随列移动，同一行、同一栏的都去了哪里，它也该去哪里
    为什么：名称指错，程序若照它取数，算进去的就不是纸上印的那个数。程序按表上所印的行和栏取数，另一格里的不计
    依据：下发清单记下的每一格
    """
    if len(astray(answers)) > FEW:
        yield _of_many_rows(answers)
        return
    told = {place for place, names in _by_place(answers).items() if len(names) > 1}  # by XG112
    told |= {answers.places[names[0]] for names in astray(answers)}
    owners = {place: name for name, place in answers.places.items()}
    for names in astray(answers):
        label, named, here = _led_to(answers, names)
        wrong = answers.led[names[0]]
        there = _spelled(wrong)
        yield Hit(names[0], f"{label}的名称指到 {named}，应指 {here}", named, here)
        if wrong not in told:
            owner = f"按{in_marks(answers.slot(owners[wrong]).cell.label)}计" if wrong in owners else "不计"
            yield Hit("", f"{label}的名称指到这一格，应指 {here}；这一格{owner}", named, here, there)


def _of_many_rows(answers: Answers) -> Hit:
    rows = sorted(astray(answers), key=lambda names: answers.places[names[0]])
    said = [f"{label}应指 {here}，指到 {named}" for label, named, here in (_led_to(answers, names) for names in rows)]
    more = f"；另有 {len(rows) - MOST_ROWS} 处" if len(rows) > MOST_ROWS else ""
    fact = f"有 {len(rows)} 处的名称指错了格，多半排过序，或剪切过整行：{'；'.join(said[:MOST_ROWS])}{more}"
    return Hit(rows[0][0], fact, covers=frozenset(name for names in rows for name in names), hint=_PUT_BACK)


def _led_to(answers: Answers, names: Sequence[str]) -> tuple[str, str, str]:
    """Cells of one row: what they are called, where the name of the first leads, and where it should."""
    first, more = names[0], f"等 {len(names)} 格" if len(names) > 1 else ""
    (sheet, here), there = answers.cell(first), _spelled(answers.led[first])
    return f"{in_marks(answers.slot(first).cell.label)}{more}", there[1] if there[0] == sheet else "!".join(there), here


@once
def _by_place(answers: Answers) -> dict[Place, list[str]]:
    there: dict[Place, list[str]] = {}
    for name, place in answers.led.items():
        there.setdefault(place, []).append(name)
    return there


def _spelled(place: Place) -> tuple[str, str]:
    return place[0], spell(*place[1:])
