"""Whole folders mended."""
