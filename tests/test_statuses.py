"""How a form stands is said in one table; what else says it is held against that table here."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlgen.findings import Finding, Severity
from xlgen.returned.batch import Return
from xlgen.statuses import ALL_SOUND, COULD_NOT, NOT_ALL_SOUND, Handling, Status, exit_code

DOCS = Path(__file__).parents[1] / "docs/开发.md"
ERROR = Finding("XG301", Severity.ERROR, "错")
ASKS = Finding("XG204", Severity.WARNING, "疑")
OPENS = Finding("XG204", Severity.WARNING, "疑", opens=True)
FORM = object()  # answers of some form: only that there are any is asked


def returned(*findings: Finding, read: bool = True, awaited: str = "") -> Return:
    return Return(Path("表.xlsx"), FORM if read else None, findings, awaited)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "standing"),
    [
        (returned(), "审核通过"),
        (returned(ASKS, ASKS), "审核通过，需核实 2 项"),
        (returned(ASKS, OPENS), "待核实"),
        (returned(OPENS, ERROR), "退回修改"),
        (returned(ERROR, read=False), "无法读取"),
        (returned(read=False, awaited="P001"), "未报送"),
    ],
)
def test_errors_outweigh_what_is_open_and_what_is_only_asked_leaves_it_sound(given: Return, standing: str) -> None:
    assert given.standing == standing


@pytest.mark.parametrize("status", Status)
def test_the_page_for_developers_has_the_table(status: Status) -> None:
    row = f"| {status.word} | `{status}` | `{status.term}` | {exit_code([status])} |"
    assert row in DOCS.read_text("utf-8")


@pytest.mark.parametrize("kind", Handling)
def test_the_page_for_developers_has_what_becomes_of_a_file(kind: Handling) -> None:
    assert f"{kind.word} `{kind}`" in DOCS.read_text("utf-8")


@pytest.mark.parametrize(
    ("statuses", "code"),
    [
        ([], COULD_NOT),
        ([Status.SOUND], ALL_SOUND),
        *(([Status.SOUND, status], NOT_ALL_SOUND) for status in Status if status is not Status.SOUND),
    ],
)
def test_the_exit_code_is_0_where_all_is_sound(statuses: list[Status], code: int) -> None:
    assert exit_code(statuses) == code


def test_no_other_module_says_a_status_in_words_of_its_own() -> None:
    package = Path(__file__).parents[1] / "xlgen"
    words = {status.word for status in Status if status is not Status.RECALLED}
    told = {
        (path.name, word)
        for path in package.rglob("*.py")
        for word in words
        if path.name != "statuses.py" and (f'"{word}"' in path.read_text("utf-8") or f"【{word}】" in path.read_text("utf-8"))
    }
    assert told == set()
