"""Each way a file may stand has one term in the law of files and says what it does to its project."""

from __future__ import annotations

import pytest

from campaign_facts import came, form, known, now_of, stand
from xlgen.campaign.standing import CONFLICTS, NEW, OLD, SAME, STRAYED
from xlgen.campaign.terms import OF_STATUS, STATES, TERMS, FileState, ProjectTerm
from xlgen.statuses import Handling, Status

VERDICT = "verdict"
TABLE = {  # state → its term in received = …, what it makes of its project
    "current": (Handling.CURRENT, VERDICT),
    "superseded": (Handling.SUPERSEDED, None),
    "duplicate": (Handling.DUPLICATE, None),
    "conflict": (Handling.CURRENT, ProjectTerm.OPEN),
    "stale": (Handling.SUPERSEDED, None),
    "other_unit": (Handling.CURRENT, ProjectTerm.OPEN),
    "other_campaign": (Handling.UNKNOWN, None),
    "waiting": (Handling.REFUSED, ProjectTerm.UNUSABLE),
    "nil": (Handling.ATTACHMENT, ProjectTerm.ACCEPTED),
    "container": (None, None),
    "attachment": (Handling.ATTACHMENT, None),
    "unknown": (Handling.UNKNOWN, None),
    "refused": (Handling.REFUSED, ProjectTerm.UNUSABLE),
}
# A file that stands so and nothing else beside it: how it came, or what did it to it.
ALONE = {
    "current": [came(1)],
    "superseded": [came(1), came(2, "replaced")],
    "duplicate": [came(1), came(2, SAME, digest=f"{1:064x}")],
    "conflict": [came(1), came(2, CONFLICTS)],
    "stale": [came(1, OLD, revision=3)],
    "other_unit": [came(1, STRAYED, unit="乙")],
    "other_campaign": [came(1, "", "")],
    **{kind: [came(1, "", kind=kind)] for kind in ("waiting", "nil", "container", "attachment", "unknown", "refused")},
}


def test_the_table_names_every_state_once() -> None:
    assert list(TABLE) == [state.value for state in FileState] == list(STATES)
    assert len({state.word for state in FileState}) == len(FileState)


@pytest.mark.parametrize("state", FileState)
def test_a_state_has_one_term_and_says_what_it_does(state: FileState) -> None:
    term, does = TABLE[state.value]
    assert state.term is term
    assert state.does == (does or "")
    assert state.does in ("", VERDICT, *TERMS)


@pytest.mark.parametrize("state", FileState)
def test_a_file_comes_to_stand_so_and_is_counted_there_alone(state: FileState) -> None:
    now = now_of(known([form()], ALONE[state.value]))
    assert state in now.files.values()
    counted = now.by_handling()
    assert sum(counted.values()) == sum(each.term is not None for each in now.files.values())
    if state.term is not None:
        assert counted[state.term] >= 1


@pytest.mark.parametrize("state", FileState)
def test_a_project_of_such_a_file_alone_gets_what_the_state_says(state: FileState) -> None:
    if state in (FileState.SUPERSEDED, FileState.DUPLICATE):  # never without the form that counts
        assert state.does == ""
        return
    (project,) = stand(known([form()], ALONE[state.value]), {1: Status.ERRORS})
    expected = {VERDICT: ProjectTerm.TO_CORRECT, None: ProjectTerm.MISSING}
    does = TABLE[state.value][1]
    assert project.term is expected.get(does, does)


def test_every_term_of_a_project_has_a_word_and_every_status_its_term() -> None:
    assert [term.value for term in ProjectTerm] == ["accepted", "to_correct", "open", "unusable", "missing", "recalled"]
    assert {OF_STATUS[status] for status in Status} == set(ProjectTerm) - {ProjectTerm.RECALLED}
    assert [OF_STATUS[status].word for status in Status] == [status.word for status in Status]


def test_a_new_form_is_what_the_check_finds() -> None:
    for status in (Status.SOUND, Status.OPEN, Status.ERRORS):
        (project,) = stand(known([form()], [came(1, NEW)]), {1: status})
        assert project.term is OF_STATUS[status]
