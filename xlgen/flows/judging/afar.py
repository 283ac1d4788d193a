"""What was issued, wherever it lies: in a folder on disk, or at an address."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xlgen.acceptance.ledger import NAME as LEDGER
from xlgen.files.afar.urls import folder_on_disk, is_address
from xlgen.issued.manifest import NAME as MANIFEST
from xlgen.issued.manifest import Manifest, manifest_of
from xlgen.register.opening import NAME as REGISTER

READ = (REGISTER, MANIFEST, LEDGER)  # of a folder of issued forms: what a judge reads


def on_this_disk(issued: Path | str) -> Path:
    """The folder of what was issued, or a copy of what is read of it where it lies at an address."""
    return folder_on_disk(str(issued), READ) if is_address(issued) else Path(issued)


def issued_at(issued: Path | str | Sequence[Path | str] | Manifest | None) -> Manifest | None:
    """What was issued, as ``manifest_of`` gives it, at addresses, too."""
    if issued is None or isinstance(issued, Manifest):
        return issued
    if isinstance(issued, Path | str):
        return manifest_of(on_this_disk(issued) if is_address(issued) else issued)
    return manifest_of([on_this_disk(each) if is_address(each) else each for each in issued])
