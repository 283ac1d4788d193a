"""Steps for an add-in in fewer calls: a look that many cells get is given to all of them at once, in one range of many areas."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from xlgen.workbook.addresses import parse
from xlgen.workbook.engine.state import Step

LOOKS = frozenset(
    f"range.{look}"
    for look in "row_height color font_color font_size bold number_format font_name italic wrap_text align valign indent".split()
)
LONGEST = 240  # characters of an address; Range takes 255
Corners = tuple[int, int, int, int]


class _Group:
    """Cells that get one look."""

    def __init__(self, step: Step) -> None:
        self.step, self.areas, self.addresses = step, list[Corners](), list[str]()

    def add(self, address: str) -> None:
        self.areas.append(_area(address))
        self.addresses.append(address)

    def meets(self, area: Corners) -> bool:
        """Whether a cell is in both."""
        top, left, bottom, right = area
        return any(a <= bottom and top <= c and b <= right and left <= d for a, b, c, d in self.areas)

    def steps(self) -> Iterator[Step]:
        line: list[str] = []
        for each in [*self.addresses, None]:
            if line and (each is None or len(",".join([*line, each])) > LONGEST):
                yield {**self.step, "range": ",".join(line)}
                line = []
            if each is not None:
                line.append(each)


def batched(steps: Sequence[Step]) -> list[Step]:
    """Steps that do the same. A look waits for others like it until a step comes that it must not follow.

    That is another such look of the same cells; for a number format, too, an entry, which is read by it; and all that is done
    to whole sheets.
    """
    done: list[Step] = []
    waiting: dict[str, _Group] = {}

    def let_go(keys: Sequence[str]) -> None:
        for key in keys:
            done.extend(waiting.pop(key).steps())

    for step in steps:
        if step["op"] in LOOKS:
            key = json.dumps([step["op"], step["sheet"], step["value"]])
            let_go([k for k, group in waiting.items() if k != key and _must_precede(group, step)])
            waiting.setdefault(key, _Group(step)).add(step["range"])
        else:
            let_go([k for k, group in waiting.items() if _must_precede(group, step)])
            done.append(step)
    let_go(list(waiting))
    return done


def _must_precede(group: _Group, step: Step) -> bool:
    """Whether a look must not come after a step."""
    if step["op"].startswith(("name.", "note.")) or step.get("sheet", group.step["sheet"]) != group.step["sheet"]:
        return False
    if "range" not in step:
        return True
    is_read = step["op"] in ("range.value", "range.formula") and group.step["op"] == "range.number_format"
    return (is_read or step["op"] == group.step["op"]) and group.meets(_area(step["range"]))


def _area(address: str) -> Corners:
    first, _, last = address.replace("$", "").partition(":")
    return (*parse(first), *parse(last or first))
