"""What comes with xlgen: templates and scoring methods, one record each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from xlgen.form.template.editions import editions
from xlgen.form.template.load import load_methods, load_template


@dataclass(frozen=True, slots=True)
class Offered:
    """One edition of a template: what it is called, its title, the unit of its money, the document it follows."""

    name: str
    edition: str
    title: str
    money: str
    source: str


@dataclass(frozen=True, slots=True)
class OfferedMethod:
    """One scoring method: its key in templates, its name and other names in 评分方法, an example of its 评分标准.

    ``says`` is the method in words, the name of each parameter standing where its number will.
    """

    key: str
    name: str
    also: tuple[str, ...]
    says: str
    example: str
    source: str


def templates() -> list[Offered]:
    """Every template that comes with xlgen, the national form first, each form's editions from the oldest to the newest.

    >>> templates()[0].name
    'project'
    """
    known = [edition for each in editions().values() for edition in each]
    return [_offered(each.form, each.edition, load_template(each.name)) for each in known]


def methods(template: Path | str = "project") -> list[OfferedMethod]:
    """Every scoring method a template may use.

    >>> "正向比率" in [each.name for each in methods()]
    True
    """
    known = load_methods(load_template(template)).values()
    return [OfferedMethod(each.key, each.name, each.also, each.wording, each.example, each.source) for each in known]


def _offered(name: str, edition: str, spec: dict[str, object]) -> Offered:
    return Offered(name, edition, *(str(spec.get(key, "")) for key in ("title", "money", "source")))
