"""``xlgen explain XG301``: what a code means and what to do, in plain Chinese."""

from __future__ import annotations

from xlgen.catalogue import Code
from xlgen.findings import Severity
from xlgen.rules.codes import all_codes

_WEIGHT = {
    Severity.ERROR: "错误，表要退回",
    Severity.WARNING: "请核对，不一定有错",
    Severity.NOTE: "说明，不影响接收",
    None: "拒收，整份退回重报",
}
_ROSTER = {Severity.ERROR: "错误，改好才能下发", Severity.WARNING: "提示，可以照发"}


def explain_code(code: str) -> str:
    """What a code means, how much it weighs and what to do; a plain sentence for a code there is not."""
    code, codes = code.strip().upper(), all_codes()
    if code not in codes:
        first, *_, last = codes
        return f"没有“{code}”这个代码。代码从 {first} 到 {last}，印在每条问题的前面"
    known = codes[code]
    return "\n".join([f"{code} {known.title}（{_weight(known)}）", known.means, f"怎么办：{known.hint}"]).replace("\n\n", "\n")


def _weight(known: Code) -> str:
    return _ROSTER[known.severity] if known.code.startswith("XL") and known.severity in _ROSTER else _WEIGHT[known.severity]
