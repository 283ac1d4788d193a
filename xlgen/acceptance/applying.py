"""Answers held against findings: which doubts they close, and what is told of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from xlgen.acceptance.ledger import Ledger
from xlgen.acceptance.records import Acceptance
from xlgen.acceptance.remarks import Placed, placed
from xlgen.catalogue import found
from xlgen.findings import Finding, Severity
from xlgen.returned.answers import Answers
from xlgen.returned.batch import Decided, Return, Revoked
from xlgen.returned.saying import called, said, shown
from xlgen.whereabouts.located import Located

ByName = Mapping[str, Acceptance]  # by the name of the cell


BY_ACCEPTED = "得分按核实认可的值重算，与表上保存的不同，不用改"  # saving the file once more could not help


def value_of(form: Located, name: str) -> str:
    """What a cell shows, as it is answered for: typed where it is an input, else what is computed."""
    slot = form.snapshot.slots.get(name)
    if slot is None:
        return ""
    return shown(form.typed(name) if slot.cell.is_input or not isinstance(form, Answers) else form.excel.get(name))


def taken(form: Located, given: ByName) -> dict[str, Decimal]:
    """Inputs whose value as understood counts, because a clerk accepted it for just what stands there."""
    numbers = {name: each.number for name, each in given.items() if each.value == value_of(form, name)}
    return {name: number for name, number in numbers.items() if number is not None and form.slot(name).cell.is_input}


def answered(returned: Return, ledger: Ledger) -> Return:
    """The same return, its doubts closed that somebody answered for; errors stay, whatever is said of them."""
    extract, given = returned.extract, ledger.of(returned.code)
    if extract is None or not (given or extract.remarks or returned.code in ledger.revoked):
        return returned
    answers = returned.answers
    assert answers is not None
    holds = {name: each for name, each in given.items() if each.value == value_of(answers, name)}
    officer = placed(extract.remarks, returned.findings)
    reread = any(each.number is not None for each in holds.values())
    findings = tuple(
        replace(each, hint=BY_ACCEPTED) if reread and each.code == "XG104" else _settled(each, holds.get(each.name), officer)
        for each in returned.findings
    )
    revoked = ledger.revoked.get(returned.code, ())
    every = [*((a, Revoked(b.by, b.time, b.reason)) for a, b in revoked), *((each, None) for each in given.values())]
    decided = tuple(_decided(answers, *each) for each in every if each[0].name in answers.snapshot.slots)
    return replace(returned, findings=findings, decided=decided).with_findings([*_told(answers, given, holds), *_left(officer)])


def _decided(answers: Answers, each: Acceptance, revoked: Revoked | None) -> Decided:
    is_there = each.value == value_of(answers, each.name)
    cell, typed = answers.slot(each.name).cell, answers.typed(each.name)
    value = said(cell, typed) if is_there and isinstance(typed, Decimal) else each.value
    counts = said(cell, each.number) if each.number is not None else ""
    label = called(answers, each.name).strip("“”")
    return Decided(
        each.name,
        label,
        value,
        each.reading,
        counts,
        each.reason,
        each.by,
        each.time,
        is_there and not revoked,
        each.codes,
        revoked,
    )


def _settled(finding: Finding, accepted: Acceptance | None, said: Placed) -> Finding:
    officer = said.reason(finding)
    if finding.severity is Severity.ERROR and officer is not None:
        return replace(finding, message=f"{finding.message}。填报人写了已核实，但这是错误，要改")
    if finding.severity is not Severity.WARNING:
        return finding
    if accepted is not None and accepted.closes(finding.code):
        return _closed(finding, f"已核实：{accepted.reason}（{accepted.by}，{accepted.time[:10]}）")
    if officer and not finding.opens:
        return _closed(finding, f"填报人已核实：{officer}")
    if officer:
        return replace(
            finding, message=f"{finding.message}。填报人说已核实：{officer}", hint=f"请认可（xlgen accept），或{finding.hint}"
        )
    if officer == "":
        return replace(finding, message=f"{finding.message}。填报人写了已核实，没有写原因")
    if finding.name in said.names:
        return replace(finding, message=f"{finding.message}。填报人核实的不是现在这个值或这个问题")
    return finding


def _left(said: Placed) -> list[Finding]:
    """What officers answered that is about nothing found now, where no cell's name says why."""
    told = (
        (each, f"写了“已核实{'：' * bool(each.reason)}{each.reason}”，现在的问题里没有对得上的，没有用上") for each in said.left
    )
    return [found("XG227", message, sheet=each.at[0], cell=each.at[1]) for each, message in told]


def _closed(finding: Finding, why: str) -> Finding:
    return replace(finding, severity=Severity.NOTE, opens=False, message=f"{finding.message}。{why}", hint="已核实，不用改")


def _told(answers: Answers, given: ByName, holds: ByName) -> list[Finding]:
    """What no other finding says: that a value counts as understood, and that an answer holds no longer."""
    more = []
    for name, each in given.items():
        if name not in answers.snapshot.slots:
            continue
        sheet, cell = answers.cell(name)
        if name not in holds:
            told = f"{called(answers, name)}核实过的值是“{each.value}”，现为“{value_of(answers, name)}”，那次核实不再有效"
            more.append(replace(found("XG127", told, sheet=sheet, cell=cell), name=name))
        elif each.number is not None:
            counts, typed = (said(answers.slot(name).cell, x) for x in (each.number, answers.typed(name)))
            told = (
                f"{called(answers, name)}按核实认可的 {counts} 计，表上是 {typed}：{each.reason}（{each.by}，{each.time[:10]}）"
            )
            more.append(replace(found("XG128", told, sheet=sheet, cell=cell), name=name))
    return more
