"""What places and contents tell: whose a file is, which indicator it proves, that nothing was done; and what they do not tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from running_batch import RunningBatch, begun
from xlgen.campaign.collecting.recognising import KnownProjects, beside, is_form_like
from xlgen.campaign.collecting.unpacking import Came
from xlgen.issued.manifest import read_manifest


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> RunningBatch:
    return begun(tmp_path_factory.mktemp("known"))


@pytest.fixture(scope="module")
def known(batch: RunningBatch) -> KnownProjects:
    return KnownProjects(read_manifest(batch.root))


@pytest.mark.parametrize(
    ("name", "beginning", "is_form"),
    [
        ("a.xlsx", b"", True), ("a.XLS", b"", True), ("a.zip", b"", True), ("a", b"PK\x03\x04", True), ("a.bak", b"PK\x03\x04", True),
        ("a.dat", b"\xd0\xcf\x11\xe0", True), ("a.docx", b"PK\x03\x04", False), ("a.doc", b"\xd0\xcf\x11\xe0", False), ("a", b"text", False),
        ("报送清单.xlsx", b"PK\x03\x04", False), ("a.rar", b"Rar!", False),
    ],
)  # fmt: skip
def test_which_files_are_read_as_forms(name: str, beginning: bytes, is_form: bool) -> None:
    assert is_form_like(name, lambda: beginning) is is_form


def test_places_tell_projects_indicators_and_units(batch: RunningBatch, known: KnownProjects) -> None:
    code, row, line = batch.codes[0], batch.listed[0].row, batch.listed[0].lines[0]
    for place in (f"{code}.pdf", f"佐证/{code}/a.pdf", f"{row[1]}/a.pdf", f"{code}_{row[1]}（盖章）.pdf"):
        assert known.told(place) == code
    assert known.told("没有.pdf") == ""
    assert known.unit("县稽核所.zip/x/a.xlsx") == "县稽核所"
    assert known.unit("a.xlsx") == ""
    found = beside(Came(f"{code}/{line[3]}/签到.pdf"), known)
    assert (found.kind, found.code, found.indicator) == ("attachment", code, "indicators.1")


def test_a_code_is_no_part_of_a_longer_number(batch: RunningBatch, known: KnownProjects) -> None:
    assert known.told(f"{batch.codes[0]}9.pdf") == ""
    assert known.told(f"{batch.codes[0]}扫描1.pdf") == batch.codes[0]


@pytest.mark.parametrize(
    ("name", "kind"), [("零报告.pdf", "nil"), ("无项目说明.txt", "nil"), ("签到.pdf", "attachment"), ("a.txt", "unknown")]
)
def test_a_nil_return_names_its_project(name: str, kind: str, batch: RunningBatch, known: KnownProjects) -> None:
    code = batch.codes[0]
    assert beside(Came(f"{code}{name}"), known).kind == kind
    assert beside(Came(f"{code}/{name}"), known).kind == kind
    assert beside(Came(f"x/{name}"), known).kind in ("attachment", "unknown")


def test_a_name_that_speaks_of_nothing_done_is_no_nil_return(batch: RunningBatch) -> None:
    manifest = read_manifest(batch.root)
    line = manifest.listed[batch.codes[0]]
    named = KnownProjects(manifest)
    named._names["未开展地区扶持"] = line.code
    assert beside(Came(f"{line.code}/未开展地区扶持签到.pdf"), named).kind == "attachment"


def test_contents_tell_a_project_only_by_most_of_its_indicators(batch: RunningBatch, known: KnownProjects) -> None:
    code, row = batch.codes[0], batch.listed[0].row
    labels = [label for label, _ in known.labels(code)]
    assert known.likeness(frozenset([row[1], *labels])) == code
    assert known.likeness(frozenset([f"项目名称：{row[1]}", *labels[:-1]])) == code
    assert known.likeness(frozenset([row[1], *labels[:2]])) == ""
    assert known.likeness(frozenset(labels)) == ""
    assert known.likeness(frozenset()) == ""


def test_the_place_of_a_mail_in_a_folder_of_a_unit_is_told(known: KnownProjects) -> None:
    assert known.unit(Came("a.xlsx", above="县医保中心").whole) == "县医保中心"
    assert Came("a/b.xlsx").name == Path("a/b.xlsx").name
