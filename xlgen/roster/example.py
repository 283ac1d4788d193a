"""The sheets a template's roster has, and the example lines that come with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xlgen.roster.titles import PROJECTS, growing_tables, own_titles, project_titles, titles_of


def sheets_of(template: Mapping[str, Any]) -> dict[str, list[str]]:
    """Sheets of the roster a template needs, each with its column titles."""
    sheets = {PROJECTS: project_titles(dict(template))}
    for spec in growing_tables(dict(template)).values():
        sheets[spec["roster"]] = ["项目编码", *titles_of(spec), *own_titles(spec)]
    return sheets


def example_lines(example: Mapping[str, Any], name: str, titles: Sequence[str]) -> list[list[Any]]:
    """The example's lines of one sheet, a list of cells each."""
    project = example.get("project", {})
    if name == PROJECTS:
        return [[project.get(title, "") for title in titles]] if project else []
    return [[project.get("项目编码", ""), *row["cells"]] for row in example.get("rows", {}).get(name, ())]


def example_rows(template: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """The example's lines of a growing sheet by column title."""
    rows = template.get("example", {}).get("rows", {}).get(name, ())
    titles = sheets_of(template)[name][1:]
    return [dict(zip(titles, row["cells"], strict=False)) for row in rows]
