"""Work flow: returned files → answers and findings, held against what was issued."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from xlgen.catalogue import found
from xlgen.errors import Refused
from xlgen.files.returns import files_in
from xlgen.issued.manifest import Manifest
from xlgen.returned.answers import read_answers
from xlgen.returned.batch import Batch, Return
from xlgen.returned.identity import issued_snapshot
from xlgen.rules.all_rules import RULES
from xlgen.rules.registry import Rule, validate, validate_batch
from xlgen.workbook.ooxml.reader import WorkbookRecord, read_workbook

__all__ = ["Return", "check", "check_all", "check_file", "files_in"]


def check_file(path: Path, manifest: Manifest | None, own: Sequence[Rule] = ()) -> Return:
    """One file's answers and findings; a file that cannot be read becomes one finding, never an exception.

    ``own`` are rules beside those of xlgen (``own_rules``).
    """
    return judge(path, lambda: read_workbook(path), manifest, own)


def judge(path: Path, read: Callable[[], WorkbookRecord], manifest: Manifest | None, own: Sequence[Rule] = ()) -> Return:
    """The same for a workbook that stands elsewhere than on disk, such as one that is open; ``path`` is what it is called."""
    try:
        book = read()
        snapshot, extra = issued_snapshot(book, manifest)
    except Refused as refusal:
        return Return(path, None, (found(refusal.code, refusal.reason, refusal.remedy),))
    answers = read_answers(snapshot, book)
    return Return(path, answers, (*extra, *validate(answers, (*RULES, *own))))


def check(
    paths: Sequence[Path],
    manifest: Manifest | None,
    progress: Callable[[Sequence[Path]], Any] = iter,
    own: Sequence[Rule] = (),
) -> Iterator[Return]:
    """Every file in turn."""
    for path in progress(files_in(paths)):
        yield check_file(path, manifest, own)


def check_all(
    paths: Sequence[Path],
    manifest: Manifest | None,
    progress: Callable[[Sequence[Path]], Any] = iter,
    own: Sequence[Rule] = (),
) -> list[Return]:
    """Every file, then all of them held side by side: returned twice, missing, copied from one another.

    What is missing is known with a manifest and where a folder is checked, not where single files are named: such a project
    is a ``Return`` with status ``missing`` and without answers, behind the files.
    """
    rules = (*RULES, *own)
    returns = list(check(paths, manifest, progress, own))
    if manifest is None:
        return validate_batch(Batch(returns), rules)
    if any(path.is_dir() for path in paths):
        present = {each.code for each in returns}
        names = {code: snapshot.identity.get("name", "") for code, snapshot in manifest.snapshots.items()}
        absent = [(code, file) for code, file in manifest.files.items() if code not in present]
        returns += [Return(Path(file), None, (), code, names.get(code, "")) for code, file in absent]
    return validate_batch(Batch(returns, manifest.snapshots, manifest.files), rules)
