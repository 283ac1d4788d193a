"""All files that came in, one by one, also those within folders, zips and mails; each with its bytes, its place and its day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from xlgen.campaign.collecting.mails import MAIL, MAILBOX, Mail, mail_in, mails_in
from xlgen.errors import Refused
from xlgen.files import archives
from xlgen.files.sources import ARCHIVE, NOBODYS
from xlgen.files.temporary import PREFIX

MOST = 512 << 20  # bytes of one file: scans of a stamped form have some
DEEPEST = 3  # containers within containers


@dataclass(frozen=True, slots=True)
class Came:
    """One file: ``place`` is what it is called from where it was collected, folders included; ``container`` is a digest.

    ``is_container`` is whether what it holds was taken out of it; ``problem`` why it could not be.
    """

    place: str
    read: Callable[[], bytes]
    container: str = ""
    day: str = ""
    sender: str = ""
    is_container: bool = False
    problem: str = ""
    said: str = ""  # the text of a mail

    @property
    def name(self) -> str:
        """Its own name."""
        return Path(self.place).name


def opened(paths: Sequence[Path], day: str) -> Iterator[Came]:
    """Every file in what was named, containers before what they hold; ``day`` is when what no mail dates came."""
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            place = file.relative_to(path).as_posix() if path.is_dir() else file.name
            if file.is_file() and not _is_nobodys(place):
                yield from _with_contents(Came(place, file.read_bytes, day=day), 0, file)
    archives.close()


def _is_nobodys(place: str) -> bool:
    parts = place.split("/")
    name = parts[-1].lower()
    return name in NOBODYS or name.startswith(("~$", ".")) or "__MACOSX" in parts or any(p.startswith(PREFIX) for p in parts)


def _with_contents(came: Came, depth: int, file: Path | None = None) -> Iterator[Came]:
    suffix = Path(came.place).suffix.lower()
    if depth < DEEPEST and suffix == ARCHIVE and file is not None:
        yield from _zipped(came, file, (), depth)
    elif depth < DEEPEST and suffix == MAIL:
        yield from _mailed(came, depth)
    elif depth < DEEPEST and suffix == MAILBOX and file is not None:
        yield _opened(came)
        digest = sha256(came.read()).hexdigest()
        for number, content in enumerate(mails_in(file), 1):
            inner = Came(f"{came.place}/{number:04}{MAIL}", partial(bytes, content), digest, came.day)
            yield from _mailed(inner, depth + 1)
    else:
        yield came


def _opened(came: Came, mail: Mail | None = None, problem: str = "") -> Came:
    return Came(
        came.place,
        came.read,
        came.container,
        mail.day or came.day if mail else came.day,
        mail.sender if mail else came.sender,
        True,
        problem,
        mail.text if mail else "",
    )


def _mailed(came: Came, depth: int) -> Iterator[Came]:
    content = came.read()
    mail, digest = mail_in(content), sha256(content).hexdigest()
    yield _opened(came, mail)
    for name, attached in mail.attached:
        inner = Came(f"{came.place}/{name}", partial(bytes, attached), digest, mail.day or came.day, mail.sender)
        yield from _attached(inner, attached, depth + 1)


def _attached(came: Came, content: bytes, depth: int) -> Iterator[Came]:
    """An attachment; a zip is unpacked in memory, as large ones are not sent by mail."""
    if depth >= DEEPEST or Path(came.place).suffix.lower() != ARCHIVE:
        yield from _with_contents(came, depth)
        return
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        file = Path(folder) / "a.zip"
        file.write_bytes(content)
        for each in _zipped(came, file, (), depth):
            whole = each.read()  # before the file is gone
            yield Came(
                each.place,
                partial(bytes, whole),
                each.container,
                each.day,
                each.sender,
                each.is_container,
                each.problem,
                each.said,
            )
        archives.close()


def _zipped(came: Came, file: Path, inside: tuple[int, ...], depth: int) -> Iterator[Came]:
    try:
        members = archives.members(file, inside)
    except Refused as refusal:
        yield Came(came.place, came.read, came.container, came.day, came.sender, problem=f"{refusal.reason}。{refusal.remedy}")
        return
    if members is None:  # no archive, or a workbook that is called so
        yield came
        return
    yield _opened(came)
    digest = sha256(came.read()).hexdigest()
    for number, within in sorted(members, key=lambda each: each[1]):
        if _is_nobodys(within):
            continue
        read = partial(archives.content, file, (*inside, number), MOST)
        inner = Came(f"{came.place}/{within}", read, digest, came.day, came.sender)
        if within.lower().endswith(ARCHIVE) and depth + 1 < DEEPEST:
            yield from _zipped(inner, file, (*inside, number), depth + 1)
        elif within.lower().endswith(MAIL):
            yield from _mailed(inner, depth + 1)
        else:
            yield inner
