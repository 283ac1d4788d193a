"""Names of files as people read them."""

from __future__ import annotations

from pathlib import PurePath


def shown_path(path: PurePath | str) -> str:
    """A path to be read, not to be opened: names that are no UTF-8 are read as GB18030, else their odd signs become □.

    A zip made on a Chinese Windows and unpacked on Linux leaves the bytes of code page 936 as names; Python hands them over as
    lone surrogates, which no JSON, workbook or screen takes.
    """
    return "/".join(map(_shown, str(path).split("/")))


def _shown(name: str) -> str:
    try:
        name.encode()
        return name
    except UnicodeEncodeError:
        pass
    try:
        return name.encode("utf-8", "surrogateescape").decode("gb18030")
    except UnicodeError:
        return name.encode("utf-8", "replace").decode().replace("?", "□")
