"""What was issued in a batch: truth for everything that comes back.

It is kept in ``register.sqlite`` (``xlgen.register``), by versions before in ``manifest.json``; where both lie in a folder, the
register counts.
"""

from __future__ import annotations

import os.path
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from xlgen.catalogue import refuse
from xlgen.errors import XlgenError
from xlgen.files.paths import path_of
from xlgen.issued.joined import Joined, head_in, lines_in
from xlgen.issued.manifest_json import form_line, read_json
from xlgen.issued.shelved import Shelved
from xlgen.issued.snapshot import Snapshot
from xlgen.register.keeping import Act, FormLine, Shelf
from xlgen.register.opening import NAME as REGISTER

NAME = "manifest.json"
BOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".csv")  # what is named by mistake
FOLDERS = "下发", "issued"  # what the folder of issued forms is called that is found by itself


@dataclass(frozen=True, slots=True)
class Manifest:
    """Issued snapshots by 项目编码, the file name each was issued under, and the folder they lie in.

    A snapshot is read when it is asked for: whoever goes through all of them reads one after the other. ``homes`` are the folders
    of projects where several batches are held together.
    """

    snapshots: Mapping[str, Snapshot]
    files: Mapping[str, str]
    folder: Path = Path()
    contacts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # 项目编码 → how to reach the unit, by title
    listed: Mapping[str, FormLine] = field(default_factory=dict, compare=False)  # names and units, without reading a snapshot
    homes: Mapping[str, Path] = field(default_factory=dict)
    acts: tuple[Act, ...] = field(default=(), compare=False)  # what was done to make it

    def home(self, code: str) -> Path:
        """The folder a project's form was issued in."""
        return self.homes.get(code, self.folder)

    @property
    def names(self) -> Mapping[str, str]:
        """项目名称 by 项目编码, without reading a snapshot."""
        return {code: line.name for code, line in self.listed.items()}

    @property
    def folders(self) -> list[Path]:
        """Every folder that something was issued in."""
        return list(dict.fromkeys([self.folder, *self.homes.values()]))

    def identity(self, code: str) -> Mapping[str, str]:
        """项目编码, 项目名称, 实施单位 and the like, {} of a project that was not issued."""
        return self._said(code, "identity")

    def further(self, code: str) -> Mapping[str, str]:
        """What the roster's columns of the office's own say of a project."""
        return self._said(code, "further")

    def _said(self, code: str, key: str) -> Mapping[str, str]:
        found: Mapping[str, str] = head_in(self.snapshots, code).get(key, {})
        return found


def read_manifest(issued: Path | str | Sequence[Path | str]) -> Manifest:
    """A batch from its folder or its file, or several held together. Refused where one is missing, damaged or of another version.

    Of a project that was issued in several, the newest revision counts. XlgenError where two that differ are of one revision.
    """
    if isinstance(issued, Path | str):
        return _one(path_of(issued))
    return _together([_one(path) for path in dict.fromkeys(map(path_of, issued))])


def _one(path: Path) -> Manifest:
    file = _file(path)
    if file.suffix.lower() == ".json":
        snapshots, listed, act = read_json(file)
        return _manifest(snapshots, listed, file, [act])
    shelf = Shelf(file)
    known = {line.code: line for line in shelf.listed()}
    return _manifest(Shelved(shelf, known), known, file, shelf.acts())


def _manifest(snapshots: Mapping[str, Snapshot], listed: Mapping[str, FormLine], file: Path, acts: Sequence[Act]) -> Manifest:
    files = {code: line.file for code, line in listed.items()}
    contacts = {code: line.contacts for code, line in listed.items() if line.contacts}
    return Manifest(snapshots, files, file.parent, contacts, listed, acts=tuple(acts))


def _file(path: Path) -> Path:
    """The register or the older list that is meant."""
    file = _in_folder(path) or path / REGISTER if path.is_dir() else path
    if file.is_file() and file.suffix.lower() in BOOKS:
        raise refuse("XG050", f"{path} 是工作簿，不是下发时的文件夹")
    if not file.is_file():
        raise refuse("XG050", f"{path} 里没有 {REGISTER}，也没有 {NAME}" if path.is_dir() else f"没有 {path}")
    return file


def _in_folder(folder: Path) -> Path | None:
    return next((folder / name for name in (REGISTER, NAME) if (folder / name).is_file()), None)


def _together(several: Sequence[Manifest]) -> Manifest:
    if len(several) == 1:
        return several[0]
    counts: dict[str, Manifest] = {}
    for each in several:
        for code, line in each.listed.items():
            known = counts.setdefault(code, each)
            if line.revision > known.listed[code].revision:
                counts[code] = each
            elif known is not each and line.revision == known.listed[code].revision:
                _refuse_two(known, each, code)
    return Manifest(
        Joined({code: each.snapshots for code, each in counts.items()}),
        {code: each.files[code] for code, each in counts.items()},
        several[0].folder,
        {code: each.contacts[code] for code, each in counts.items() if code in each.contacts},
        {code: each.listed[code] for code, each in counts.items()},
        {code: each.folder for code, each in counts.items()},
        tuple(act for each in several for act in each.acts),
    )


def _refuse_two(one: Manifest, other: Manifest, code: str) -> None:
    if one.snapshots[code] != other.snapshots[code]:
        raise XlgenError(
            f"项目“{code}”在 {one.folder} 和 {other.folder} 里各下发过一次，内容不一样，不知道以哪一次为准。请只写明一个文件夹，分开校验"
        )


def manifest_of(issued: Path | str | Sequence[Path | str] | Manifest | None) -> Manifest | None:
    """The manifest meant by its folder or file, or several; one that was read already is taken as it is."""
    return issued if issued is None or isinstance(issued, Manifest) else read_manifest(issued)


def find_issued(paths: Path | str | Iterable[Path | str]) -> Path | None:
    """The folder with the manifest of returned files, or of folders of them: beside them, one folder up, or 下发 two folders up.

    XlgenError where different ones lie beside several of them.
    """
    several = [paths] if isinstance(paths, Path | str) else paths
    found = sorted({place for path in several if (place := _near(path_of(path)))})
    if len(found) > 1:
        raise XlgenError(f"旁边的下发清单不止一份（{'、'.join(map(str, found))}），请用 --issued 写明用哪一份")
    return next(iter(found), None)


def _near(path: Path) -> Path | None:
    whole = Path(os.path.normpath(path.absolute()))  # of a path with "..", the parent by spelling is another folder
    folder = whole if whole.is_dir() else whole.parent
    near = (base / name for base in (folder, folder.parent) for name in ("", *FOLDERS))
    places = (*near, *(folder.parent.parent / name for name in FOLDERS))
    found = next((place for place in places if _in_folder(place)), None)
    return found if found is None or path.is_absolute() else Path(os.path.relpath(found))


def every_revision(manifest: Manifest, act: int) -> Iterator[FormLine]:
    """Every form that was issued in the n-th act of a batch, also those that do not count any more, with its snapshot's text."""
    return manifest.snapshots.shelf.of_act(act) if isinstance(manifest.snapshots, Shelved) else form_lines(manifest)


def form_lines(manifest: Manifest) -> Iterator[FormLine]:
    """Every form of a batch with its snapshot's text, one after the other."""
    for code, line in manifest.listed.items():
        if lines := lines_in(manifest.snapshots, code):
            yield replace(line, head=lines[0], pieces=lines[1:])
        else:
            yield form_line(line.file, manifest.snapshots[code], line.contacts)
