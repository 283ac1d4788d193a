"""Macros of a user's own, run over returned forms without Excel."""
