"""The rules that returns are judged by: every rule of the topic modules, a function each."""

from __future__ import annotations

from xlgen.rules import copies, entries, folder, footing, funds, reasons, scores, sheets, values, weights, workbook
from xlgen.rules.gross import amounts
from xlgen.rules.places import astray, dressed, extra, missing, secrets
from xlgen.rules.registry import rules_of
from xlgen.rules.reviewing import accounts, departments, proof, spending

ISSUED = rules_of(sheets, workbook, astray, missing)  # XG1xx: is the workbook still the one that was issued
REVIEWING = (accounts, departments, proof, spending)
PLACES = (astray, dressed, extra, missing, secrets)
RULES = rules_of(
    copies, entries, folder, footing, funds, reasons, scores, sheets, values, weights, workbook, amounts, *PLACES, *REVIEWING
)
