"""A package being changed: parts read, renewed, added and dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from xlgen.workbook.opc.xml import Edit, Element, parse_part, splice
from xlgen.workbook.opc.zip import ZipPackage, assemble, open_package

T = TypeVar("T")


@dataclass(slots=True)
class Revision:
    """A package and what is to become of its members, by name in small letters; None: dropped."""

    package: ZipPackage
    parts: dict[str, bytes | None] = field(default_factory=dict)
    trees: dict[str, Element] = field(default_factory=dict)  # of parts as they are now
    read_from: dict[str, tuple[Element, Any]] = field(default_factory=dict)  # what was read from a tree, kept while it stands

    def has(self, part: str) -> bool:
        """Whether there is such a part now."""
        return self.parts[part] is not None if part in self.parts else part in self.package.members

    def read(self, part: str) -> bytes:
        """Content of a part as it is now; ValueError where it is missing or damaged."""
        content = self.parts.get(part)
        return self.package.read(part) if content is None else content

    def tree(self, part: str) -> Element:
        """A part's elements as they are now."""
        if part not in self.trees:
            self.trees[part] = parse_part(part, self.read(part))
        return self.trees[part]

    def once(self, part: str, read: Callable[[Element], T]) -> T:
        """What ``read`` makes of a part's elements; read again only where the part has changed. One reading a part."""
        tree = self.tree(part)
        if part not in self.read_from or self.read_from[part][0] is not tree:
            self.read_from[part] = tree, read(tree)
        found: T = self.read_from[part][1]
        return found

    def put(self, part: str, content: bytes) -> None:
        """Renew or add a part."""
        self.parts[part] = content
        self.trees.pop(part, None)

    def edit(self, part: str, *edits: Edit) -> None:
        """Splice a part."""
        self.put(part, splice(self.read(part), edits))

    def drop(self, part: str) -> None:
        """Leave a part out."""
        self.parts[part] = None
        self.trees.pop(part, None)

    def finish(self) -> bytes:
        """The package as a file."""
        own = self.package.members
        changed = {name: content for name, content in self.parts.items() if content is not None}
        renewed = {name: content for name, content in changed.items() if name in own and content != self.package.read(name)}
        added = {name: content for name, content in changed.items() if name not in own}
        dropped = frozenset(name for name, content in self.parts.items() if content is None and name in own)
        return assemble(self.package, renewed, added, dropped)


def open_draft(source: bytes, like: Revision | None = None) -> Revision:
    """A draft of a file; ValueError, in words for people, where it is no package that can be patched.

    ``like`` is a draft of the same file to which nothing was done: what it has read need not be read again.
    """
    return Revision(open_package(source), trees=dict(like.trees) if like else {})


def child(parent: Element, *names: str) -> Element | None:
    """The first child with one of these local names."""
    return next((each for each in parent.children if each.local in names), None)


def free_name(draft: Revision, pattern: str) -> str:
    """The first of ``pattern`` (with %d) that no member has, counting from 1; dropped members are free again."""
    return next(name for n in range(1, 10_000) if not draft.has(name := pattern % n))
