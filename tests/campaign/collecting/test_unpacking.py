"""Containers within containers, one content at a time; what cannot be opened is told."""

from __future__ import annotations

import tracemalloc
import zipfile
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any

from xlgen.campaign.collecting.unpacking import Came, opened
from xlgen.errors import Refused


def zipped(files: dict[str, bytes], password: bool = False) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    content = out.getvalue()
    if password:  # the bit that says so, in the head of the member and in the list at the end
        content = content.replace(b"PK\x03\x04\x14\x00\x00\x00", b"PK\x03\x04\x14\x00\x01\x00")
        content = content.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")
    return content


def mailed(files: dict[str, bytes], day: str = "28 Feb 2026 10:00:00 +0800") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Date"] = "某某 <a@example.cn>", day
    mail.set_content("见附件")
    for name, content in files.items():
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return bytes(mail)


def came(folder: Path) -> list[tuple[Came, bytes]]:
    """Everything, each read before the next is asked for, as who takes it in does."""
    return [(each, each.content() if not each.lost else b"") for each in opened([folder], "2026-03-05", folder / "批次")]


def places(folder: Path) -> dict[str, Any]:
    return {each.place: "box" if each.is_container else each.problem or content for each, content in came(folder)}


def test_a_zip_in_a_zip_in_a_mail(tmp_path: Path) -> None:
    inner = zipped({"甲/b.xlsx": b"b", "__MACOSX/._b": b"", "甲/~$b.xlsx": b""})
    (tmp_path / "信.eml").write_bytes(mailed({"外.zip": zipped({"内.zip": inner, "a.xlsx": b"a"}), "c.pdf": b"c"}))
    assert places(tmp_path) == {
        "信.eml": "box",
        "信.eml/外.zip": "box",
        "信.eml/外.zip/a.xlsx": b"a",
        "信.eml/外.zip/内.zip": "box",
        "信.eml/外.zip/内.zip/甲/b.xlsx": b"b",
        "信.eml/c.pdf": b"c",
    }
    assert {each.day for each, _ in came(tmp_path)} == {"2026-02-28"}
    assert {each.sender for each, _ in came(tmp_path)} == {"某某 a@example.cn"}


def test_a_mail_in_a_zip_in_a_mailbox(tmp_path: Path) -> None:
    mail = mailed({"a.zip": zipped({"信.eml": mailed({"a.xlsx": b"a"}, "1 Jan 2026 00:00:00 +0800")})})
    (tmp_path / "信箱.mbox").write_bytes(b"From x Thu Feb 19 09:00:00 2026\n" + mail + b"\n")
    assert [place for place, what in places(tmp_path).items() if what != "box"] == ["信箱.mbox/0001.eml/a.zip/信.eml"]
    assert "压缩包里套着压缩包" in places(tmp_path)["信箱.mbox/0001.eml/a.zip/信.eml"]


def test_two_members_or_attachments_of_one_name_both_come(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.xlsx": b"one", "b.xlsx": b"two"}).replace(b"b.xlsx", b"a.xlsx"))
    assert sorted(content for each, content in came(tmp_path) if not each.is_container) == [b"one", b"two"]


def test_what_is_encrypted_or_broken_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"locked.xlsx": b"x", "locked.eml": b"y"}, password=True))
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04 nothing")
    (tmp_path / "c.zip").write_bytes(b"")
    (tmp_path / "d.eml").write_bytes(b"")
    (tmp_path / "e.mbox").write_bytes(b"no mail")
    found = {}
    for each in opened([tmp_path], "2026-03-05", tmp_path / "批次"):
        try:
            each.content()
            found[each.place] = "box" if each.is_container else ""
        except Refused as refusal:
            found[each.place] = refusal.code
    assert found == {
        "a.zip": "box", "a.zip/locked.xlsx": "XG013", "a.zip/locked.eml": "XG013", "b.zip": "", "c.zip": "", "d.eml": "box",
        "e.mbox": "box",
    }  # fmt: skip


def test_a_workbook_called_zip_is_no_box(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"[Content_Types].xml": b"<Types/>"}))
    assert [each.is_container for each, _ in came(tmp_path)] == [False]


def held(folder: Path, mails: int) -> int:
    """Bytes held at most while so many mails and files are gone through."""
    folder.mkdir()
    for n in range(mails):
        (folder / f"{n}.eml").write_bytes(mailed({"a.pdf": bytes([n]) * (1 << 20)}))
        (folder / f"{n}.bin").write_bytes(bytes([n]) * (1 << 20))
    tracemalloc.start()
    for each in opened([folder], "2026-03-05", folder / "批次"):
        each.digest()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def test_contents_are_not_held(tmp_path: Path) -> None:
    assert held(tmp_path / "many", 8) < 1.2 * held(tmp_path / "few", 2)
