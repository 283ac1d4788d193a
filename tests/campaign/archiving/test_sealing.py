"""A campaign put away: all of it, read-only, once for each state; checked by anybody."""

from __future__ import annotations

import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from running_batch import DAY, RunningBatch, begun
from xlgen.campaign.archiving.digest_list import LIST
from xlgen.campaign.archiving.sealing import HOW, seal
from xlgen.campaign.archiving.verifying import verify
from xlgen.register.recording.acting import reindex


@pytest.fixture
def batch(tmp_path: Path) -> RunningBatch:
    batch = begun(tmp_path, 2)
    batch.collected(a=batch.filled(0))
    return batch


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_everything_is_there_and_read_only(batch: RunningBatch) -> None:
    before = files(batch.root)
    done = seal(batch.campaign, day=DAY, by="张某")
    assert done.folder == batch.root / "存档"
    assert files(done.folder) == before | {LIST, HOW}
    modes = {stat.S_IMODE(path.stat().st_mode) for path in done.folder.rglob("*")}
    assert modes == {0o400, 0o500}
    found = verify(done.folder)
    assert (found.is_whole, found.is_list_known, found.digest) == (True, True, done.digest)


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs sha256sum")
def test_sha256sum_reads_the_list(batch: RunningBatch) -> None:
    done = seal(batch.campaign, day=DAY)
    assert subprocess.run(["sha256sum", "-c", "--quiet", LIST], cwd=done.folder, check=False).returncode == 0


def test_a_later_state_goes_beside_the_first(batch: RunningBatch) -> None:
    seal(batch.campaign, day=DAY)
    second = seal(batch.campaign, day=DAY)
    assert second.folder.name == "存档2"
    assert not [name for name in files(second.folder) if name.startswith("存档")]


def test_what_a_killed_run_left_is_gone_on_with(batch: RunningBatch) -> None:
    first = seal(batch.campaign, day=DAY)
    newest = max((batch.root / "记录").glob("*.jsonl"))
    register = (first.folder / "register.sqlite").read_bytes()
    newest.unlink()
    (batch.root / "register.sqlite").write_bytes(register)
    assert seal(batch.campaign, day=DAY) == first


def test_a_dry_run_writes_nothing(batch: RunningBatch) -> None:
    before = sorted(batch.root.rglob("*"))
    assert seal(batch.campaign, day=DAY, dry=True).files > 10
    assert sorted(batch.root.rglob("*")) == before


def test_a_copy_of_it_is_a_campaign_that_can_be_looked_at(batch: RunningBatch, tmp_path: Path) -> None:
    done = seal(batch.campaign, day=DAY)
    copy = tmp_path / "拷"
    shutil.copytree(done.folder, copy)
    for path in (copy, *copy.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    (copy / "register.sqlite").unlink()
    assert reindex(copy) == 3
