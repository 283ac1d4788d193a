"""Work flow: a code or a cell of a form → what it means, in the words of the form."""

from __future__ import annotations

from pathlib import Path

from xlgen.errors import XlgenError
from xlgen.files.paths import existing, one_file
from xlgen.flows.checking import check
from xlgen.issued.manifest import Manifest
from xlgen.reports.code_pages import explain_code
from xlgen.reports.explain import explain_score, named
from xlgen.returned.batch import Return
from xlgen.rules.codes import all_codes


class NotExplained(XlgenError):
    """There is no such code or cell, or the form could not be read: then ``returned`` has what was found."""

    def __init__(self, said: str, returned: Return | None = None) -> None:
        self.returned = returned
        super().__init__(said)


def explain(what: Path | str, name: str = "", issued: Path | str | Manifest | None = None) -> str:
    """What a code means (``XG301``), or how a cell of a form came to its value, step by step.

    ``name`` is the cell's address as a check prints it (``自评表!J16``) or its name (``indicators.3.score``); the total
    where it is "". ``issued`` is that of ``check``.

    NotExplained where there is no such code or cell or the form cannot be read; XlgenError where the file is not there.

    >>> explain("XG301").splitlines()[0].startswith("XG301 ")
    True
    >>> explain("回收/P001_培训.xlsx", "indicators.1.score", "下发").splitlines()[0]
    '“培训人数·得分”＝50（自评表!J14，分值 50）'
    """
    if not str(what).strip():
        raise NotExplained("请写明代码（XG301）或自评表的文件")
    if not name and not Path(what).suffix:
        if str(what).strip().upper() in all_codes():
            return explain_code(str(what))
        if not Path(what).exists():
            raise NotExplained(explain_code(str(what)))
    (returned,) = check(one_file(existing(what)), issued)
    if returned.answers is None:
        raise NotExplained("；".join(finding.message for finding in returned.findings), returned)
    said = "\n".join(explain_score(returned.answers, name or "total"))
    if named(returned.answers, name or "total") not in returned.answers.snapshot.slots:
        raise NotExplained(said)
    return said
