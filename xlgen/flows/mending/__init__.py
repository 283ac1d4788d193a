"""Whole folders: what they hold and where copies of it go, and the repair of all of it."""
