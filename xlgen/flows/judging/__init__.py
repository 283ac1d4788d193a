"""Judging returned files, one after another or by several processes at once, and what was found of them before."""
