"""Whether what stands in a cell is what was issued, but for what applications change when they save."""

from __future__ import annotations

from decimal import Decimal

from xlgen.language.operators import Value


def same_text(found: Value, issued: str) -> bool:
    """Whether a text is as issued but for line ends, which applications change."""
    if isinstance(found, str):
        if found == issued and "\r" not in issued:
            return True
        return found.replace("\r\n", "\n").rstrip() == issued.rstrip()
    return found is None and not issued.strip()


def differs(found: Value, issued: Value) -> bool:
    """Whether a locked value is no longer as issued; numbers to 14 digits, as LibreOffice saves 15 of a double's 17."""
    if isinstance(found, Decimal) and isinstance(issued, Decimal):
        return found != issued and abs(found - issued) > abs(issued) * Decimal("1e-14")
    if isinstance(issued, str):
        return not same_text(found, issued)
    return found != issued
