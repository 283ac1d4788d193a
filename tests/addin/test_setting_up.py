"""The files to double-click in a built add-in's folder."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from xlgen.addin.setting_up import LINUX, WINDOWS, scripts


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "bin").mkdir()
    (tmp_path / LINUX).write_bytes(scripts("wps")[LINUX])
    return tmp_path


def ran(home: Path, *more: str) -> tuple[int, str]:
    env = {**os.environ, "PATH": f"{home / 'bin'}:/usr/bin:/bin", "HOME": str(home)}
    done = subprocess.run(["sh", LINUX, *more], cwd=home, env=env, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout


@pytest.mark.parametrize("place", ["bin/xlgen", "xlgen/bin/xlgen"])
def test_the_one_of_linux_lets_xlgen_install_the_add_in(home: Path, place: str) -> None:
    (home / place).parent.mkdir(parents=True, exist_ok=True)
    (home / place).write_text('#!/bin/sh\necho "$@"\n')
    (home / place).chmod(0o755)
    assert ran(home, "--at-login") == (0, "addin install --target wps --at-login\n")


def test_without_xlgen_it_says_so(home: Path) -> None:
    assert ran(home) == (
        2,
        "没有找到 xlgen。请先装好 xlgen，再双击这个文件；装在别处的，在它的文件夹里运行 xlgen addin install --target wps\n",
    )


@pytest.mark.parametrize("target", ["wps", "excel"])
def test_the_one_of_windows_is_read_in_utf_8_and_waits_at_the_end(target: str) -> None:
    lines = scripts(target)[WINDOWS].decode().split("\r\n")
    assert (lines[:2], lines[-2:]) == (["@echo off", "chcp 65001 >nul"], ["pause", ""])
    assert f'(call "%XLGEN%" addin install --target {target} %*)' in lines[-3]
    assert (LINUX in scripts(target)) is (target == "wps")
