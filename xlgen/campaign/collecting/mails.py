"""Mails as files (.eml, .mbox): the day they were sent, who sent them, what is attached."""

from __future__ import annotations

import mailbox
import mimetypes
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta, timezone
from email import policy
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path

from xlgen.files.showing import shown_path

MAIL, MAILBOX = ".eml", ".mbox"
LONGEST = 120  # characters of the name of an attachment
HERE = timezone(timedelta(hours=8))  # whose day counts, wherever the computer thinks it is
_UNSAFE = re.compile(r'[\x00-\x1f\\/:*?"<>|]+')
_BODIES = ("text/plain", "text/html")


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail: the ISO day it was sent, "" where it does not say; its sender; attachments by name."""

    day: str
    sender: str
    attached: tuple[tuple[str, bytes], ...]


def mail_in(content: bytes) -> Mail:
    """A mail from its bytes; whatever cannot be read of it is left out, its attachments never are."""
    message = BytesParser(policy=policy.compat32).parsebytes(content)  # the newer policy stops at headers that are wrong
    for part in message.walk():
        _announce(part)
    attached = tuple((_name(part, n), _bytes(part)) for n, part in enumerate(_parts(message), 1))
    return Mail(_day(_said(message, "Date")), _sender(message), attached)


def _announce(part: Message) -> None:
    """Headers in bytes of UTF-8 or of code page 936, which no header may hold and many do, as text."""
    for name, value in list(part.raw_items()):
        raw = value.encode("ascii", "surrogateescape") if not value.isprintable() else b""
        if any(byte > 127 for byte in raw):
            part.replace_header(name, _meant(raw))


def mails_in(file: Path) -> Iterator[bytes]:
    """The mails of a mailbox, each as the bytes of a file of its own."""
    box = mailbox.mbox(file, create=False)
    try:
        for key in box.iterkeys():
            yield box.get_bytes(key)
    finally:
        box.close()


def _parts(message: Message) -> Iterator[Message]:
    """What is attached, also within a mail that was forwarded as an attachment: whatever is no text of a mail."""
    for part in message.walk():
        if part.is_multipart():
            continue
        if part.get_filename() or part.get_content_disposition() == "attachment" or part.get_content_type() not in _BODIES:
            yield part


def _name(part: Message, number: int) -> str:
    said = part.get_filename()
    name = _UNSAFE.sub("_", _decoded(said) if said else "").strip(" .")
    kind = mimetypes.guess_extension(part.get_content_type()) or ""
    return name[-LONGEST:] or f"附件{number}{kind if kind != '.bin' else ''}"


def _bytes(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _decoded(said: str) -> str:
    """A header or a name as it was meant, where it stands in encoded words."""
    pieces: list[tuple[str | bytes, str | None]] = [(said, None)]
    with suppress(HeaderParseError, ValueError):  # what is wrong stays as it is
        pieces = decode_header(said)
    return shown_path(
        "".join(piece if isinstance(piece, str) else _meant(piece, charset or "utf-8") for piece, charset in pieces)
    )


def _meant(raw: bytes, charset: str = "utf-8") -> str:
    for encoding in ("gb18030" if charset.lower() in ("gb2312", "gbk") else charset, "utf-8", "gb18030"):
        with suppress(LookupError, UnicodeError):
            return raw.decode(encoding)
    return raw.decode("utf-8", "replace")


def _said(message: Message, header: str) -> str:
    said = message.get(header)
    return "" if said is None else _decoded(str(said)).replace("\n", " ").replace("\r", "")


def _day(said: str) -> str:
    try:
        when = parsedate_to_datetime(said)
        return (when.astimezone(HERE) if when.tzinfo else when).date().isoformat()
    except (ValueError, TypeError, OverflowError, IndexError):
        return ""


def _sender(message: Message) -> str:
    name, address = parseaddr(str(message.get("From", "")))
    return " ".join(filter(None, (_decoded(name), address))) or _said(message, "From")
