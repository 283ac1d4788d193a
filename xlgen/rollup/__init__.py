"""Many returns as one department summary."""
