"""Fixtures that stand for tools outside Python: a test that asks for one skips without it, or fails under CI."""

from __future__ import annotations

import os
from collections.abc import Iterator
from types import ModuleType

import hypothesis
import pytest

import office as _office
import validator as _validator
from need import need
from xlgen.files import mishaps

os.environ["XLGEN_CACHE"] = ""  # what one test found is nothing to another
os.environ.setdefault("OPENPYXL_LXML", "False")  # lxml comes with test packages; users' openpyxl has none
hypothesis.settings.register_profile("xlgen", deadline=None, derandomize=True)  # same cases each run; no timed assertion
hypothesis.settings.load_profile("xlgen")


@pytest.fixture(scope="session")
def office() -> ModuleType:
    """``tests/support/office.py`` where LibreOffice is installed: recalculate, to_pdf."""
    need(_office.program(), "LibreOffice (soffice)")
    return _office


@pytest.fixture(scope="session")
def poppler() -> ModuleType:
    """``tests/support/office.py`` where poppler is installed: to_png, to_text."""
    need(_office.has_poppler(), "poppler (pdftoppm, pdftotext)")
    return _office


@pytest.fixture(scope="session")
def validator() -> ModuleType:
    """``tests/support/validator.py`` where the Open XML validator is installed: messages."""
    need(_validator.program(), "the Open XML validator (.ci/run puts it in .tools)")
    return _validator


@pytest.fixture(autouse=True)
def no_program_fault(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test in which the program itself went wrong has failed, whatever it asserts, unless it is about that."""
    mishaps.forget()
    yield
    assert request.node.get_closest_marker("program_fault") or not mishaps.happened(), "exit code 3: see the record"


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """A workbook is no name for a test: its bytes hold the second it was written, and workers would count other tests."""
    return argname if isinstance(val, bytes) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a tool, so that ``pytest -m "not office"`` leaves it out."""
    for item in items:
        if {"office", "poppler", "validator"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("office")
