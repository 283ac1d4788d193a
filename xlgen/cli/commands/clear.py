"""``xlgen clear``: take the marks away; ``xlgen bridge clear`` is the same."""

from xlgen.cli.commands.bridge import clear as command

__all__ = ["command"]
