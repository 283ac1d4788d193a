"""A package being changed: parts read, renewed, added and dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from xlgen.workbook.opc.by_need import tree_of
from xlgen.workbook.opc.xml import Edit, Element, count_of, splice
from xlgen.workbook.opc.zip import ZipPackage, assemble, open_package

T = TypeVar("T")
SHORTEN = "请删去多余的内容，只留下发的表，另存后再试"
MOST = 2_000_000  # elements of all parts that are held at once


@dataclass(slots=True)
class Revision:
    """A package and what is to become of its members, by name in small letters; None: dropped."""

    package: ZipPackage
    parts: dict[str, bytes | None] = field(default_factory=dict)
    trees: dict[str, Element] = field(default_factory=dict)  # of parts as they are now
    counts: dict[str, int] = field(default_factory=dict)  # of the elements in each tree
    most: int = MOST
    read_from: dict[tuple[str, str], tuple[Element, Any]] = field(
        default_factory=dict
    )  # what was read from a tree, kept while it stands
    inflated: dict[str, bytes] = field(default_factory=dict)  # parts of the package as they came

    def has(self, part: str) -> bool:
        """Whether there is such a part now."""
        return self.parts[part] is not None if part in self.parts else part in self.package.members

    def read(self, part: str) -> bytes:
        """Content of a part as it is now; ValueError where it is missing or damaged."""
        content = self.parts.get(part)
        return self._as_it_came(part) if content is None else content

    def _as_it_came(self, part: str) -> bytes:
        if part not in self.inflated:
            self.inflated[part] = self.package.read(part)
        return self.inflated[part]

    def tree(self, part: str) -> Element:
        """A part's elements as they are now; ValueError where it has too many of them, with those of the parts held already."""
        if part not in self.trees:
            xml = self.read(part)
            self.counts[part] = count_of(xml)
            if (held := sum(self.counts.values())) > self.most:
                raise ValueError(f"工作簿里的内容太多，读到部件 {part} 已有 {held} 项，超过 {self.most} 项（{SHORTEN}）")
            self.trees[part] = tree_of(part, xml)
        return self.trees[part]

    def once(self, part: str, what: str, read: Callable[[Element], T]) -> T:
        """What ``read`` makes of a part's elements; read again only where the part has changed. ``what`` names the reading."""
        tree, key = self.tree(part), (part, what)
        if key not in self.read_from or self.read_from[key][0] is not tree:
            self.read_from[key] = tree, read(tree)
        found: T = self.read_from[key][1]
        return found

    def put(self, part: str, content: bytes) -> None:
        """Renew or add a part."""
        self.parts[part] = content
        self._forget(part)

    def edit(self, part: str, *edits: Edit) -> None:
        """Splice a part."""
        self.put(part, splice(self.read(part), edits))

    def drop(self, part: str) -> None:
        """Leave a part out."""
        self.parts[part] = None
        self._forget(part)

    def _forget(self, part: str) -> None:
        self.trees.pop(part, None)
        self.counts.pop(part, None)

    def finish(self) -> bytes:
        """The package as a file."""
        own = self.package.members
        changed = {name: content for name, content in self.parts.items() if content is not None}
        renewed = {name: content for name, content in changed.items() if name in own and content != self._as_it_came(name)}
        added = {name: content for name, content in changed.items() if name not in own}
        dropped = frozenset(name for name, content in self.parts.items() if content is None and name in own)
        return assemble(self.package, renewed, added, dropped)


def open_draft(source: bytes, like: Revision | None = None, most: int = MOST) -> Revision:
    """A draft of a file; ValueError, in words for people, where it is no package that can be patched.

    ``like`` is a draft of the same file to which nothing was done: what it has read need not be read again.
    """
    if like is None:
        return Revision(open_package(source), most=most)
    return Revision(like.package, {}, dict(like.trees), dict(like.counts), like.most, dict(like.read_from), dict(like.inflated))


def child(parent: Element, *names: str) -> Element | None:
    """The first child with one of these local names."""
    return next((each for each in parent.children if each.local in names), None)


def free_name(draft: Revision, pattern: str) -> str:
    """The first of ``pattern`` (with %d) that no member has, counting from 1; dropped members are free again."""
    return next(name for n in range(1, 10_000) if not draft.has(name := pattern % n))
