"""No file, folder or name makes a command print a traceback or end otherwise than with 0, 1 or 2."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from filled import issued, returned
from odd_files import FILES, NAMES, named
from xlgen.cli.main import main
from xlgen.issued.manifest_json import form_line, manifest_text

FORMS = (
    "bridge mark {} -o 出/1.xlsx",
    "bridge mark {} --in-place",
    "bridge check {} -o 出/2.xlsx",
    "bridge clear {} -o 出/3.xlsx",
    "bridge mark 收 -o 出/4",
    "check {}",
    "check 收 --issued 下发",
    "check 收 --issued 下发 --json",
    "repair {} --issued 下发 -o 出/5.xlsx",
    "rollup {} --issued 下发 -o 出/6.xlsx",
    "rollup 收 --issued 下发 -o 出/7.xlsx --json",
)
OTHERS = (
    "bridge rollup {} 收 -o 出/1.xlsx",
    "bridge watch {} --once",
    "accept {} total --reason 甲 --issued 下发",
    "accept 收 --answered --issued 下发",
    "explain {}",
    "explain {} total",
    "report check {} 收/好.xlsx",
    "report check {} 收",
    "fill {} --data 数.toml -o 出/2.xlsx",
    "fill 收/好.xlsx --data {} -o 出/3.xlsx",
    "repair 收/好.xlsx --blank {} -o 出/4.xlsx",
    "lint {} -o 出/5.xlsx",
    "issue -t project --roster {} --out 出/6",
    "issue -t {} --roster {} --out 出/7",
    "check 收 --issued {}",
    "check 收 --rules {}",
    "roster -t project -o {}",
    "roster -t project --from {} -o 出/8.xlsx",
    "roster -t project --from 收/好.xlsx --columns {} -o 出/9.xlsx",
    "library {} -o 出/10.xlsx",
    "lint 收/好.xlsx --library {}",
    "demo --out {}",
    "addin build --target wps --out {}",
)
every = pytest.mark.parametrize(
    "words", [pytest.param(FORMS, id="forms"), pytest.param(OTHERS, id="others", marks=pytest.mark.slow)]
)


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What was issued, and what a good form came back as."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "记录"))
    base = tmp_path / "base"
    for folder in ("下发", "收", "出"):
        (base / folder).mkdir(parents=True)
    snapshot, blank = issued()
    (base / "下发/T001.xlsx").write_bytes(blank)
    (base / "下发/manifest.json").write_text(
        "".join(manifest_text([form_line("T001.xlsx", snapshot)], "project", "2026-01-10")), "utf-8"
    )
    (base / "收/好.xlsx").write_bytes(returned())
    (base / "数.toml").write_text('"填报人" = "某某"\n', "utf-8")
    return base


def ended(words: str, file: Path) -> str:
    """What is wrong with how a command ended; nothing where all is well."""
    run = CliRunner().invoke(main, [str(file) if word == "{}" else word for word in words.split()])
    is_well = run.exit_code in (0, 1, 2) and not any(bad in run.output for bad in ("Traceback", "Errno", "程序出错"))
    return "" if is_well else f"{words}: {run.exit_code} {run.output[-300:]} {run.exception!r}"


def in_a_copy(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = base.with_name("work")
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(base, work)
    monkeypatch.chdir(work)


@every
@pytest.mark.parametrize("kind", FILES)
def test_no_file_ends_a_command_otherwise_than_in_words(
    kind: str, words: tuple[str, ...], work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    faults = []
    for each in words:
        in_a_copy(work, monkeypatch)
        odd = Path("收/怪.xlsx")
        FILES[kind](odd, returned())
        faults.append(ended(each, odd))
    assert [each for each in faults if each] == []


@every
def test_no_file_that_must_not_be_read_does(words: tuple[str, ...], work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = io.open

    def barred(file: object, *args: object, **more: object) -> object:
        if isinstance(file, str | os.PathLike) and os.fspath(file).endswith("怪.xlsx"):
            raise PermissionError(13, "Permission denied", file)  # as for all but the administrator
        return opened(file, *args, **more)  # type: ignore[call-overload]

    faults = []
    for each in words:
        in_a_copy(work, monkeypatch)
        Path("收/怪.xlsx").write_bytes(returned())
        with monkeypatch.context() as patched:
            patched.setattr("io.open", barred)
            patched.setattr("builtins.open", barred)
            faults.append(ended(each, Path("收/怪.xlsx")))
    assert [each for each in faults if each] == []


@pytest.mark.skipif(sys.platform == "win32", reason="file names are Unicode there")
@every
@pytest.mark.parametrize("kind", NAMES)
def test_no_file_name_does(kind: str, words: tuple[str, ...], work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    faults = []
    for each in words:
        in_a_copy(work, monkeypatch)
        faults.append(ended(each, named(Path("收"), NAMES[kind], returned())))
    assert [each for each in faults if each] == []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="file names are Unicode there")
@pytest.mark.parametrize("words", [*FORMS, *OTHERS])
@pytest.mark.parametrize("name", [b"a.xlsx", "表.xlsx".encode()], ids=["ascii", "chinese"])
def test_no_system_without_chinese_does(words: str, name: bytes, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_a_copy(work, monkeypatch)
    odd = named(Path("收"), name, returned())
    said = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C", "LANG": "C"}
    run = subprocess.run(
        [sys.executable, "-m", "xlgen", *(str(odd) if word == "{}" else word for word in words.split())],
        capture_output=True,
        env={**os.environ, **said},
        check=False,
    )
    assert run.returncode in (0, 1, 2), run.stderr
    assert not any(bad in run.stdout + run.stderr for bad in (b"Traceback", b"Errno", "程序出错".encode()))
