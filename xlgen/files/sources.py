"""What came in: files named, in folders and in zips – forms to be read, attachments, and what nobody looks at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xlgen.errors import Refused
from xlgen.files import archives
from xlgen.files.afar import urls
from xlgen.files.placing import FOLDER_WORDS
from xlgen.files.temporary import PREFIX

FORMS = frozenset(".xlsx .xlsm .xls .et .ett .xlsb .ods .csv .htm .html".split())
ATTACHMENTS = frozenset(".pdf .ofd .doc .docx .wps".split())
ARCHIVE = ".zip"
NOBODYS = frozenset(
    "thumbs.db desktop.ini register.sqlite register.sqlite-journal manifest.json 核实记录.jsonl".split()
)  # written by systems, and by xlgen beside forms
OURS = re.compile(rf"_(?:{'|'.join(FOLDER_WORDS.values())})\d*$")  # what xlgen writes beside the returns, and after them

WHY = {
    **dict.fromkeys((".rar", ".7z", ".tar", ".gz", ".tgz"), "这种压缩包打不开，请解压后放进来"),
    **dict.fromkeys((".eml", ".msg", ".mht"), "是邮件，请把附件另存出来"),
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".gif", ".webp", ".heic"), "是图片"),
}
OTHER = "不是表格"
COVER = "报送清单"  # goes out with the forms of a unit, and comes back with them
COVER_LIST = "是随表下发的报送清单，不是自评表"
WRITTEN_BY_US = "是退回、修复、校验写出来的，不算报送；确是报送件的，请改名"
NOTHING = "压缩包里没有文件"
TOO_DEEP = "压缩包里套着压缩包，又套着压缩包，请解压后放进来"


@dataclass(frozen=True, slots=True)
class Source:
    """A file that came in. ``path`` is what it is called: within an archive, the archive's own path stands for a folder.

    ``inside`` are the numbers of the members that lead to it within the file ``archive``; ``problem`` is why it cannot be opened.
    ``address`` is where the file, or the archive, lies if not on disk (``files.afar``).
    """

    path: Path
    archive: Path | None = None
    inside: tuple[int, ...] = ()
    problem: Refused | None = None
    address: str = ""

    def content(self, most: int) -> Path | bytes:
        """Where it lies on disk, or its bytes, one more than ``most`` at most; Refused where it cannot be unpacked."""
        if self.problem is not None:
            raise self.problem
        if self.archive:
            return archives.content(self.on_disk, self.inside, most)
        return urls.content(self.address, most) if self.address else self.path

    @property
    def on_disk(self) -> Path:
        """The file itself, or the archive it lies in; a copy where it lies elsewhere."""
        return urls.on_disk(self.address) if self.address else self.archive or self.path


@dataclass(frozen=True, slots=True)
class Unseen:
    """A file that nobody looked at, and why."""

    path: Path
    why: str


@dataclass(slots=True)
class Gathered:
    """All that lies in what was named, each list in the order of names."""

    forms: list[Source] = field(default_factory=list)
    attachments: list[Source] = field(default_factory=list)
    unseen: list[Unseen] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many files are in one of the lists."""
        return len(self.forms) + len(self.attachments) + len(self.unseen)


def gather(paths: Sequence[Path | str]) -> Gathered:
    """What files, folders and zips hold; what the system or xlgen itself wrote there is left out, anything else is in a list.

    A file that is named is looked at whatever it is called. A path that is text is an address.
    """
    found, seen = Gathered(), set[Path]()
    for path in paths:
        for source, place in _at_address(path) if isinstance(path, str) else _on_disk(path):
            if source.path not in seen:
                seen.add(source.path)
                _sort(found, source, place)
    archives.close()
    return found


def _on_disk(path: Path) -> Iterator[tuple[Source, str]]:
    if not path.is_dir():
        yield Source(path), ""
        return
    yield from ((Source(file), place) for file, place in _in_folder(path))


def _at_address(address: str) -> Iterator[tuple[Source, str]]:
    files = urls.lying(address)
    above = len(urls.root(address).parts) if urls.is_folder(address) else 0
    for file, path in files:
        parts = path.parts[above:] if above else ()
        if not any(part.startswith(PREFIX) for part in parts):
            yield Source(path, address=file), "/".join(parts)


def _in_folder(folder: Path) -> Iterator[tuple[Path, str]]:
    """Files, each with its place in the folder; those of a folder that is just being written, or was when it was killed, left out."""
    for file in sorted(folder.rglob("*")):
        place = file.relative_to(folder)
        if file.is_file() and not any(part.startswith(PREFIX) for part in place.parts):
            yield file, place.as_posix()


def _sort(found: Gathered, source: Source, place: str) -> None:
    """Put a file where it belongs; ``place`` is where it lies in what was named, "" where it was named itself."""
    path, suffix = source.path, source.path.suffix.lower()
    if place and _is_nobodys(path.name, place):
        return
    if place and any(OURS.search(Path(part).stem) for part in place.split("/")):
        found.unseen.append(Unseen(path, WRITTEN_BY_US))
    elif place and path.stem.startswith(COVER):
        found.unseen.append(Unseen(path, COVER_LIST))
    elif suffix == ARCHIVE and len(source.inside) > 1:
        found.unseen.append(Unseen(path, TOO_DEEP))
    elif suffix == ARCHIVE and (lying := _in_archive(source)) is not None:
        _sort_all(found, source, lying, place)
    elif suffix in FORMS or suffix == ARCHIVE or not (place or suffix in ATTACHMENTS):
        found.forms.append(source)
    elif suffix in ATTACHMENTS:
        found.attachments.append(source)
    else:
        found.unseen.append(Unseen(path, WHY.get(suffix, OTHER)))


def _is_nobodys(name: str, place: str) -> bool:
    return name.lower() in NOBODYS or name.startswith(("~$", ".")) or "__MACOSX" in place.split("/")


def _in_archive(source: Source) -> list[tuple[int, str]] | Refused | None:
    try:
        return archives.members(source.on_disk, source.inside)
    except Refused as refusal:
        return refusal


def _sort_all(found: Gathered, source: Source, lying: list[tuple[int, str]] | Refused, place: str) -> None:
    """Put what lies in an archive where it belongs; archives in it are opened, those in these are not."""
    if isinstance(lying, Refused):
        found.forms.append(Source(source.path, problem=lying))
        return
    taken, before = set[str](), found.count
    for number, within in sorted(lying, key=lambda each: each[1]):
        called = _free(within, taken)
        _sort(found, Source(source.path / called, source.on_disk, (*source.inside, number)), f"{place}/{called}")
    if found.count == before:
        found.unseen.append(Unseen(source.path, NOTHING))


def _free(place: str, taken: set[str]) -> str:
    """A place that no other member of the archive has: a zip may hold two of one name."""
    path, n, free = Path(place), 2, place
    while free.casefold() in taken:
        free, n = path.with_stem(f"{path.stem}({n})").as_posix(), n + 1
    taken.add(free.casefold())
    return free
