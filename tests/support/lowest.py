"""Print the lowest versions pyproject.toml promises to work with, as constraints for pip: ``make lowest`` tests with them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"


def lowest(requirement: str) -> str:
    """A requirement at its lower bound: ``click>=8.2,<9`` → ``click==8.2``; what it says of machines stays."""
    bounds, semicolon, machines = requirement.partition(";")
    found = re.fullmatch(r"([\w-]+)>=([\d.]+)(,<[\d.]+)?", bounds.strip())
    if not found:
        raise ValueError(f"pyproject.toml: {requirement!r} states no lower bound (name>=1.2 or name>=1.2,<2)")
    return f"{found[1]}=={found[2]}{semicolon}{machines}"


def constraints() -> Iterator[str]:
    """What a user needs and what the tests need, each at its lowest."""
    project = tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]
    for requirement in (*project["dependencies"], *project["optional-dependencies"]["test"]):
        yield lowest(requirement)


if __name__ == "__main__":
    print("\n".join(constraints()))
