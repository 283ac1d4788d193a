"""A batch that was issued without a campaign, taken into one: its forms, all their revisions, and what was answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePosixPath

from xlgen.acceptance.ledger import read_ledger
from xlgen.acceptance.records import Acceptance
from xlgen.campaign.folder import OUT
from xlgen.errors import XlgenError
from xlgen.files.saving import put
from xlgen.files.sources import COVER
from xlgen.issued.manifest import Manifest, every_revision, read_manifest
from xlgen.register.deflating import WORDS
from xlgen.register.keeping import Act, FormLine, Keeper
from xlgen.register.opening import fresh
from xlgen.register.recording import acting as acts
from xlgen.register.recording.act_files import ActRecord, pending_forms, put_record, shelved

FIRST = 2  # number of the first of its acts: the campaign itself was begun by act 1


@dataclass(frozen=True, slots=True)
class EarlierBatch:
    """A batch: what it issued and what was answered; for which year and department, and by when, as its forms say."""

    manifest: Manifest
    answers: tuple[Acceptance, ...]
    year: int
    department: str
    deadline: str


def batch_in(issued: Path | str) -> EarlierBatch:
    """The batch in a folder, also one that an earlier version wrote. Refused where there is none; XlgenError where it is empty."""
    manifest = read_manifest(issued)
    first = next(iter(manifest.snapshots.values()), None)
    if first is None:
        raise XlgenError(f"{issued} 里一张表也没有下发过，没有可接过来的")
    said = first.identity
    year = said.get("year", "")
    return EarlierBatch(
        manifest,
        read_ledger(*manifest.folders).record,
        int(year) if year.isdecimal() else 0,
        said.get("department", ""),
        first.deadline,
    )


def put_batch(batch: EarlierBatch, root: Path, by: str, day: str) -> None:
    """Its forms and records, an act for each of its acts, into a campaign's folder that nobody sees yet."""
    number = FIRST
    for number, act in enumerate(batch.manifest.acts, FIRST):
        forms = [replace(each, file=f"{OUT}/{each.file}") for each in every_revision(batch.manifest, number - FIRST)]
        with fresh(pending_forms(root), WORDS) as connection:
            keeper = Keeper(connection)
            keeper.begin(Act("issue", act.template, act.day, act.approval))
            for form in forms:
                keeper.keep(form)
        said = {"template": act.template, "approval": act.approval, "origin": act.origin or str(batch.manifest.folder)}
        put_record(root, ActRecord(number, "issue", by, acts.moment(), act.day or day, said, (), shelved(root, number)))
    rows = [("answers", asdict(each)) for each in batch.answers]
    told = {"origin": str(batch.manifest.folder), "answers": len(rows)}
    put_record(root, ActRecord(number + 1, "adopt", by, acts.moment(), day, told, rows))
    for source, place in _copied(batch.manifest):
        put(root / OUT / place, source.read_bytes())


def _copied(manifest: Manifest) -> Iterator[tuple[Path, str]]:
    """Files of its forms that are still there, with the lists beside them."""
    lines: list[FormLine] = [each for act in range(len(manifest.acts)) for each in every_revision(manifest, act)]
    files = dict.fromkeys(line.file for line in lines)
    for folder in dict.fromkeys(str(PurePosixPath(file).parent) for file in files):
        files |= dict.fromkeys(
            path.relative_to(manifest.folder).as_posix() for path in sorted((manifest.folder / folder).glob(f"{COVER}*"))
        )
    for file in files:
        if (manifest.folder / file).is_file():
            yield manifest.folder / file, file
