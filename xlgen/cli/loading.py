"""Commands that are loaded when they are called: a module each in ``xlgen.cli.commands``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, MutableMapping
from importlib import import_module

import click

from xlgen.interrupts import held

HOME = "xlgen.cli.commands"


class Loaded(MutableMapping[str, click.Command]):
    """Commands by name, in the order of the names; what stands in a module is imported when it is asked for."""

    def __init__(self, names: Iterable[str]) -> None:
        self._known: dict[str, click.Command | None] = dict.fromkeys(names)

    def __getitem__(self, name: str) -> click.Command:
        command = self._known[name]
        if command is None:
            with held():  # in the middle of an import Ctrl-C may be swallowed
                command = self._known[name] = import_module(f"{HOME}.{name}").command
        return command

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._known[name] = command

    def __delitem__(self, name: str) -> None:
        del self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def __contains__(self, name: object) -> bool:
        return name in self._known
