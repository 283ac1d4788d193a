"""What a test does where a tool outside Python is missing."""

from __future__ import annotations

import os

import pytest


def need(found: object, what: str) -> None:
    """Skip the test where ``found`` is false and say why; under CI fail, so that no run looks complete without it."""
    if found:
        return
    if os.environ.get("CI", "") not in ("", "0", "false"):
        pytest.fail(f"{what} is missing and CI must have it", pytrace=False)
    pytest.skip(f"{what} is missing")
