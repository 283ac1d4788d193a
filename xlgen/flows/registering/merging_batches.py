"""Work flow: the registers of several batches → one register that holds all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from xlgen.acceptance.ledger import read_ledger
from xlgen.errors import XlgenError
from xlgen.files.paths import folder, path_of
from xlgen.files.saving import together
from xlgen.files.temporary import tidy
from xlgen.flows.issuing import places_told
from xlgen.issued.manifest import Manifest, every_revision, read_manifest
from xlgen.register.deflating import WORDS
from xlgen.register.keeping import Act, FormLine, Keeper
from xlgen.register.merging import Contradicted, absorb_answers, absorb_forms
from xlgen.register.opening import NAME, fresh


@dataclass(frozen=True, slots=True)
class Merged:
    """How many projects and answers one register holds of how many batches, and what is to be known of its place."""

    batches: int
    projects: int
    answers: int
    told: tuple[str, ...] = ()


def merge(issued: Sequence[Path | str], out: Path | str) -> Merged:
    """The registers of several batches (their folders, or files), as one in the folder ``out``, all of it or nothing.

    Answers and revisions of before come along; the forms themselves stay where they are. Registers that were merged can be
    merged again: counties → prefecture → province. A project of several batches counts in its newest revision.

    XlgenError where two contradict each other, or ``out`` has a register.
    """
    out, paths = folder(out), list(dict.fromkeys(map(path_of, issued)))
    tidy(out)
    if (out / NAME).exists():
        raise XlgenError(f"{out} 里已有 {NAME}，不会覆盖。请换一个空文件夹，把几批一起重新并入")
    with together(out, NAME) as stage, fresh(stage / NAME, WORDS) as connection:
        keeper = Keeper(connection)
        for path in paths:
            manifest = read_manifest(path)
            try:
                for act, forms in _by_act(manifest, str(path)):
                    keeper.begin(act)
                    absorb_forms(connection, keeper, forms)
            except Contradicted as error:
                raise XlgenError(
                    f"项目“{error.code}”在 {error.origin} 和 {path} 里各下发过一次，内容不一样，不知道以哪一次为准，没有并。请先核对项目编码"
                ) from None
            absorb_answers(connection, map(astuple, read_ledger(manifest.folder).record))
        counts = (
            connection.execute(f"SELECT count({what}) FROM {table}").fetchone()[0]
            for what, table in (("DISTINCT code", "forms"), ("*", "answers"))
        )
        projects, answers = counts
    return Merged(len(paths), projects, answers, places_told(out))


def _by_act(manifest: Manifest, origin: str) -> Iterator[tuple[Act, Iterator[FormLine]]]:
    """Forms of every revision by the act they were issued in; where they come from stays what it was first."""
    for number, act in enumerate(manifest.acts):
        yield replace(act, origin=act.origin or origin), every_revision(manifest, number)
