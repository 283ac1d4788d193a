"""What a unit is sent: its forms in a folder of its own, with a letter, a list to be signed, and what the office encloses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from xlgen.campaign.folder import ATTACHED, OUT, Campaign
from xlgen.campaign.outgoing.letters import LETTER, UnitForms, letter_to
from xlgen.errors import XlgenError
from xlgen.files.placing import folder_names
from xlgen.files.sources import COVER, NOBODYS
from xlgen.flows.covering.units import contact_of
from xlgen.flows.registering.wanting import Wanted
from xlgen.issued.manifest import Manifest
from xlgen.roster.records import Project
from xlgen.writing.cover_list import Cover, Listed, cover_list
from xlgen.writing.letters.word_letter import word_letter

MORE = "补发"  # in names of what is sent later
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Sending:
    """How a package goes out: the ISO day, the last day for handing in ("" where none can be named), the 批准文号."""

    day: str
    deadline: str
    approval: str = ""


def placed(campaign: Campaign, wanted: Sequence[Wanted], before: Manifest) -> list[Wanted]:
    """Forms in the folders of their units. XlgenError where nobody knows the unit of one."""
    units = [unit_of(campaign, each.project) for each in wanted]
    if lacking := [each.project.code for each, unit in zip(wanted, units, strict=True) if not unit]:
        some = "、".join(lacking[:MOST_NAMED]) + (f" 等 {len(lacking)} 个" if len(lacking) > MOST_NAMED else "")
        raise XlgenError(f"下发要知道每个项目是哪个单位的，项目清单里这些没有写实施单位：{some}。没有生成任何文件")
    folders = _folders(before, units)
    return [
        replace(each, file=f"{OUT}/{folders[unit]}/{PurePosixPath(each.file).name}")
        for each, unit in zip(wanted, units, strict=True)
    ]


def unit_of(campaign: Campaign, project: Project) -> str:
    """Who is sent a project's form: its unit; of a form that asks for none, the department."""
    said = (str(project.values.get(title, "")).strip() for title in ("实施单位", "主管部门"))
    return next(filter(None, said), campaign.settings.department)


def _folders(before: Manifest, units: Iterable[str]) -> dict[str, str]:
    """The folder of each unit: the one it has, else one that no other unit has."""
    found: dict[str, str] = {}
    for line in before.listed.values():
        parts = PurePosixPath(line.file).parts
        if len(parts) == 3 and line.unit:
            found.setdefault(line.unit, parts[1])
    for unit in units:
        if unit not in found:
            name, taken = folder_names([unit])[0], {each.casefold() for each in found.values()}
            tried = (name, *(f"{name}_{n}" for n in range(2, len(taken) + 3)))
            found[unit] = next(each for each in tried if each.casefold() not in taken)
    return found


def package_files(campaign: Campaign, wanted: Sequence[Wanted], sending: Sending) -> dict[str, bytes]:
    """Letters, lists and what is enclosed for the units of some forms, by place; none of them where a unit has a file already."""
    enclosed = dict(_enclosed(campaign))
    found: dict[str, bytes] = {}
    own: dict[str, list[Wanted]] = {}
    for each in wanted:
        own.setdefault(str(PurePosixPath(each.file).parent), []).append(each)
    for folder, forms in own.items():
        for name, content in _of_unit(campaign, forms, enclosed, sending).items():
            place = _free(campaign.root, f"{folder}/{name}", content)
            if not (campaign.root / place).exists():
                found[place] = content
    return found


def _of_unit(campaign: Campaign, forms: Sequence[Wanted], enclosed: Mapping[str, bytes], sending: Sending) -> dict[str, bytes]:
    settings, unit = campaign.settings, unit_of(campaign, forms[0].project)
    said = UnitForms(unit, forms, tuple(name for name in enclosed if not _is_letter(name)))
    listed = [
        Listed(each.project.code, str(each.project.values.get("项目名称", "")), PurePosixPath(each.file).name, contact_of(each.project))
        for each in forms
    ]  # fmt: skip
    note = "佐证材料放在以项目编码命名的文件夹里。"
    cover = Cover(
        unit, str(settings.year), settings.department, listed, sending.deadline, settings.whom, settings.address, note
    )
    own = {f"{COVER}.xlsx": cover_list(cover)}
    if not any(map(_is_letter, enclosed)):
        own[f"{LETTER}.docx"] = word_letter(letter_to(settings, said, sending.day, sending.deadline, sending.approval))
    return own | dict(enclosed)


def _is_letter(name: str) -> bool:
    """Whether the office has written the letter itself."""
    return PurePosixPath(name).stem == LETTER


def _enclosed(campaign: Campaign) -> Iterator[tuple[str, bytes]]:
    home = campaign.place(ATTACHED)
    for path in sorted(home.rglob("*")) if home.is_dir() else ():
        if path.is_file() and not path.name.startswith((".", "~$")) and path.name.lower() not in NOBODYS:
            yield path.relative_to(home).as_posix(), path.read_bytes()


def _free(root: Path, name: str, content: bytes) -> str:
    """Where a file goes that a unit does not hold: under its own name, else as one that is sent later; or where it lies just so."""
    place = PurePosixPath(name)
    tried = (str(place), *(str(place.with_stem(f"{place.stem}_{MORE}{n}")) for n in range(1, 10_000)))
    return next(each for each in tried if not (root / each).exists() or (root / each).read_bytes() == content)
