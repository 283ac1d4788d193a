"""Which projects do not agree, and whether all that is proved holds."""
