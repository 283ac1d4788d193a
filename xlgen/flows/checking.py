"""Work flow: returned files → answers and findings, held against what was issued."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from xlgen.acceptance.applying import answered, taken
from xlgen.acceptance.ledger import NAME as LEDGER
from xlgen.acceptance.ledger import NOTHING, Ledger, read_ledger
from xlgen.catalogue import found
from xlgen.errors import Refused, XlgenError
from xlgen.files.mishaps import recorded
from xlgen.files.obstacles import said_of_file
from xlgen.files.paths import listed, path_of
from xlgen.files.same_files import first_of_each
from xlgen.files.sources import Gathered, Source, gather
from xlgen.issued.manifest import Manifest, manifest_of
from xlgen.returned.answers import read_answers
from xlgen.returned.batch import Attachment, Batch, Checked, Return, told_by_name
from xlgen.returned.identity import issued_snapshot
from xlgen.returned.taking import chosen
from xlgen.rules.all_rules import RULES
from xlgen.rules.registry import Rule, validate, validate_batch
from xlgen.workbook.ooxml.guard import FORM_LIMITS
from xlgen.workbook.reading import read_either
from xlgen.workbook.records import WorkbookRecord


def read_form(source: Source) -> WorkbookRecord:
    """A returned form as it came, held to the limits of a form. Refused (XG0xx) where the guard stops it."""
    return read_either(source.content(FORM_LIMITS.file_bytes), FORM_LIMITS)


def check_file(path: Path, manifest: Manifest | None, own: Sequence[Rule] = ()) -> Return:
    """One file's answers and findings; a file that cannot be read becomes one finding, never an exception.

    ``own`` are rules beside those of xlgen (``own_rules``).
    """
    return judge(path, partial(read_form, Source(path)), manifest, own)


def judge(path: Path, read: Callable[[], WorkbookRecord], manifest: Manifest | None, own: Sequence[Rule] = ()) -> Return:
    """The same for a workbook that stands elsewhere than on disk, such as one that is open; ``path`` is what it is called."""
    given = _given(manifest)
    returned = _judged(path, read, manifest, own, given)
    return answered(returned, given)


def _given(manifest: Manifest | None) -> Ledger:
    return read_ledger(*manifest.folders) if manifest else NOTHING


def _judged(
    path: Path, read: Callable[[], WorkbookRecord], manifest: Manifest | None, own: Sequence[Rule], given: Ledger
) -> Return:
    try:
        book = read()
        snapshot, extra = issued_snapshot(book, manifest)
        accepted = given.of(snapshot.code)
        answers = read_answers(snapshot, book, taken=lambda form: taken(form, accepted))
        return Return(path, answers, (*extra, *validate(answers, (*RULES, *own))))
    except Refused as refusal:
        return Return(path, None, (found(refusal.code, refusal.reason, refusal.remedy),))
    except XlgenError:
        raise
    except OSError as error:
        return Return(path, None, (found("XG001", said_of_file(error)),))
    except Exception as error:  # it must not end the check of all others
        return Return(path, None, (found("XG057", f"校验这份表时程序出错：{recorded(error)}"),))


def check(
    paths: Path | str | Iterable[Path | str],
    issued: Path | str | Sequence[Path | str] | Manifest | None = None,
    progress: Callable[[Sequence[Source]], Any] = iter,
    rules: Path | str | None = None,
    take: Iterable[Path | str] = (),
) -> Checked:
    """How every returned file stands, and all of them side by side: returned twice, missing, copied from one another.

    ``paths`` are files, or folders and zips of which all that look like returns are taken, and what is no form is told; ``issued``
    is the folder (or the manifest) of what was issued, without which nothing says what is missing. A file that cannot be read is a ``Return`` with one
    finding. What is missing is known where a folder is checked, not where single files are named: such a project is a
    ``Return`` with status ``missing`` and without answers, behind the files. ``progress`` wraps the list of files;
    ``rules`` is a Python file with rules of one's own (or a template that names it), judged beside those of xlgen. Copies of one
    file are one return; ``take`` are files that count where a project was returned in several forms.

    XlgenError where a path is not there or the rules cannot be run; Refused where the manifest is missing or damaged.

    >>> [(each.file.name, str(each.status)) for each in check("回收", "下发")]
    [('P001_培训.xlsx', 'sound')]
    """
    manifest, known = manifest_of(issued), listed(paths)
    inside = gather(known)
    is_whole = any(path.is_dir() for path in known)
    judged = judge_together(
        inside.forms, manifest, _own(rules), progress=progress, is_whole=is_whole, take=list(map(path_of, take))
    )
    return Checked(judged, _attached(inside, manifest, judged), inside.unseen)


def _attached(inside: Gathered, manifest: Manifest | None, judged: Sequence[Return]) -> list[Attachment]:
    codes = {each.code: each.code for each in judged if each.code}
    files = manifest.files if manifest else {each.code: each.file.name for each in judged if each.code}
    names = codes | {Path(file).stem: code for code, file in files.items()}
    return [Attachment(each.path, told_by_name(each.path, names)) for each in inside.attachments]


def judge_together(
    sources: Sequence[Source],
    manifest: Manifest | None,
    own: Sequence[Rule] = (),
    *,
    read: Callable[[Source], WorkbookRecord] = read_form,
    progress: Callable[[Sequence[Source]], Any] = iter,
    is_whole: bool = False,
    take: Sequence[Path] = (),
) -> list[Return]:
    """The same for files that are known one by one, in their order; ``is_whole``: what is not among them is missing."""
    given = _given(manifest)
    sources, copies = first_of_each(sources)
    returns = [_judged(each.path, partial(read, each), manifest, own, given) for each in progress(sources)]
    returns = chosen([replace(each, copies=copies.get(each.file, ())) for each in returns], take)
    if manifest is None:
        return _with_answers(_side_by_side(Batch(returns), (*RULES, *own)), NOTHING)
    if is_whole:
        present = {each.code for each in returns}
        returns += [_awaited(code, manifest) for code in manifest.files if code not in present]
    judged = _side_by_side(Batch(returns, manifest.snapshots, manifest.files, manifest.names), (*RULES, *own))
    return _with_answers(judged, given)


def _awaited(code: str, manifest: Manifest) -> Return:
    name, unit = (manifest.identity(code).get(key, "") for key in ("name", "unit"))
    contacts = manifest.contacts.get(code, {})
    return Return(Path(manifest.files[code]), None, (), code, name, manifest.further(code), unit, contacts)


def _with_answers(judged: Sequence[Return], given: Ledger) -> list[Return]:
    settled = [answered(each, given) for each in judged]
    if given.unread and settled:
        rows = "、".join(map(str, given.unread))
        settled[0] = settled[0].with_findings([found("XG129", f"“{LEDGER}”第 {rows} 行读不懂，没有用上")])
    return settled


def _side_by_side(batch: Batch, rules: Sequence[Rule]) -> list[Return]:
    try:
        return validate_batch(batch, rules)
    except Exception as error:  # what was found in each form stays
        told = found("XG058", f"把各份表放在一起校验时程序出错：{recorded(error)}")
        return [each.with_findings([told] if i == 0 else []) for i, each in enumerate(batch.returns)]


def _own(rules: Path | str | None) -> Sequence[Rule]:
    if rules is None:
        return ()
    from xlgen.flows.own_rules import own_rules  # few have any: it would slow every start

    return own_rules(path_of(rules))


def readable(returned: Return) -> Return:
    """The same; XlgenError, with how it stands and all that was found, where it could not be read."""
    if returned.answers is None:
        raise XlgenError(f"{returned.standing}：" + "；".join(f"{f.code} {f.message}（{f.hint}）" for f in returned.findings))
    return returned
