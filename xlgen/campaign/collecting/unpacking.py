"""All files that came in, one by one, also those within folders, zips and mails; each with its bytes, its place and its day.

One content is held at a time, whatever there is: what lies on disk is read in pieces.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from hashlib import file_digest, sha256
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from xlgen.campaign.collecting.mails import MAIL, MAILBOX, mail_in, mails_in
from xlgen.campaign.collecting.walking import is_nobodys, lying
from xlgen.errors import Refused
from xlgen.files import archives
from xlgen.files.obstacles import said_of_file
from xlgen.files.sources import ARCHIVE, TOO_DEEP

MOST = 512 << 20  # bytes of one file in a zip: scans of a stamped form have some
DEEPEST = 3  # containers within containers
_BRIEF = "请缩小后另存，或拆开分别报送"


_spelt = lru_cache(8)(PurePath)  # the place of one file, which is asked for several times


def _nothing() -> bytes:
    return b""


@dataclass(frozen=True, slots=True)
class Came:
    """One file: ``place`` is what it is called from where it was collected, ``within`` from the container it lies in.

    Its bytes are what ``read`` gives, or lie on disk (``path``). ``container`` is a digest. ``is_container`` is whether what it
    holds was taken out of it; ``problem`` why it could not be; ``lost`` why there is nothing of it that could be kept.
    """

    place: str
    read: Callable[[], bytes] = _nothing
    path: Path | None = None
    within: str = ""
    above: str = ""  # the folder that was collected
    container: str = ""
    day: str = ""
    sender: str = ""
    is_container: bool = False
    problem: str = ""
    lost: str = ""

    @property
    def name(self) -> str:
        """Its own name."""
        return _spelt(self.place).name

    @property
    def whole(self) -> str:
        """Its place with the folder that was collected: it may be called after a unit."""
        return f"{self.above}/{self.place}" if self.above else self.place

    def content(self) -> bytes:
        """All its bytes."""
        return self.path.read_bytes() if self.path else self.read()

    def digest(self) -> str:
        """The sha256 of its bytes."""
        if self.path is None:
            return sha256(self.read()).hexdigest()
        with self.path.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest()

    def inner(self, place: str, digest: str, read: Callable[[], bytes]) -> Came:
        """A file within this one, whose digest this is; ``place`` is where it lies within."""
        return replace(
            self, place=f"{self.place}/{place}", read=read, path=None, within=place, container=digest, is_container=False
        )


def opened(paths: Sequence[Path], day: str, root: Path) -> Iterator[Came]:
    """Every file in what was named, containers before what they hold; ``day`` is when what no mail dates came.

    What one gives is to be read before the next is asked for.
    """
    for path in paths:
        for each in lying(path, root):
            came = Came(each.place, path=each.path, above=each.above, day=day, lost=each.why)
            if each.why:
                yield came
                continue
            try:
                yield from _with_contents(came, 0)
            except OSError as error:  # said of what could be read no further; what came before is there
                yield replace(came, lost=said_of_file(error))
    archives.close()


def _with_contents(came: Came, depth: int) -> Iterator[Came]:
    suffix = MAILBOX if came.name.lower() == MAILBOX[1:] else _spelt(came.place).suffix.lower()
    if suffix not in (ARCHIVE, MAIL, MAILBOX):
        yield came
        return
    if depth >= DEEPEST:
        yield replace(came, problem=TOO_DEEP)
        return
    if came.path is None:
        try:
            came = replace(came, read=partial(bytes, came.read()))
        except Refused:  # said of it when it is read to be kept
            yield came
            return
    if suffix == MAIL:
        yield from _mailed(came, depth)
    else:
        with _on_disk(came) as file:
            yield from _zipped(came, file, (), depth) if suffix == ARCHIVE else _boxed(came, file, depth)


@contextmanager
def _on_disk(came: Came) -> Iterator[Path]:
    """Where the bytes of a container lie: a zip cannot be opened otherwise."""
    if came.path:
        yield came.path
        return
    with TemporaryDirectory() as folder:
        file = Path(folder) / "a"
        file.write_bytes(came.read())
        yield file
        archives.close()  # an open one cannot be taken away on Windows


def _boxed(came: Came, file: Path, depth: int) -> Iterator[Came]:
    yield replace(came, is_container=True)
    digest = came.digest()
    for number, content in enumerate(mails_in(file), 1):
        yield from _with_contents(came.inner(f"{number:04}{MAIL}", digest, partial(bytes, content)), depth + 1)


def _mailed(came: Came, depth: int) -> Iterator[Came]:
    content = came.content()
    mail, digest = mail_in(content), sha256(content).hexdigest()
    came = replace(came, day=mail.day or came.day, sender=mail.sender or came.sender)
    yield replace(came, is_container=True)
    for name, attached in mail.attached:
        yield from _with_contents(came.inner(name, digest, partial(bytes, attached)), depth + 1)


def _zipped(came: Came, file: Path, inside: tuple[int, ...], depth: int) -> Iterator[Came]:
    try:
        members = archives.members(file, inside)
    except Refused as refusal:
        yield replace(came, problem=f"{refusal.reason}。{refusal.remedy}")
        return
    if members is None:  # no archive, or a workbook that is called so
        yield came
        return
    yield replace(came, is_container=True)
    digest = came.digest()
    for number, within in sorted(members, key=lambda each: each[1]):
        if is_nobodys(within):
            continue
        each = came.inner(within, digest, partial(_member, file, (*inside, number)))
        if not within.lower().endswith(ARCHIVE) or depth + 1 >= DEEPEST:
            yield from _with_contents(each, depth + 1)
        else:
            yield from _zipped(each, file, (*inside, number), depth + 1)


def _member(file: Path, inside: tuple[int, ...]) -> bytes:
    content = archives.content(file, inside, MOST)
    if len(content) > MOST:
        from xlgen.catalogue import refuse

        raise refuse("XG003", f"超过 {MOST >> 20} MB", _BRIEF)
    return content
