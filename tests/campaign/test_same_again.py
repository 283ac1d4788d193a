"""A whole campaign, twice: the same inputs and days give the same bytes, collecting once more changes none, all of it is private."""

from __future__ import annotations

import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import small_campaign
from xlgen.campaign.folder import Campaign, campaign_at
from xlgen.cli.main import main
from xlgen.register.recording import acting
from xlgen.writing.roster import write_rows

BEGIN = "init 批次 --department 县医保局 --year 2025 --deadline 2026-02-28 -t project --roster 清单.xlsx --by 某某 --date 2026-01-10"
COMMANDS = (
    "issue --zip --date 2026-01-12",
    "recall P005 --reason 不做了 --date 2026-01-20",
    "collect ../来件 --received 2026-02-04",
    "return --date 2026-02-05",
    "override P004 --score 85 --reason 撤并 --basis 纪要 --date 2026-02-06",
    "accept --return P003 --reason 核对过 --date 2026-02-06",
    "undo --date 2026-02-06",
    "handover --to 某乙 --until 2026-03-31 --date 2026-02-07",
    "status --chase --date 2026-03-05",
    "status --html --date 2026-03-05",
    "rollup --csv --date 2026-03-05",
    "log --date 2026-03-05",
    "archive --date 2026-03-06",
    "reindex",
)
NAMELESS = ("status", "log", "reindex")  # commands that nobody is asked his name for


@pytest.fixture(scope="module")
def came(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A list, and what comes back: sound, wrong, and open."""
    home = tmp_path_factory.mktemp("来")
    (home / "清单.xlsx").write_bytes(write_rows(small_campaign.listed()))
    campaign = small_campaign.begun(home)
    gross = [*small_campaign.LINES[:2], {"三级指标": "满意度", "实际完成值": 98}]
    (home / "来件").mkdir()
    for code, more in {"P001": {}, "P002": {"绩效指标": small_campaign.LINES[:2]}, "P003": {"绩效指标": gross}}.items():
        (home / "来件" / f"{code}.xlsx").write_bytes(small_campaign.filled(campaign, code, **more))
    shutil.rmtree(campaign.root)
    return home


@pytest.fixture(autouse=True)
def at_one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time of day at which an act was done, and the summary says a decision was, is all that no option says: it is pinned."""
    monkeypatch.setattr(acting, "moment", lambda: "2026-03-06T09:00:00")


def called(words: str) -> None:
    by = [] if words.split(maxsplit=1)[0] in NAMELESS or "--by" in words else ["--by", "某某"]
    done = CliRunner().invoke(main, [*words.split(), *by], catch_exceptions=False)
    assert done.exit_code in (0, 1), done.output


def commands(came: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Campaign]]:
    """All of it, and the campaign after each command."""
    shutil.copytree(came, home)
    monkeypatch.chdir(home)
    called(BEGIN)
    monkeypatch.chdir(home / "批次")
    yield "init", campaign_at()
    for words in COMMANDS:
        called(words)
        yield words.split()[0], campaign_at()


def lying(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


@pytest.mark.slow
def test_the_same_inputs_and_days_give_the_same_bytes(came: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for name in ("一", "二"):
        *_, _last = commands(came, tmp_path / name, monkeypatch)
        found.append(lying(tmp_path / name / "批次"))
    assert found[0].keys() == found[1].keys()
    assert [name for name in found[0] if found[0][name] != found[1][name]] == []
    assert any(name.startswith("存档/") for name in found[0])


def test_collected_once_more_not_a_byte_changes(came: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for word, made in commands(came, tmp_path / "批", monkeypatch):
        if word == "collect":
            before = {path: path.stat().st_mtime_ns for path in made.root.rglob("*")}, lying(made.root)
            called("collect ../来件 --received 2026-02-20")
            assert (
                {path: path.stat().st_mtime_ns for path in made.root.rglob("*") if path != made.root},
                lying(made.root),
            ) == (
                {path: time for path, time in before[0].items() if path != made.root},
                before[1],
            )
            return


@pytest.mark.skipif(sys.platform == "win32", reason="Windows goes by the folder's rights")
def test_after_each_command_all_of_it_is_for_its_owner_only(
    came: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_to_others = set()
    for word, made in commands(came, tmp_path / "批", monkeypatch):
        for path in (made.root, *made.root.rglob("*")):
            if stat.S_IMODE(path.stat().st_mode) & 0o077:
                open_to_others.add((word, path.relative_to(made.root).as_posix()))
    assert open_to_others == set()
