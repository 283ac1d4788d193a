"""Forms that come with xlgen, each in one or more editions: ``templates/project/2020.toml`` is ``project@2020``.

A new edition is a new file beside the old one; nothing is moved, and what was written for an edition stays what it was, for
shipped forms extend an edition (``base@2020``), never a bare name. An edition says in its ``years`` for which 年度 it is
made (``"2026-"``, ``"2020-2025"``, ``"2024"``); one that does not say is made for all.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from xlgen.errors import TemplateError
from xlgen.files.shipped import templates
from xlgen.files.toml_files import read_toml
from xlgen.words.nearest import is_it

BASE = "base"  # what every form has: extended, never issued
FIRST = ("project", "department")  # the national form and those made of it, then those of a department, then the rest
_YEARS = re.compile(r"(?P<first>[0-9]{4})(?:(?P<to>-)(?P<last>[0-9]{4})?)?")


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a shipped form, the file it stands in, and the first and last 年度 it is made for."""

    form: str
    edition: str
    path: Path
    first: int = 0
    last: int = 9999

    @property
    def name(self) -> str:
        """What people call exactly this edition."""
        return f"{self.form}@{self.edition}"

    def is_for(self, years: Collection[int]) -> bool:
        """Whether it is made for all of these years."""
        return all(self.first <= year <= self.last for year in years)


def editions() -> dict[str, list[Edition]]:
    """Every shipped form by name, the national one first; its editions from the oldest to the newest."""
    return {name: _editions(folder) for name, folder in sorted(_folders().items(), key=_place) if name != BASE}


def _place(named: tuple[str, Path]) -> tuple[int, str]:
    name = named[0]
    family = name.partition("-")[0]
    return FIRST.index(family) if family in FIRST else len(FIRST), name


def _folders() -> dict[str, Path]:
    return {folder.name: folder for folder in sorted(templates().iterdir()) if any(folder.glob("*.toml"))}


def _editions(folder: Path) -> list[Edition]:
    return [_edition(path) for path in sorted(folder.glob("*.toml"), key=lambda path: _as_counted(path.stem))]


def _as_counted(edition: str) -> list[int | str]:
    """A key to sort by: numbers as numbers, so that 10 comes after 9."""
    return [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", edition)]


def _edition(path: Path) -> Edition:
    said = read_toml(path)
    first, last = years_of(said["years"], f"{path.parent.name}/{path.name}") if "years" in said else (0, 9999)
    return Edition(path.parent.name, path.stem, path, first, last)


def years_of(said: str, origin: str) -> tuple[int, int]:
    """The first and last 年度 that ``years`` of a template says; TemplateError where it says none."""
    match = _YEARS.fullmatch(str(said))
    first, last = (int(match["first"]), int(match["last"] or (9999 if match["to"] else match["first"]))) if match else (1, 0)
    if first > last:
        raise TemplateError(f"{origin}: years", f"“{said}”不是年度", '写作 "2026-"、"2020-2025" 或 "2024"')
    return first, last


def find_edition(name: str, years: Collection[int] = ()) -> Edition:
    """The edition called ``project@2020``, or for ``project`` the newest made for all these years.

    TemplateError, with what there is, where there is none.
    """
    form, at, wanted = name.partition("@")
    folders = _folders()
    if form not in folders:
        hint = "用 xlgen templates 查看有哪些；自己的表式写 .toml 文件的路径"
        raise TemplateError(name, f"没有叫这个名字的表式{is_it(form, folders)}", hint)
    known = _editions(folders[form])
    fit = [each for each in known if (each.edition == wanted if at else each.is_for(years))]
    if not fit:
        what = f"没有“{wanted}”这个版本" if at else f"没有适用于 {'、'.join(map(str, sorted(years)))} 年度的版本"
        raise TemplateError(name, what, f"已有：{'、'.join(map(_told, known))}；用 -t {known[-1].name} 指定其中一个")
    return fit[-1]


def _told(edition: Edition) -> str:
    ends = [str(year) if 0 < year < 9999 else "" for year in (edition.first, edition.last)]
    return f"{edition.name}（{'—'.join(ends)} 年度）" if any(ends) else edition.name
