"""The rules that returns are judged by: every rule of the topic modules, a function each."""

from __future__ import annotations

from xlgen.rules import entries, footing, funds, proportion, reasons, scores, sheets, weights, workbook
from xlgen.rules.across import arrivals, copies, listed
from xlgen.rules.gross import amounts
from xlgen.rules.places import astray, dressed, extra, missing, secrets, untold
from xlgen.rules.prose import against_sign, told_figures
from xlgen.rules.registry import rules_of
from xlgen.rules.reviewing import accounts, departments, proof, spending, unexplained
from xlgen.rules.values import dates, goals, magnitudes, texts

ISSUED = rules_of(sheets, workbook, astray, missing)  # XG1xx: is the workbook still the one that was issued
REVIEWING = (accounts, departments, proof, spending, unexplained)
PLACES = (astray, dressed, extra, missing, secrets, untold)
VALUES = (dates, goals, magnitudes, texts)
PROSE = (told_figures, against_sign)
ACROSS = (arrivals, copies, listed)
RULES = rules_of(
    entries,
    footing,
    funds,
    proportion,
    reasons,
    scores,
    sheets,
    weights,
    workbook,
    amounts,
    *VALUES,
    *PLACES,
    *REVIEWING,
    *PROSE,
    *ACROSS,
)
