"""JSON as one line of text: what a snapshot is kept and compared as."""

from __future__ import annotations

import json
from typing import Any

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def compact(said: Any) -> str:
    """JSON without blanks; the same values, keys in the same order, always give the same text."""
    return _encode(said)
