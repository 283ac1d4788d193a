"""Tests are found where the code is: a test file is called as the module, sub-room or room that it is about."""

from __future__ import annotations

from pathlib import Path

import pytest

TESTS = Path(__file__).parent
PACKAGE = TESTS.parent / "xlgen"
SUBJECTS = {  # what is about no single module, and why
    "bundles": "the folders for machines without Python, put together outside the package",
    "conformance": "data for any implementation, and the tests that read it",
    "support": "the tools that tests share",
    "campaign/rounds/test_answered_back.py": "a form sent back, answered and collected again, through all of it",
    "cli/test_stopping.py": "commands that are stopped, with all the processes they began",
    "flows/test_same_answer.py": "one workbook, checked through every door",
    "flows/test_own_methods.py": "a scoring method outside the package, from roster to check",
    "bridge/test_unwritable.py": "files that can be judged and not rewritten, through every button",
    "flows/test_old_batches.py": "a batch that an earlier version issued, through every flow",
    "flows/test_saved_elsewhere.py": "every form, saved by other programs and judged again",
    "form/notation/test_used_figures.py": "every figure of a standard is used, whichever reader reads it",
    "form/notation/test_ways_to_say.py": "ways to say one thing, whichever reader reads it",
    "form/test_methods_in_frames.py": "every method in every frame",
    "flows/test_passing_on.py": "columns of the office's own, from the roster to every list",
    "roster/test_hostile.py": "rosters made to stop or mislead the reading",
    "rules/gross/test_asked_live.py": "gross values, asked by the form and by the checker alike",
    "flows/test_collections.py": "a collection with zips, scans and copies, through every command",
    "flows/test_checked_and_marked.py": "what check finds in a folder and what mark marks in it",
    "campaign/test_two_years.py": "two campaigns of different templates and years in one folder, through every command",
    "campaign/test_begun_before.py": "a campaign that an earlier program began, finished",
    "campaign/test_same_again.py": "a whole campaign, its bytes and who may read them",
    "campaign/test_generated.py": "a campaign with faults sown in it, through every command and three rounds",
    "cli/test_clerks.py": "two clerks at once, each through the command line",
    "cli/test_kills.py": "every command that writes, ended at any of its file operations",
    "cli/test_odd_files.py": "every command, over files, folders and names that are not as they should be",
    "cli/test_last_net.py": "what a fault of the program itself comes to, at every door",
    "rollup/test_provisional.py": "a summary of what is not yet sound, from roll-up to every page",
    "rollup/test_sorting.py": "lists of a summary sorted and cut, every figure as before",
    "form/test_check_code.py": "the option 校验码, from the template to LibreOffice",
    "form/test_frames.py": "the templates that come with xlgen",
    "language/test_expression.py": "reading, computing and writing formulas agree",
    "rules/test_work.py": "how the work of checking grows with a form",
    "whereabouts/test_once.py": "what several rules ask of a return is worked out once",
    "writing/test_blank.py": "a form as it is issued: layout, writing and hidden sheet together",
    "writing/test_summary.py": "a summary as it is written: roll-up, grids and writing together",
}
FILES = sorted(path.relative_to(TESTS) for path in TESTS.rglob("test_*.py") if path.parent != TESTS)


def is_about_code(file: Path) -> bool:
    room, name = PACKAGE / file.parent, file.stem.removeprefix("test_")
    return room.name == name or any(path.stem == name for path in room.rglob("*") if path.suffix in ("", ".py"))


@pytest.mark.parametrize("file", FILES, ids=str)
def test_a_test_file_is_called_as_what_it_is_about(file: Path) -> None:
    known = is_about_code(file) or {str(file), file.parts[0]} & set(SUBJECTS)
    assert known, f"call it as a module of xlgen/{file.parent}, or say in SUBJECTS what it is about"


@pytest.mark.parametrize("subject", SUBJECTS)
def test_what_is_listed_is_there_and_about_no_module(subject: str) -> None:
    assert (TESTS / subject).exists()
    assert not is_about_code(Path(subject))
