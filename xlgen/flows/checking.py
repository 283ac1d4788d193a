"""Work flow: returned files → answers and findings, held against what was issued."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlgen.acceptance.applying import answered
from xlgen.acceptance.ledger import NAME as LEDGER
from xlgen.acceptance.ledger import Ledger
from xlgen.catalogue import found
from xlgen.errors import XlgenError
from xlgen.files.afar.urls import is_address, is_folder
from xlgen.files.mishaps import recorded
from xlgen.files.paths import listed, path_of
from xlgen.files.same_files import first_of_each
from xlgen.files.sources import Gathered, Source, gather
from xlgen.flows.judging.afar import issued_at
from xlgen.flows.judging.judge import Judge, judge_of, read_form
from xlgen.flows.judging.many import returns_of
from xlgen.flows.judging.means import Means
from xlgen.issued.manifest import Manifest
from xlgen.returned.batch import Attachment, Batch, Checked, ProjectNames, Return
from xlgen.returned.taking import chosen
from xlgen.rules.all_rules import RULES
from xlgen.rules.registry import Rule, validate_batch
from xlgen.workbook.records import WorkbookRecord

if TYPE_CHECKING:
    from xlgen.flows.own_rules import OwnRules

ALONE = Means()


def check_file(path: Path, manifest: Manifest | None, own: Sequence[Rule] = ()) -> Return:
    """One file's answers and findings; a file that cannot be read becomes one finding, never an exception.

    ``own`` are rules beside those of xlgen (``own_rules``).
    """
    return judge(path, partial(read_form, Source(path)), manifest, own)


def judge(path: Path, read: Callable[[], WorkbookRecord], manifest: Manifest | None, own: Sequence[Rule] = ()) -> Return:
    """The same for a workbook that stands elsewhere than on disk, such as one that is open; ``path`` is what it is called."""
    one = judge_of(manifest, (*RULES, *own))
    return answered(one.judged(path, read), one.given)


def check(
    paths: Path | str | Iterable[Path | str],
    issued: Path | str | Sequence[Path | str] | Manifest | None = None,
    progress: Callable[[Sequence[Source]], Any] = iter,
    rules: Path | str | None = None,
    take: Iterable[Path | str] = (),
    means: Means = ALONE,
) -> Checked:
    """How every returned file stands, and all of them side by side: returned twice, missing, copied from one another.

    ``paths`` are files, or folders and zips of which all that look like returns are taken, and what is no form is told; ``issued``
    is the folder (or the manifest) of what was issued, without which nothing says what is missing. A file that cannot be read is a ``Return`` with one
    finding. What is missing is known where a folder is checked, not where single files are named: such a project is a
    ``Return`` with status ``missing`` and without answers, behind the files. ``progress`` wraps the list of files;
    ``rules`` is a Python file with rules of one's own (or a template that names it), judged beside those of xlgen. Copies of one
    file are one return; ``take`` are files that count where a project was returned in several forms. ``means`` says how many
    processes judge, and where it is kept what was found, so that a file that did not change is not judged again. Of more than a few files only an extract is kept: ``answers`` then
    opens a file once more.

    XlgenError where a path is not there or the rules cannot be run; Refused where the manifest is missing or damaged.

    >>> [(each.file.name, str(each.status)) for each in check("回收", "下发")]
    [('P001_培训.xlsx', 'sound')]
    """
    manifest, known = issued_at(issued), _named(paths)
    inside, file = gather(known), path_of(rules) if rules is not None else None
    own, apart = _own(file), first_of_each(inside.forms)
    one = judge_of(manifest, (*RULES, *(own.rules if own else ())), own.run if own else None)
    found = returns_of(apart.kept, one, file, apart.digests, means, progress)
    is_whole = any(is_folder(path) if isinstance(path, str) else path.is_dir() for path in known)
    judged = _together(found, apart.copies, one, is_whole, list(map(path_of, take)))
    return Checked(judged, _attached(inside, manifest, judged), inside.unseen)


def _named(paths: Path | str | Iterable[Path | str]) -> list[Path | str]:
    """Paths that exist, and addresses, which stay text."""
    several = list(paths) if isinstance(paths, Iterable) and not isinstance(paths, str) else [paths]
    here = iter(listed([each for each in several if not is_address(each)]))
    return [str(each) if is_address(each) else next(here) for each in several]


def _attached(inside: Gathered, manifest: Manifest | None, judged: Sequence[Return]) -> list[Attachment]:
    if not inside.attachments:
        return []
    codes = {each.code: each.code for each in judged if each.code}
    files = manifest.files if manifest else {each.code: each.file.name for each in judged if each.code}
    names = codes | {Path(file).stem: code for code, file in files.items()}
    told = ProjectNames(names).told
    return [Attachment(each.path, told(each.path)) for each in inside.attachments]


def judge_together(
    sources: Sequence[Source],
    manifest: Manifest | None,
    *,
    read: Callable[[Source], WorkbookRecord] = read_form,
    progress: Callable[[Sequence[Source]], Any] = iter,
) -> list[Return]:
    """The same for files that are known one by one, in their order, their workbooks at hand."""
    one, apart = judge_of(manifest, RULES), first_of_each(sources)
    returns = [one.judged(each.path, partial(read, each)) for each in progress(apart.kept)]
    return _together(returns, apart.copies, one)


def _together(
    returns: Sequence[Return],
    copies: Mapping[Path, tuple[Path, ...]],
    judge: Judge,
    is_whole: bool = False,
    take: Sequence[Path] = (),
) -> list[Return]:
    """Returns held side by side, then against what was answered for; ``is_whole``: what is not among them is missing."""
    manifest = judge.manifest
    returns = chosen([replace(each, copies=copies[each.file]) if each.file in copies else each for each in returns], take)
    if manifest is None:
        return _with_answers(_side_by_side(Batch(returns), judge.rules), judge.given)
    if is_whole:
        present = {each.code for each in returns}
        returns += [_awaited(code, manifest) for code in manifest.files if code not in present]
    judged = _side_by_side(Batch(returns, manifest.snapshots, manifest.files, manifest.names), judge.rules)
    return _with_answers(judged, judge.given)


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


def _own(rules: Path | None) -> OwnRules | None:
    if rules is None:
        return None
    from xlgen.flows.own_rules import own_run  # few have any: it would slow every start

    return own_run(rules)


def readable(returned: Return) -> Return:
    """The same; XlgenError, with how it stands and all that was found, where it could not be read."""
    if returned.answers is None:
        raise XlgenError(f"{returned.standing}：" + "；".join(f"{f.code} {f.message}（{f.hint}）" for f in returned.findings))
    return returned
