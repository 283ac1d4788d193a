"""How a form stands is said in one table; what else says it is held against that table here."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

import filled
import rules
from asked import request
from xlgen.bridge.exchange import answer
from xlgen.cli.console import closing, headline
from xlgen.findings import Finding, Severity
from xlgen.issued.manifest import Manifest
from xlgen.macros.marking import verdict
from xlgen.reports.checked import report
from xlgen.reports.summed import closing_sentence, summary_report
from xlgen.returned.batch import Return
from xlgen.rollup.lists import received_grid
from xlgen.rollup.proofs import statuses_grid
from xlgen.rollup.records import Rollup
from xlgen.rollup.roll_up import roll_up
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
    words = {status.word for status in Status}
    told = {
        (path.name, word)
        for path in package.rglob("*.py")
        for word in words
        if path.name != "statuses.py" and (f'"{word}"' in path.read_text("utf-8") or f"【{word}】" in path.read_text("utf-8"))
    }
    assert told == set()


SHIPPED = sorted(
    path
    for top in ("xlgen", "templates")
    for path in (Path(__file__).parents[1] / top).rglob("*")
    if path.suffix in (".js", ".html", ".svg", ".bas", ".xml", ".toml")
)
EARLIER = ("可以接收", "需要退回", "校验合格", "合格后")  # what is 审核通过 now was said in these words once


def test_no_page_of_an_add_in_and_no_template_says_how_a_form_stands() -> None:
    """They show what the program answers; a word of their own would outlive a change of the table."""
    words = (*(status.word for status in Status), *EARLIER)
    assert [(file.name, word) for file in SHIPPED for word in words if word in file.read_text("utf-8")] == []


def test_all_scripts_of_the_wps_page_are_among_them() -> None:
    pages = [file.read_text("utf-8") for file in SHIPPED if file.suffix == ".html"]
    scripts = {script for page in pages for script in re.findall(r'src="([^"]+)"', page)}
    assert sorted(scripts) == sorted(file.name for file in SHIPPED if file.suffix == ".js" and file.parent.name == "wps")


def test_nothing_says_a_status_in_the_words_of_earlier_programs() -> None:
    top = DOCS.parents[1]
    pages = (path for name in ("docs", "xlgen") for path in (top / name).rglob("*") if path.suffix in (".md", ".py"))
    assert [(page.name, word) for page in pages for word in EARLIER if word in page.read_text("utf-8")] == []


# ---- every place that says how a form stands -------------------------------------------------------------------------

FINDINGS = {
    Status.SOUND: (ASKS,),
    Status.OPEN: (OPENS,),
    Status.ERRORS: (ERROR, OPENS),
    Status.REFUSED: (ERROR,),
    Status.MISSING: (ERROR,),
}


def batch_of(status: Status) -> tuple[Return, Manifest]:
    """One issued project whose form stands so."""
    batch = rules.batch("A")
    [given] = [each for each in batch.returns if each.answers]
    code = given.code
    manifest = Manifest({code: batch.issued[code]}, {code: batch.files[code]})
    read = status not in (Status.REFUSED, Status.MISSING)
    awaited = code if status is Status.MISSING else ""
    return replace(given, form=given.answers if read else None, findings=FINDINGS[status], awaited=awaited), manifest


def summed(status: Status) -> Rollup:
    given, manifest = batch_of(status)
    return roll_up([given], manifest)


@pytest.mark.parametrize("status", FINDINGS)
class TestEveryPlace:
    """Each command, page, button and JSON says a status by the table."""

    def test_check_says_it_of_the_file_and_in_the_end(self, status: Status) -> None:
        given, _ = batch_of(status)
        assert headline(given).startswith(f"【{given.standing}】")
        assert status.word in closing([given], strict=False)

    def test_the_json_of_a_check(self, status: Status) -> None:
        given, _ = batch_of(status)
        said = report([given])
        assert (said["files"][0]["status"], said["files"][0]["standing"]) == (str(status), given.standing)
        assert said["summary"][status] == 1

    def test_the_button_and_the_marked_copy(self, status: Status) -> None:
        given, _ = batch_of(status)
        assert status.word in verdict(given)

    def test_the_closing_sentence_of_the_summary(self, status: Status) -> None:
        assert f"{status.word} 1" in closing_sentence(summed(status))

    def test_the_json_of_the_summary(self, status: Status) -> None:
        said = summary_report(summed(status))
        assert (said["issued"][status.term], said["projects"][0]["status"]) == (1, str(status))

    def test_the_summary_counts_only_what_is_sound(self, status: Status) -> None:
        assert [project.counted for project in summed(status).projects] == [status is Status.SOUND]

    def test_the_pages_of_the_summary(self, status: Status) -> None:
        rollup = summed(status)
        assert status.word in {column.label for column in statuses_grid(rollup).columns}
        assert [row["status"] for row in received_grid(rollup).rows] == ([status.word] if rollup.files else [])
        assert [each.kind for each in rollup.pendings] == ([] if status is Status.SOUND else [status.word])


@pytest.mark.parametrize("button", ["check", "mark"])
@pytest.mark.parametrize("status", [each for each in FINDINGS if each is not Status.MISSING])  # which nobody can open
def test_what_the_page_of_the_wps_add_in_is_told_to_show(
    button: str, status: Status, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given, _ = batch_of(status)
    monkeypatch.setattr("xlgen.bridge.actions.judge", lambda *_: given)
    reply = answer(request(tmp_path, button, filled.returned(), tmp_path / "a.xlsx"))
    assert status.word in reply["message"]
