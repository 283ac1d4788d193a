"""Snapshots of several batches held together, each read from where it is kept; and what their heads say without reading more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from xlgen.issued.shelved import Shelved
from xlgen.issued.snapshot import Snapshot

Snapshots = Mapping[str, Snapshot]


class Joined(Mapping[str, Snapshot]):
    """By 项目编码, each from the batch it counts in."""

    def __init__(self, homes: Mapping[str, Snapshots]) -> None:
        self.homes = homes

    def __len__(self) -> int:
        return len(self.homes)

    def __iter__(self) -> Iterator[str]:
        return iter(self.homes)

    def __contains__(self, code: object) -> bool:
        return code in self.homes

    def __getitem__(self, code: str) -> Snapshot:
        return self.homes[code][code]


def head_in(snapshots: Snapshots, code: str) -> Mapping[str, Any]:
    """``identity`` and ``further`` of a form, {} where it was not issued."""
    if code not in snapshots:
        return {}
    if isinstance(snapshots, Joined):
        return head_in(snapshots.homes[code], code)
    if isinstance(snapshots, Shelved):
        return snapshots.head(code)
    return {key: getattr(snapshots[code], key) for key in ("identity", "further")}


def lines_in(snapshots: Snapshots, code: str) -> tuple[str, ...]:
    """A form's text as it is kept; of one that is kept nowhere as text, none."""
    if isinstance(snapshots, Joined):
        return lines_in(snapshots.homes[code], code)
    return snapshots.lines(code) if isinstance(snapshots, Shelved) else ()


def fingerprint_in(snapshots: Snapshots, code: str) -> bytes:
    """What only forms of the same text have, as far as they are kept as text; else b""."""
    if isinstance(snapshots, Joined):
        return fingerprint_in(snapshots.homes[code], code)
    return snapshots.fingerprint(code) if isinstance(snapshots, Shelved) else b""
