"""Work flow: a doubt of a check → an answer in the record beside the issued forms; or the answers of officers, all at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from getpass import getuser
from pathlib import Path

from xlgen.acceptance.applying import value_of
from xlgen.acceptance.ledger import Ledger, append, read_ledger
from xlgen.acceptance.records import REVOKED, TYPED, UNDERSTOOD, Acceptance
from xlgen.acceptance.remarks import placed
from xlgen.errors import XlgenError
from xlgen.files.paths import existing, one_file
from xlgen.files.temporary import tidy
from xlgen.findings import Finding, Severity
from xlgen.flows.checking import check, readable
from xlgen.issued.manifest import Manifest, find_issued, manifest_of
from xlgen.reports.explain import named
from xlgen.returned.answers import Answers
from xlgen.returned.batch import Return
from xlgen.returned.saying import called, said
from xlgen.words.labels import without_blanks


@dataclass(frozen=True, slots=True)
class Accepted:
    """One answer that was written down, and how its cell is called."""

    acceptance: Acceptance
    called: str
    file: Path
    value: str  # as its cell shows it
    counts: str = ""

    @property
    def said(self) -> str:
        """What was decided, in a sentence."""
        each, cell = self.acceptance, f"{self.acceptance.project} {self.called}"
        if each.reading == REVOKED:
            return f"{cell}：已撤销核实（{each.reason}）"
        counts = f"按 {self.counts} 计" if each.reading == UNDERSTOOD else "按表上的值计"
        codes = f" {'、'.join(each.codes.split())}" if each.codes else ""
        return f"{cell} {self.value or '空白'}：已核实{codes}，{counts}（{each.reason}）"


def accept(
    file: Path | str,
    name: str,
    reason: str,
    issued: Path | str | Sequence[Path | str] | Manifest | None = None,
    *,
    as_understood: bool = False,
    by: str = "",
    revoke: bool = False,
    rules: Path | None = None,
) -> Accepted:
    """Answer for what a check asks about one cell of a form; the answer stands in the register beside the issued forms.

    ``name`` is the cell as a check prints it (``自评表!J16``), its label or its name; ``as_understood`` lets the value that the
    finding proposes count instead of what was typed; ``revoke`` takes the answer back. ``by`` is who says so, the system's user
    where it is "". Nothing is ever removed from the record. ``rules`` are an office's own, as ``check`` takes them.

    XlgenError where nothing is asked about the cell, no value was proposed, or the issued forms are not found.
    """
    [returned] = check(one_file(existing(file)), known := _known(file, issued), rules=rules)
    done = decide(
        readable(returned),
        name,
        reason,
        read_ledger(known.home(returned.code)),
        beside=lambda: _in_its_folder(returned, known, rules),
        as_understood=as_understood,
        by=by,
        revoke=revoke,
    )
    append(known.home(returned.code), [done.acceptance])
    return done


def decide(
    returned: Return,
    name: str,
    reason: str,
    ledger: Ledger,
    *,
    beside: Callable[[], Return],
    as_understood: bool = False,
    by: str = "",
    revoke: bool = False,
) -> Accepted:
    """The same for a form that was judged, and nothing written down; ``beside`` judges it with those it lies with."""
    answers = returned.answers
    assert answers is not None
    slot = _meant(answers, name)
    if not reason.strip():
        raise XlgenError("请用 --reason 写明原因")
    before = ledger.of(returned.code).get(slot)
    if revoke and before is None:
        raise XlgenError(f"{called(answers, slot)}没有核实过，不用撤销")
    done = Acceptance(returned.code, slot, value_of(answers, slot), REVOKED, reason.strip(), by or getuser(), local_time())
    if not revoke:
        doubts = _doubts(returned, slot) or _doubts(beside(), slot)
        finding = _first(doubts, returned, slot, called(answers, slot))
        done = _answer(done, doubts, before)
        done = replace(done, reading=UNDERSTOOD, counts=_proposed(finding, answers)) if as_understood else done
    return _told(done, answers, returned.file)


def _answer(said: Acceptance, doubts: Iterable[Finding], before: Acceptance | None) -> Acceptance:
    """An answer to these doubts, beside those that were answered before for the same value: what was understood still counts."""
    codes, reading, counts = {each.code for each in doubts}, TYPED, ""
    if before is not None and before.value == said.value:
        codes |= set(before.codes.split())
        reading, counts = before.reading, before.counts
    return replace(said, reading=reading, counts=counts, codes=" ".join(sorted(codes)))


def _in_its_folder(returned: Return, known: Manifest, rules: Path | None) -> Return:
    """The same form judged beside those it lies with: some doubts come up only there."""
    beside = check(returned.file.absolute().parent, known, rules=rules)
    return next((each for each in beside if each.form and each.file.name == returned.file.name), returned)


def accept_answered(
    folder: Path | str,
    issued: Path | str | Sequence[Path | str] | Manifest | None = None,
    *,
    by: str = "",
    rules: Path | None = None,
) -> list[Accepted]:
    """Accept all that officers answered for with a reason on the lists that went back with their forms, as it was typed."""
    known = _known(folder, issued)
    ledger = read_ledger(*known.folders)
    done = [
        each
        for returned in check(existing(folder), known, rules=rules)
        for each in officers_answers(returned, by or getuser(), ledger)
    ]
    for home in known.folders:
        append(home, [each.acceptance for each in done if known.home(each.acceptance.project) == home])
    return done


def officers_answers(returned: Return, by: str, ledger: Ledger) -> Iterator[Accepted]:
    """Every doubt of a form that waits for a clerk and that the officer gave a reason for on its list, accepted as it was typed."""
    yield from _officer_s(returned, lambda finding: finding.opens, by, "填报人：", ledger)


def officers_own(returned: Return, ledger: Ledger) -> Iterator[Accepted]:
    """Every doubt of a form that the officer's reason closed by itself, in his own name; what was answered for before is left out."""
    given = ledger.of(returned.code)

    def is_closed(finding: Finding) -> bool:
        known = given.get(finding.name)
        return finding.severity is Severity.NOTE and bool(finding.name) and not (known and known.closes(finding.code))

    yield from _officer_s(returned, is_closed, "填报人", "", ledger)


