"""What a reason says is to be done, for the draft of a report: in the form's own words, the reason itself left out."""

from __future__ import annotations

import re

_SENTENCES = re.compile("[。；;！!\n]")
_TO_BE_DONE = re.compile("将|拟|下一?步|下阶段|今后|接下来|督促|加强|加快|改进|整改")
_NOT_DONE = re.compile("有待|仍待|尚待|未能|没有|不足|不够|模拟|虚拟|草拟")


def measures_in(reason: str) -> str:
    """Of each sentence what follows from its first clause on that says what is to be done; "" where none does."""
    return "；".join(said for sentence in _SENTENCES.split(reason) if (said := _measure(sentence)))


def _measure(sentence: str) -> str:
    clauses = [clause.strip() for clause in sentence.split("，")]
    first = next((i for i, each in enumerate(clauses) if _TO_BE_DONE.search(each) and not _NOT_DONE.search(each)), None)
    return "" if first is None else "，".join(clauses[first:])
