"""A faster way through parts that are written as programs commonly write them; the guarded scanner reads all others."""
