"""What comes with xlgen: templates and scoring methods, one record each."""

from __future__ import annotations

from dataclasses import dataclass

from xlgen.form.template.editions import editions
from xlgen.form.template.load import load_methods, load_template
from xlgen.form.template.methods import Method


@dataclass(frozen=True, slots=True)
class Offered:
    """One edition of a template: what it is called, its title, the unit of its money, the document it follows."""

    name: str
    edition: str
    title: str
    money: str
    source: str


def templates() -> list[Offered]:
    """Every template that comes with xlgen, the national form first, each form's editions from the oldest to the newest.

    >>> templates()[0].name
    'project'
    """
    known = [edition for each in editions().values() for edition in each]
    return [_offered(each.form, each.edition, load_template(each.name)) for each in known]


def methods(template: str = "project") -> list[Method]:
    """Every scoring method a template may use: its name, other names, what it says, an example of its 评分标准.

    >>> "正向比率" in [each.name for each in methods()]
    True
    """
    return list(load_methods(load_template(template)).values())


def _offered(name: str, edition: str, spec: dict[str, object]) -> Offered:
    return Offered(name, edition, *(str(spec.get(key, "")) for key in ("title", "money", "source")))
