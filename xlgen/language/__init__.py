"""The scoring language: one formula, three readings."""
