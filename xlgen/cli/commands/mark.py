"""``xlgen mark``: mark faulty cells and list them, for sending back; ``xlgen bridge mark`` is the same."""

from xlgen.cli.commands.bridge import mark as command

__all__ = ["command"]
