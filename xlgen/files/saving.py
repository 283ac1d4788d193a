"""A file is written whole or not at all, and so are several that belong together."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from xlgen.files.obstacles import of
from xlgen.files.temporary import LIST, gone, move_in, patiently, temporary


def write_whole(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Write beside the file, force it to disk, then put it in its place: a crash leaves the old file or the new one.

    What is given in pieces is written piece by piece.

    The folder is made where it is not there. OSError, of the file that was to be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        _put(path, content)
    except PermissionError as error:
        raise of(error, path if path.exists() else path.parent) from None
    except OSError as error:
        raise of(error, path) from None


def _put(path: Path, content: bytes | Iterable[bytes]) -> None:
    beside = temporary(path.parent)
    try:
        with beside.open("wb") as stream:
            stream.writelines([content] if isinstance(content, bytes) else content)
            stream.flush()
            os.fsync(stream.fileno())
        patiently(lambda: beside.replace(path))
    finally:
        gone(beside)


def put(path: Path, content: bytes) -> None:
    """A file into a folder of ``together``, which nobody sees yet, forced to disk; folders above it are made."""
    try:
        if not path.parent.is_dir():
            path.parent.mkdir(parents=True)
        with path.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise of(error, path) from None


def write_together(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Files by their paths in a folder: all of them are there, or none. The last is the last to be there."""
    with together(folder, next(reversed([*contents]), "")) as stage:
        for name, content in contents.items():
            put(stage / name, content)


@contextmanager
def together(folder: Path, last: str = "") -> Iterator[Path]:
    """A folder to write into. When the block ends, all that was written is in ``folder``, or, where it fails, nothing.

    A folder that is not there yet appears at once; into one that is there the files are moved, ``last`` behind the others.
    XlgenError where a file is there already.
    """
    home = folder if folder.is_dir() else folder.parent
    home.mkdir(parents=True, exist_ok=True)
    stage = temporary(home)
    try:
        stage.mkdir()
        yield stage
        if folder.is_dir():
            _fill(folder, stage, last)
        elif any(stage.iterdir()):
            patiently(lambda: stage.rename(folder))
    except OSError as error:
        raise of(error, _meant(error, stage, folder)) from None
    finally:
        gone(stage)


def _fill(folder: Path, stage: Path, last: str) -> None:
    files = (path.relative_to(stage).as_posix() for path in stage.rglob("*") if path.is_file())
    names = sorted(files, key=lambda name: (name == last, name))
    if not names:
        return
    write_whole(stage / LIST, b"\0".join(map(os.fsencode, names)))
    try:
        move_in(stage, folder)
    except BaseException:
        _take_back(folder, stage, names)
        raise


def _take_back(folder: Path, stage: Path, names: Sequence[str]) -> None:
    """Undo a move; where that fails, too, the list stays, and the next that writes here moves all in."""
    with suppress(OSError):
        for name in names:
            if not (stage / name).exists():
                (folder / name).replace(stage / name)
        (stage / LIST).unlink()
    for name in names:
        for made in list(Path(name).parents)[:-1]:
            with suppress(OSError):  # it holds something else
                (folder / made).rmdir()


def _meant(error: OSError, stage: Path, folder: Path) -> Path:
    """Which file of the folder could not be written."""
    path = Path(str(error.filename2 or error.filename or folder))
    return folder / path.relative_to(stage) if path.is_relative_to(stage) else path


@contextmanager
def private() -> Iterator[None]:
    """What is made within, by any thread, is for its owner only: files 0600, folders 0700. Windows goes by the folder's rights."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)
