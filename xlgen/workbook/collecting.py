"""The collector of garbage in cycles at rest while a file is taken apart and judged."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """What is built meanwhile has hardly a cycle: to look for some again and again takes a third of the time on large files."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
