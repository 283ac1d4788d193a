"""Names that the engine itself knows."""

FACTS = "facts"
