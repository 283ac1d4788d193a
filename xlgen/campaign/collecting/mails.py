"""Mails as files (.eml, .mbox): the day they were sent, who sent them, what is attached."""

from __future__ import annotations

import mailbox
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path

MAIL, MAILBOX = ".eml", ".mbox"
_UNSAFE = re.compile(r'[\x00-\x1f\\/:*?"<>|]+')
LONGEST = 120  # characters of the name of an attachment


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail: the local ISO day it was sent, "" where it does not say; its sender; attachments by name; the text."""

    day: str
    sender: str
    attached: tuple[tuple[str, bytes], ...]
    text: str


def mail_in(content: bytes) -> Mail:
    """A mail from its bytes; whatever cannot be read of it is left out, its attachments never are."""
    message = BytesParser(policy=policy.default).parsebytes(content)
    assert isinstance(message, EmailMessage)
    attached = tuple((_name(part, n), _bytes(part)) for n, part in enumerate(_parts(message), 1))
    return Mail(_day(str(message.get("Date", ""))), _sender(message), attached, _text(message))


def mails_in(file: Path) -> Iterator[bytes]:
    """The mails of a mailbox, each as the bytes of a file of its own."""
    box = mailbox.mbox(file, create=False)
    try:
        for key in box.iterkeys():
            yield box.get_bytes(key)
    finally:
        box.close()


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """What is attached, also within a mail that was forwarded as an attachment."""
    for part in message.walk():
        if part.is_multipart() or not isinstance(part, EmailMessage):
            continue
        if part.get_filename() or part.get_content_disposition() == "attachment":
            yield part


def _name(part: EmailMessage, number: int) -> str:
    name = _UNSAFE.sub("_", str(part.get_filename() or "")).strip(" .")
    return name[-LONGEST:] or f"附件{number}"


def _bytes(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _day(said: str) -> str:
    try:
        when = parsedate_to_datetime(said)
        return (when.astimezone() if when.tzinfo else when).date().isoformat()
    except (ValueError, TypeError, OverflowError, OSError):
        return ""


def _sender(message: EmailMessage) -> str:
    name, address = parseaddr(str(message.get("From", "")))
    return " ".join(filter(None, (name, address)))


def _text(message: EmailMessage) -> str:
    body = message.get_body(("plain", "html"))
    try:
        return str(body.get_content()) if body is not None else ""
    except (LookupError, ValueError, KeyError):
        return ""
