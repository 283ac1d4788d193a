"""Work flow: what was issued → the list as text, as ``manifest.json`` had it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from xlgen.issued.manifest import Manifest, form_lines, read_manifest
from xlgen.issued.manifest_json import manifest_text


def export_manifest(issued: Path | str | Sequence[Path | str] | Manifest) -> Iterator[str]:
    """The list of a batch as JSON in pieces, one project after the other; docs/格式.md describes it.

    ``issued`` is the folder (or the manifest) of what was issued. Refused where it is missing or damaged.

    >>> "".join(export_manifest("下发"))[:12]
    '{"version":2'
    """
    manifest = issued if isinstance(issued, Manifest) else read_manifest(issued)
    template = "、".join(dict.fromkeys(act.template for act in manifest.acts if act.template))
    return manifest_text(form_lines(manifest), template, min((act.day for act in manifest.acts if act.day), default=""))