def _officer_s(
    returned: Return, is_asked: Callable[[Finding], bool], by: str, before: str, ledger: Ledger
) -> Iterator[Accepted]:
    if returned.extract is None or not returned.extract.remarks:
        return
    officer = placed(returned.extract.remarks, returned.findings)
    answers = returned.answers
    assert answers is not None
    given = [(f, reason) for f in returned.findings if is_asked(f) and (reason := officer.reason(f))]
    for name, reason in {f.name: reason for f, reason in given}.items():
        said = Acceptance(returned.code, name, value_of(answers, name), TYPED, f"{before}{reason}", by, local_time())
        doubts = [f for f, _ in given if f.name == name]
        yield _told(_answer(said, doubts, ledger.of(returned.code).get(name)), answers, returned.file)


def _told(done: Acceptance, answers: Answers, file: Path) -> Accepted:
    cell = answers.slot(done.name).cell
    counts = said(cell, done.number) if done.number is not None else ""
    return Accepted(done, called(answers, done.name), file, said(cell, answers.typed(done.name)) or done.value, counts)


def _known(path: Path | str, issued: Path | str | Sequence[Path | str] | Manifest | None) -> Manifest:
    """What was issued: the record stands beside it."""
    known = manifest_of(issued or find_issued(Path(path).absolute()))
    if known is None:
        raise XlgenError("没有找到下发清单，核实的结果没有地方记。请用 --issued 写明下发时的文件夹")
    for folder in known.folders:
        tidy(folder)
    return known


def _as_address(words: str) -> str:
    """An address as it is printed: 自评表!g18 is G18; other words stay as they are."""
    sheet, mark, cell = words.strip().rpartition("!")
    return f"{sheet}{mark}{cell.upper()}" if re.fullmatch(r"[A-Za-z]{1,3}\d+", cell) else words


def _meant(answers: Answers, words: str) -> str:
    """The cell that is meant: by name, by address, by its label."""
    name = named(answers, words if words in answers.snapshot.slots else _as_address(words))
    if name in answers.snapshot.slots:
        return name
    wanted = without_blanks(words).strip("“”")
    found = [
        n
        for n, slot in answers.snapshot.slots.items()
        if without_blanks(called(answers, n)).strip("“”") == wanted and slot.place
    ]
    if len(found) != 1:
        why = "有好几格" if found else "没有这一格，或不是要填、要算的格"
        raise XlgenError(f"“{words}”{why}。请照校验结果里的位置写，如 自评表!G18")
    return found[0]


def _doubts(returned: Return, name: str) -> list[Finding]:
    return [f for f in returned.findings if f.name == name and f.severity is Severity.WARNING]


def _first(asked: Sequence[Finding], returned: Return, name: str, label: str) -> Finding:
    """What is asked about a cell, a gross value before all else; XlgenError where nothing is."""
    wrong = [f for f in returned.findings if f.name == name and f.severity is Severity.ERROR]
    if not asked:
        told = f"{wrong[0].code} {wrong[0].message}。错误要改，不能核实了事" if wrong else f"{label}没有需核实的，不用核实"
        raise XlgenError(told)
    return next((f for f in asked if f.opens), asked[0])


def _proposed(finding: Finding, answers: Answers) -> str:
    if not finding.opens or not finding.expected or not answers.slot(finding.name).cell.is_input:
        raise XlgenError(f"{finding.message}：说不准本来要填多少，不能用 --as-understood，请退回改填")
    return finding.expected


def local_time() -> str:
    """The time as answers have it: local, to the second."""
    return datetime.now().isoformat(timespec="seconds")
