"""A campaign's summary: accepted returns added up by the roll-up; what is not accepted, recalled or said by the office told beside."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from xlgen.campaign.collecting.keeping_files import kept_as
from xlgen.campaign.now import Now
from xlgen.campaign.standing import RECALL, Standing
from xlgen.campaign.telling import laws
from xlgen.campaign.terms import OF_STATUS, ProjectTerm
from xlgen.campaign.totals.decided_lines import decision_lines, overridden, settled
from xlgen.findings import Severity
from xlgen.returned.batch import Return
from xlgen.rollup.records import Pending, ProjectLine, Received, Rollup, YearBefore
from xlgen.rollup.roll_up import MOST_NAMED, roll_up
from xlgen.rollup.tables.long_lists import parts_told
from xlgen.statuses import Handling, Status

STATUS_OF = {term: status for status, term in OF_STATUS.items()}
NOTHING, RECALLED = "无项目", ProjectTerm.RECALLED.word


def summary_of(
    known: Now, include: Collection[Status] = (), year_before: Mapping[str, YearBefore] | None = None
) -> tuple[Rollup, list[Return]]:
    """The summary and the returns it is made of; with forms that are not accepted but to be included a provisional one."""
    acts = {each.number: each for each in known.facts.acts}
    returns = [
        settled(returned, each, acts)
        for each in known.projects
        if each.term is not ProjectTerm.RECALLED
        and (returned := known.returned(each))
        and returned.form
        and _is_added(each, returned)
    ]
    made = roll_up(returns, known.manifest, include)
    standing = {each.form.code: each for each in known.projects}
    lines = [(line, standing[line.code]) for line in made.projects]
    projects = [_line(known, line, each) for line, each in lines if each.term is not ProjectTerm.RECALLED]
    own = [code for code, each in standing.items() if _is_told_here(known, each)]
    budgets = {line.code: line.issued_budget for line in made.projects}
    pendings = [each for each in made.pendings if each.code not in own]
    pendings += [_pending(known, standing[code], budgets[code]) for code in own if not standing[code].override]
    order = {code: at for at, code in enumerate(standing)}
    pendings.sort(key=lambda each: order.get(each.code, len(order)))
    rollup = replace(
        made,
        projects=tuple(projects),
        files=tuple(_files(known)),
        pendings=(*pendings, *_strange(known)),
        answers=(*made.answers, *decision_lines(known)),
        notes=(*made.notes, *_notes(known)),
        year_before=year_before or {},
    )
    return replace(rollup, notes=(*rollup.notes, *parts_told(rollup))), returns


def _is_added(each: Standing, returned: Return) -> bool:
    """Not a form with errors whose score the office said: nothing else of it counts."""
    return not (each.override and returned.status is Status.ERRORS)


def _line(known: Now, line: ProjectLine, each: Standing) -> ProjectLine:
    if each.override:
        return overridden(line, each.override, known.campaign.root)
    status = STATUS_OF[each.term]
    return line if line.status is status else replace(line, status=status)


def _is_told_here(known: Now, each: Standing) -> bool:
    """Whether the roll-up, to which only forms that count are given, would say of a project that it is missing although it is not."""
    returned = known.returned(each)
    is_given = returned is not None and returned.form is not None and each.term is not ProjectTerm.RECALLED
    return (each.term is not ProjectTerm.MISSING and not is_given) or bool(each.override)


def _pending(known: Now, each: Standing, amount: Decimal | None) -> Pending:
    form, root = each.form, known.campaign.root
    if each.term is ProjectTerm.RECALLED:
        why = next((d.reason for d in reversed(each.decisions) if d.kind == RECALL), "")
        return Pending(RECALLED, "", f"{form.code} {form.name}", form.unit, None, None, why or "已撤回", "不用处理")
    if each.nil:
        return Pending(NOTHING, form.code, form.name, form.unit, amount, None, "单位报了无项目说明", "不用处理")
    files = each.candidates or [a for a in each.arrivals if each.state[a.arrival].does == each.term.value]
    first = kept_as(root, files[0].digest, files[0].name) if files else None
    if len(each.candidates) > 1:
        reason, remedy = f"收到 {len(each.candidates)} 份不一样的", "定用哪一份（xlgen accept --return）后重新汇总"
    else:
        reason, remedy = (files[0].why if files else each.term.word), "请单位用下发的表重报"
    return Pending(each.term.word, form.code, form.name, form.unit, amount, first, reason, remedy)


def _files(known: Now) -> Iterator[Received]:
    """Every file that is counted, with how it stands."""
    names = {each.form.code: each.form.name for each in known.projects}
    for each in known.facts.arrivals:
        state = known.files[each.arrival]
        if state.term is None:
            continue
        returned = known.returns.get(each.digest) if state.term is Handling.CURRENT else None
        errors, warnings = (
            sum(f.severity is s for f in returned.findings) if returned else 0 for s in (Severity.ERROR, Severity.WARNING)
        )
        place = kept_as(known.campaign.root, each.digest, each.name)
        status = returned.status if returned else None
        yield Received(place, state.term, each.code, names.get(each.code, ""), status, errors, warnings)


def _strange(known: Now) -> Iterator[Pending]:
    for each in known.facts.arrivals:
        state = known.files[each.arrival]
        if not each.code and state.term in (Handling.UNKNOWN, Handling.REFUSED):
            place = kept_as(known.campaign.root, each.digest, each.name)
            yield Pending(state.term.word, "", "", "", None, place, each.why or state.word, "请核对，该报的请单位重报")


def _notes(known: Now) -> Iterator[str]:
    yield f"批次：{laws(known)}"
    said = [each for each in known.projects if each.override]
    if said:
        yield f"人工认定得分的 {len(said)} 个：{_named(said)}，依据见“核实记录”；没有表计入的只有得分，没有金额。"
    recalled = [each for each in known.projects if each.term is ProjectTerm.RECALLED]
    if recalled:
        yield f"{RECALLED}的 {len(recalled)} 个不在下发项目数里：{_named(recalled)}。"


def _named(found: list[Standing]) -> str:
    more = " 等，其余见“未计入清单”和“核实记录”" if len(found) > MOST_NAMED else ""
    return "、".join(f"{each.form.code} {each.form.name}" for each in found[:MOST_NAMED]) + more
