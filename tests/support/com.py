"""Excel without Windows: xlwings' own adapter to COM, run over objects of ours that are as strict as Excel's.

xlwings drives Excel on Windows by ``xlwings/_xlwindows.py`` over pywin32. Here that very text is loaded over stand-ins for
pywin32's modules, so that its retries, its wrappers and its detours (a sheet added behind the last is added before it and
moved) are what they are on a PC. ``Dispatch`` is what pywin32 would hand over: a member that it does not have is an
AttributeError for pywin32 and a ``ComError`` behind xlwings' wrapper, reading and writing alike.
"""

from __future__ import annotations

import atexit
import ctypes
import importlib
import sys
from collections import Counter
from datetime import UTC, datetime
from functools import cache
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest import mock

UNKNOWN = -2147352570  # DISP_E_UNKNOWNNAME
REFUSED = -2147352567  # DISP_E_EXCEPTION, with what Excel says in the third place
CALLS: Counter[str] = Counter()  # members that were asked for: each is a round trip to Excel's process


class ComError(Exception):
    """``pywintypes.com_error``: no AttributeError, whatever is missing."""

    @property
    def hresult(self) -> int:
        return int(self.args[0])


def refused(said: str) -> ComError:
    """How Excel says that it will not do something."""
    told = (0, "Microsoft Excel", said, "xlmain11.chm", 0, -2146827284)
    return ComError(REFUSED, "Exception occurred.", told, None)


class _Ole:
    def GetIDsOfNames(self, _: int, name: str) -> None:  # noqa: N802 - pywin32's name
        raise ComError(UNKNOWN, "Unknown name.", None, name)


class Dispatch:
    """An object of Excel's as pywin32 hands it over. Members begin with a capital; ``ours`` is what stands behind it."""

    _oleobj_ = _Ole()

    def __init__(self, ours: Any = None) -> None:
        object.__setattr__(self, "ours", ours)

    def __getattribute__(self, name: str) -> Any:
        if name[0].isupper():
            CALLS[f"{type(self).__name__}.{name}"] += 1
        return object.__getattribute__(self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        member = getattr(type(self), name, None)
        if not isinstance(member, property) or member.fset is None:
            raise AttributeError(f"Property '{type(self).__name__}.{name}' can not be set.")
        CALLS[f"{type(self).__name__}.{name}="] += 1
        member.fset(self, value)


def bare(value: Any) -> Any:
    """What xlwings hands to Excel, out of its wrapper."""
    return getattr(value, "_inner", value)


@cache
def xlwindows() -> Any:
    """Xlwings' adapter, which asks once and not for ever."""
    with mock.patch.dict(sys.modules, _modules()), mock.patch.multiple(ctypes, create=True, **_ctypes()):
        adapter = importlib.import_module("xlwings._xlwindows")
    atexit.unregister(adapter.cleanup)  # it would look for Excels that were left behind, and end them
    adapter.N_COM_ATTEMPTS = 1
    adapter.WindowsError = OSError  # a builtin on Windows only
    return adapter


def _modules() -> dict[str, ModuleType]:
    said: dict[str, dict[str, Any]] = {
        "pywintypes": {"com_error": ComError, "error": OSError, "TimeType": datetime},
        "pythoncom": {"com_error": ComError, "ole_error": ComError, "CoInitialize": lambda: None, "__file__": ""},
        "win32api": {},
        "win32con": {},
        "win32gui": {"FindWindowEx": lambda *_: 0},
        "win32process": {"GetWindowThreadProcessId": lambda hwnd: (1, hwnd)},
        "win32timezone": {"TimeZoneInfo": SimpleNamespace(utc=lambda: UTC)},
        "win32com": {},
        "win32com.client": {
            "CDispatch": Dispatch, "CoClassBaseClass": type("CoClass", (), {}), "DispatchBaseClass": type("Base", (), {}),
            "Dispatch": Dispatch, "DispatchEx": Dispatch,
        },
    }  # fmt: skip
    made = {name: ModuleType(name) for name in said}
    for name, members in said.items():
        vars(made[name]).update(members)
    made["win32com"].client = made["win32com.client"]  # type: ignore[attr-defined]
    return made


def _ctypes() -> dict[str, Any]:
    return {"oledll": mock.MagicMock(), "windll": mock.MagicMock(), "PyDLL": mock.MagicMock()}
