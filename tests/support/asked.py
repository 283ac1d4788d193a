"""Requests of the add-ins as they lie on disk."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def request(exchange: Path, asked: str, content: bytes, fullname: Path, **more: Any) -> Path:
    folder = exchange / "20260301090000000-0001"
    folder.mkdir(parents=True)
    (folder / "book.xlsx").write_bytes(content)
    said = {"version": 1, "id": folder.name, "action": asked, "book": "book.xlsx", "fullname": str(fullname), "selection": ""}
    (folder / "request.json").write_text(json.dumps(said | more, ensure_ascii=False), "utf-8")
    return folder


def asked_of_excel(exchange: Path, asked: str, fullname: str, window: str = "4711", **more: Any) -> Path:
    """A request of the Excel ribbon."""
    folder = exchange / "202603010900000000001"
    folder.mkdir(parents=True)
    said = {"version": 1, "kind": "excel", "action": asked, "fullname": fullname, "window": window}
    (folder / "request.json").write_text(json.dumps(said | more), "utf-8")
    return folder
