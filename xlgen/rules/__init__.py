"""Checking rules, one module per group of codes; importing this package registers all of them."""

from __future__ import annotations

from xlgen.rules import copies, entries, folder, footing, funds, reasons, scores, sheets, values, weights, workbook

__all__ = ["copies", "entries", "folder", "footing", "funds", "reasons", "scores", "sheets", "values", "weights", "workbook"]
