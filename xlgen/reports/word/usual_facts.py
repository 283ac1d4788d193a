"""Names that every report can use, whatever form or summary it is on: to judge a template by itself."""

from __future__ import annotations

from collections.abc import Iterable

from xlgen.reports.word.department_facts import department_facts
from xlgen.reports.word.fact_tables import FactTable
from xlgen.reports.word.form_facts import AMOUNT_NAMES, FIELDS, IDENTITY, MONEY, TITLE, WRITTEN
from xlgen.reports.word.funding_table import FUNDING_COLUMNS, NAME, RATE_OF_BUDGET
from xlgen.reports.word.indicator_tables import ALL, COLUMNS, LEVEL_COLUMNS, LEVELS, LOSSES, LOST, USUAL
from xlgen.reports.word.level_tables import GROUP_COLUMNS, GROUPS, LEVEL_SERIES
from xlgen.reports.word.named_facts import NamedFact, NamedFacts, facts_of, fault_of
from xlgen.reports.word.printed_tables import FORM_TABLE, FUNDING, LISTED
from xlgen.rollup.records import ProjectLine, Rollup
from xlgen.word.word_tables import WholeTable

FORM_NAMES = (*IDENTITY.values(), *FIELDS.values(), MONEY, TITLE, *AMOUNT_NAMES, RATE_OF_BUDGET, *WRITTEN, *LOSSES)
AS_PRINTED = (FUNDING, FORM_TABLE, LISTED)  # tables whose columns are those of each form
_SAID = "…"


def usual_of_forms() -> NamedFacts:
    """What the report on any form can say; rows and figures are left out."""
    tables = dict.fromkeys((ALL, LOST, *USUAL), COLUMNS) | {
        NAME: FUNDING_COLUMNS,
        LEVELS: LEVEL_COLUMNS,
        GROUPS: GROUP_COLUMNS,
    }
    tables |= dict.fromkeys(AS_PRINTED, ())
    facts = [NamedFact((name,), _SAID) for name in FORM_NAMES]
    series = {LEVEL_SERIES: (WholeTable((), ()),)}
    return facts_of(facts, [FactTable(name, columns, ()) for name, columns in tables.items()], series)


def usual_of_summaries() -> NamedFacts:
    """What the report on any summary can say."""
    return department_facts(Rollup((ProjectLine(_SAID, _SAID),)))


def of_one_kind(names: Iterable[str]) -> tuple[list[str], list[str]]:
    """Those names that only reports on forms can use, and those that only reports on summaries can."""
    forms, summaries = usual_of_forms(), usual_of_summaries()
    told = [(name, not fault_of(forms, name), not fault_of(summaries, name)) for name in dict.fromkeys(names)]
    return [name for name, one, many in told if one and not many], [name for name, one, many in told if many and not one]
