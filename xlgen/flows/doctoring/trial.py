"""Work flow: a folder of forms of whatever making → what is read, what is refused, what stands out; nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from xlgen.errors import Refused
from xlgen.files.mishaps import recorded
from xlgen.files.obstacles import said_of_file
from xlgen.files.paths import listed
from xlgen.files.sources import Source, Unseen, gather
from xlgen.findings import Finding
from xlgen.flows.checking import judge
from xlgen.flows.doctoring.likenesses import Likeness, PrintedTemplate, known_templates, likest
from xlgen.flows.doctoring.strangers import StandsOut, seen_in
from xlgen.flows.judging.judge import read_form
from xlgen.issued.hidden import SHEET
from xlgen.issued.manifest import Manifest, find_issued, read_manifest
from xlgen.roster.heads import header_of
from xlgen.roster.titles import PROJECTS
from xlgen.rules.codes import all_codes
from xlgen.rules.entries import NOTHING_FILLED
from xlgen.workbook.records import WorkbookRecord

SUMMARY = {"总览", "勾稽"}  # sheets that every summary of xlgen has
LIST_TITLES = ("项目编码", "项目名称", "主管部门")  # of every project list, side by side
ALONE = "XG120"  # that nothing issued lies beside it: never in a trial, so the line of the file says it


@dataclass(frozen=True, slots=True)
class TriedForm:
    """What became of one file: why it was refused, or what it is like and what stands out.

    ``is_ours`` where xlgen issued it, ``is_blank`` where nobody filled that form, ``is_summary`` where xlgen rolled it up,
    ``is_list`` where it is a project list.
    """

    file: Path
    refused: str = ""
    code: str = ""
    sheets: int = 0
    is_ours: bool = False
    is_blank: bool = False
    is_summary: bool = False
    is_list: bool = False
    like: Likeness | None = None
    seen: tuple[StandsOut, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether xlgen knows what it is, so that nobody need guess what it is like."""
        return self.is_ours or self.is_summary or self.is_list


@dataclass(frozen=True, slots=True)
class FormsTrial:
    """What became of all of them, the files that nobody looked at, and the manifest that forms of ours were held against."""

    tried: tuple[TriedForm, ...]
    unseen: tuple[Unseen, ...]
    issued: Path | None = None

    @property
    def read(self) -> list[TriedForm]:
        """Those that could be read."""
        return [each for each in self.tried if not each.refused]

    def refusals(self) -> Counter[str]:
        """How many were refused, by code."""
        return Counter(each.code for each in self.tried if each.refused)

    def kinds(self) -> Counter[str]:
        """How often each kind of thing was seen."""
        return Counter(seen.kind for each in self.tried for seen in each.seen)

    def likes(self) -> Counter[str]:
        """How many look like which template; "" those that look like none."""
        return Counter(each.like.template if each.like else "" for each in self.read if not each.is_known)


def try_forms(paths: Path | str, progress: Callable[[Sequence[Source]], Any] = iter) -> FormsTrial:
    """Every form of a folder (or a zip, or one file), read and looked through; nothing is written, nothing is changed.

    Forms that xlgen issued are held against the manifest that lies beside them, if one does.

    XlgenError where it is not there.

    >>> len(try_forms("去年").read)
    2
    """
    inside = gather(listed(paths))
    known, issued = known_templates() if inside.forms else [], find_issued(paths)
    manifest = read_manifest(issued) if issued else None
    tried = tuple(_tried(each, known, manifest) for each in progress(inside.forms))
    return FormsTrial(tried, (*inside.unseen, *_beside(inside.attachments)), issued)


def _beside(attachments: Sequence[Source]) -> list[Unseen]:
    return [Unseen(each.path, "是扫描件或 Word 文件，收表时算附件") for each in attachments]


def _tried(source: Source, known: Sequence[PrintedTemplate], manifest: Manifest | None) -> TriedForm:
    try:
        book = read_form(source)
        if SHEET in book.sheets:
            found = _found(source, book, manifest)
            seen = tuple(_as_seen(each) for each in found if not _says_blank(each))
            return TriedForm(source.path, sheets=len(book.sheets), is_ours=True, is_blank=len(seen) < len(found), seen=seen)
        if book.sheets.keys() >= SUMMARY:
            return TriedForm(source.path, sheets=len(book.sheets), is_summary=True)
        if _is_list(book):
            return TriedForm(source.path, sheets=len(book.sheets), is_list=True)
        texts = [cell.value for sheet in book.sheets.values() for cell in sheet.cells.values() if isinstance(cell.value, str)]
        return TriedForm(source.path, sheets=len(book.sheets), like=likest(texts, known), seen=tuple(seen_in(book)))
    except Refused as refusal:
        return TriedForm(
            source.path, f"{refusal.reason}（{refusal.remedy}）" if refusal.remedy else refusal.reason, refusal.code
        )
    except OSError as error:
        return TriedForm(source.path, said_of_file(error), "XG001")
    except Exception as error:  # it must not end the trial of all others
        return TriedForm(source.path, f"程序出错：{recorded(error)}", "XG057")


def _is_list(book: WorkbookRecord) -> bool:
    """Whether its sheet 项目 is headed as that of every project list is; forms have these words beside their cells."""
    projects = book.sheets.get(PROJECTS)
    return projects is not None and len(header_of(projects, LIST_TITLES)[1]) == len(LIST_TITLES)


def _found(source: Source, book: WorkbookRecord, manifest: Manifest | None) -> list[Finding]:
    """What a check finds in a form of ours."""
    returned = judge(source.path, partial(lambda known: known, book), manifest)
    return [each for each in returned.findings if each.code != ALONE]


def _as_seen(each: Finding) -> StandsOut:
    return StandsOut(f"{each.code} {each.severity.value} {all_codes()[each.code].title}", each.place, each.message)


def _says_blank(each: Finding) -> bool:
    return each.code == "XG201" and each.message.startswith(NOTHING_FILLED)
