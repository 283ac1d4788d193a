"""Very many forms for ``make bench`` out of some thousand: the same forms under other 项目编码, issued and returned.

Only texts are changed, so that a hundred thousand take minutes. A copy is as long as its model: codes are.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from bench_lists import FIRST
from xlgen.issued.packing import packed
from xlgen.register.deflating import WORDS
from xlgen.register.keeping import FormLine, Keeper, Shelf
from xlgen.register.opening import NAME, fresh


def another_batch(issued: Path, returned: Path, out: Path, number: int) -> None:
    """The n-th copy of a batch and its returns: ``out/下发``, with the register alone, and ``out/回收``."""
    (out / "下发").mkdir(parents=True)
    (out / "回收").mkdir()
    shelf = Shelf(issued / NAME)
    with fresh(out / "下发" / NAME, WORDS) as register:
        keeper = Keeper(register)
        keeper.begin(shelf.acts()[0])
        for line in shelf.of_act(0):
            copy = _renamed(line, lambda text: text.replace(FIRST, chr(ord(FIRST) + number)))
            keeper.keep(copy)
            (out / "回收" / copy.file).write_bytes(_form((returned / line.file).read_bytes(), line, copy))
    shelf.close()


def _renamed(line: FormLine, named: Callable[[str], str]) -> FormLine:
    code = named(line.code)
    head, *pieces = (text.replace(line.code, code) for text in line.lines)
    return replace(line, code=code, file=line.file.replace(line.code, code), head=head, pieces=tuple(pieces))


def _form(content: bytes, line: FormLine, copy: FormLine) -> bytes:
    old_pieces, text = packed(line.lines), "".join(packed(copy.lines))
    length = -(-len(text) // len(old_pieces))  # as many pieces as before, even where one more would be cut
    texts = {piece: text[i * length : (i + 1) * length] for i, piece in enumerate(old_pieces)} | {line.code: copy.code}
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new:
        for name in old.namelist():
            part = old.read(name)
            for before, after in texts.items():
                part = part.replace(before.encode(), after.encode())
            new.writestr(name, part)
    return buffer.getvalue()
