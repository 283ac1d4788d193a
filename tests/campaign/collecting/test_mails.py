"""Mails as they come from the programs of units: names in every encoding, forwarded, damaged."""

from __future__ import annotations

import base64
import random
from email.message import EmailMessage
from pathlib import Path

import pytest

from xlgen.campaign.collecting.mails import mail_in, mails_in

NAME = "自评表一.xlsx"
GBK = base64.b64encode(NAME.encode("gbk")).decode()
UTF = base64.b64encode(NAME.encode()).decode()


def raw(disposition: bytes, kind: str = "application/octet-stream", date: str = "Sun, 1 Mar 2026 01:00:00 +0800") -> bytes:
    sender = b"From: =?GBK?B?" + base64.b64encode("张三".encode("gbk")) + b"?= <a@example.cn>\r\n"
    head = f"Date: {date}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n".encode()
    text = b"--x\r\nContent-Type: text/plain\r\n\r\nhello\r\n"
    lines = [
        f"--x\r\nContent-Type: {kind}".encode(),
        *([disposition] if disposition else []),
        b"Content-Transfer-Encoding: base64",
    ]
    return sender + head + text + b"\r\n".join(lines) + b"\r\n\r\n" + base64.b64encode(b"PKabc") + b"\r\n--x--\r\n"


@pytest.mark.parametrize(
    "said",
    [
        f'attachment; filename="=?GBK?B?{GBK}?="'.encode(),
        f'attachment; filename="=?utf-8?B?{UTF}?="'.encode(),
        b'attachment; filename="' + NAME.encode("gbk") + b'"',
        b'attachment; filename="' + NAME.encode() + b'"',
        b"attachment; filename*=GB2312''" + "".join(f"%{byte:02X}" for byte in NAME.encode("gbk")).encode(),
        b"attachment; filename*0*=UTF-8''%E8%87%AA%E8%AF%84; filename*1*=%E8%A1%A8%E4%B8%80.xlsx",
        b'attachment; filename="=?GB2312?Q?=D7=D4=C6=C0?=\r\n =?GB2312?Q?=B1=ED=D2=BB.xlsx?="',
        f'inline; filename="=?GBK?B?{GBK}?="'.encode(),
    ],
)
def test_a_name_is_read_as_it_was_meant(said: bytes) -> None:
    assert mail_in(raw(b"Content-Disposition: " + said)).attached == ((NAME, b"PKabc"),)


def test_an_attachment_without_a_name_is_not_left_out() -> None:
    assert mail_in(raw(b"", "image/png")).attached[0][1] == b"PKabc"
    assert mail_in(raw(b"Content-Disposition: attachment")).attached == (("附件1", b"PKabc"),)


def test_a_name_leads_nowhere() -> None:
    ((name, _),) = mail_in(raw(b'Content-Disposition: attachment; filename="../../etc/x:y.xlsx"')).attached
    assert not set(name) & set("/\\:")


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("Sun, 1 Mar 2026 01:00:00 +0800", "2026-03-01"),
        ("Sat, 28 Feb 2026 15:59:00 +0000", "2026-02-28"),
        ("Sat, 28 Feb 2026 16:01:00 GMT", "2026-03-01"),
        ("Sat, 28 Feb 2026 23:00:00", "2026-02-28"),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_the_day_is_the_one_in_china(date: str, day: str) -> None:
    assert mail_in(raw(b"Content-Disposition: attachment", date=date)).day == day


def test_the_sender_is_told() -> None:
    assert mail_in(raw(b"")).sender == "张三 a@example.cn"


def test_what_is_within_a_forwarded_mail_comes_too() -> None:
    inner, outer = EmailMessage(), EmailMessage()
    inner.set_content("x")
    inner.add_attachment(b"one", maintype="application", subtype="octet-stream", filename=NAME)
    outer.set_content("转发")
    outer.add_attachment(inner)
    assert mail_in(bytes(outer)).attached == ((NAME, b"one"),)


def test_a_mailbox_is_its_mails(tmp_path: Path) -> None:
    box = tmp_path / "a.mbox"
    one = b"From x Thu Feb 19 09:00:00 2026\n" + raw(b"Content-Disposition: attachment; filename=a.pdf").replace(b"\r\n", b"\n")
    box.write_bytes((one + b"\n") * 3)
    assert [len(mail_in(each).attached) for each in mails_in(box)] == [1, 1, 1]


def test_a_damaged_mail_stops_nothing() -> None:
    chance, whole = random.Random(1), raw(f'Content-Disposition: attachment; filename="=?GBK?B?{GBK}?="'.encode())
    for _ in range(400):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(damaged) - 20)
            damaged[at] = chance.randrange(256)
            if chance.random() < 0.3:
                del damaged[at : at + chance.randrange(20)]
        mail_in(bytes(damaged))
    assert mail_in(b"").attached == ()
