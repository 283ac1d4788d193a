"""A campaign's own rules are run only where this user has named just this file on the command line."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from xlgen.campaign.allowed_rules import ALLOWED, allow, allow_content, rules_in
from xlgen.campaign.settings import Settings
from xlgen.errors import XlgenError

SAID = Settings(2025, rules="清单/本局规则.py")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A campaign's folder with a file of rules; the user's own folder is another."""
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "本人"))
    (tmp_path / "批次" / "清单").mkdir(parents=True)
    (tmp_path / "批次" / "清单" / "本局规则.py").write_text("# 一", "utf-8")
    return tmp_path / "批次"


def test_without_rules_nothing_is_asked(root: Path) -> None:
    assert rules_in(root, Settings(2025)) is None


def test_a_file_that_nobody_named_is_not_run_and_it_is_said_how_to_allow_it(root: Path) -> None:
    said = f"在这台电脑上还没有认可过它，或者认可以后改过，没有运行，什么也没有做。请打开看一看，确是本局的，运行 xlgen status --rules {root / '清单/本局规则.py'}"
    with pytest.raises(XlgenError, match=re.escape(said)):
        rules_in(root, SAID)


def test_once_named_it_is_run_here_and_in_a_copy(root: Path, tmp_path: Path) -> None:
    allow(root, SAID, root / "清单" / "本局规则.py")
    assert rules_in(root, SAID) == root / "清单" / "本局规则.py"
    root.rename(tmp_path / "存档")
    assert rules_in(tmp_path / "存档", SAID)


def test_one_that_was_changed_is_to_be_allowed_anew(root: Path) -> None:
    allow(root, SAID, root / "清单" / "本局规则.py")
    (root / "清单" / "本局规则.py").write_text("# 二", "utf-8")
    with pytest.raises(XlgenError, match="认可以后改过"):
        rules_in(root, SAID)


def test_another_user_allows_for_himself(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    allow(root, SAID, root / "清单" / "本局规则.py")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "别人"))
    with pytest.raises(XlgenError, match="还没有认可过"):
        rules_in(root, SAID)


def test_what_was_allowed_is_kept_for_its_owner_only_and_added_to(tmp_path: Path, root: Path) -> None:
    allow_content(b"1")
    allow_content(b"2")
    kept = tmp_path / "本人" / "xlgen" / ALLOWED
    assert len(kept.read_text().split()) == 2
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


@pytest.mark.parametrize("said", ["../别处.py", "/etc/别处.py", "清单/本局规则.toml", "清单/../../别处.py"])
def test_only_a_file_of_the_campaign_is_meant(root: Path, said: str) -> None:
    with pytest.raises(XlgenError, match=r"要是批次文件夹里的 \.py，如 清单/本局规则\.py"):
        rules_in(root, Settings(2025, rules=said))


def test_one_that_is_not_there_is_told(root: Path) -> None:
    with pytest.raises(XlgenError, match=r"xlgen\.toml 里写的规则文件：.*没有\.py"):
        rules_in(root, Settings(2025, rules="清单/没有.py"))


@pytest.mark.parametrize(
    ("said", "told"), [("", "里没有写 rules"), ("清单/本局规则.py", '里写的是 rules = "清单/本局规则.py"')]
)
def test_naming_another_file_allows_nothing(root: Path, tmp_path: Path, said: str, told: str) -> None:
    (tmp_path / "别的.py").write_text("# 一", "utf-8")
    with pytest.raises(XlgenError, match=re.escape(f"别的.py 不是这一批的规则：xlgen.toml {told}")):
        allow(root, Settings(2025, rules=said), tmp_path / "别的.py")


def test_without_a_folder_of_ones_own_nothing_can_be_allowed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", lambda: (_ for _ in ()).throw(RuntimeError("no home")))
    with pytest.raises(XlgenError, match="没有您自己的文件夹"):
        allow_content(b"1")
