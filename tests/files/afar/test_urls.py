"""Files by their addresses: read through fsspec, whatever protocol it knows; an address is never taken for a path."""

from __future__ import annotations

from pathlib import Path

import fsspec
import pytest

from xlgen.errors import XlgenError
from xlgen.files.afar import urls
from xlgen.files.sources import gather


@pytest.fixture
def memory() -> str:
    """A folder in memory, which stands for a place on the network."""
    system = fsspec.filesystem("memory")
    for name in (
        "收回/甲/T001.xlsx",
        "收回/T002.xlsx",
        "收回/说明.docx",
        "收回/.xlgen-1-2.tmp/T003.xlsx",
        "下发/register.sqlite",
    ):
        system.pipe_file(f"/{name}", name.encode())
    return "memory://"


@pytest.mark.parametrize(
    ("said", "is_one"), [("s3://a/b", True), ("file:///a", True), ("C:/a", False), (Path("s3://a"), False), ("a", False)]
)
def test_what_is_an_address(said: object, is_one: bool) -> None:
    assert urls.is_address(said) is is_one


def test_files_of_a_folder_are_gathered_as_on_disk(memory: str) -> None:
    found = gather([f"{memory}/收回"])
    assert [each.path.as_posix() for each in found.forms] == ["/收回/T002.xlsx", "/收回/甲/T001.xlsx"]
    assert [each.path.name for each in found.attachments] == ["说明.docx"]
    assert found.forms[1].content(100) == "收回/甲/T001.xlsx".encode()


def test_no_more_is_read_than_is_asked_for_and_one_byte(memory: str) -> None:
    assert urls.content(f"{memory}/收回/T002.xlsx", 3) == "收回".encode()[:4]


def test_of_a_folder_only_the_files_that_are_read_are_copied_and_where_from_is_known(memory: str) -> None:
    folder = urls.folder_on_disk(f"{memory}/下发", ("register.sqlite", "manifest.json"))
    assert [(each.name, each.read_text("utf-8")) for each in folder.iterdir()] == [("register.sqlite", "下发/register.sqlite")]
    assert urls.address_of(folder) == f"{memory}/下发"


def test_a_folder_on_disk_is_read_where_it_lies(tmp_path: Path) -> None:
    assert urls.folder_on_disk(urls.address_of(tmp_path), ("register.sqlite",)) == tmp_path


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("memory://没有", "没有这个文件或文件夹：memory://没有"),
        ("nonsense://a", "打不开地址 nonsense://a：不认识 nonsense:// 这种地址，请看写对没有"),
    ],
)
def test_what_cannot_be_opened_is_said_in_a_sentence(address: str, said: str) -> None:
    with pytest.raises(XlgenError, match=said):
        gather([address])


def test_whatever_a_protocol_raises_is_told_of_its_address(memory: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> bool:
        raise RuntimeError("no route")

    monkeypatch.setattr(type(fsspec.filesystem("memory")), "exists", fails)
    with pytest.raises(OSError, match="no route"):
        urls.lying("memory://a")
