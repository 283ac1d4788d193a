"""What a user's own script may look like: a checked folder as a table of findings and scores, with the standard library."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from xlgen import flows

TITLES = ("文件", "项目编码", "状态", "总分", "代码", "程度", "位置", "问题")


def rows(returned: Path, issued: Path) -> Iterator[dict[str, str]]:
    """A row per finding; a form without findings has one row of its own."""
    for each in flows.check(returned, issued):
        total: Decimal | None = each.answers.number("total") if each.answers else None
        about = (each.file.name, each.code, each.status, "" if total is None else str(total))
        found = [(f.code, f.severity.value, f.place, f.message) for f in each.findings] or [("",) * 4]
        for finding in found:
            yield dict(zip(TITLES, (*about, *finding), strict=True))


def main() -> None:
    """``python user_script.py 回收 下发 > 问题.csv``; with pandas: ``pandas.DataFrame(rows(...))``."""
    writer = csv.DictWriter(sys.stdout, TITLES)
    writer.writeheader()
    writer.writerows(rows(Path(sys.argv[1]), Path(sys.argv[2])))


if __name__ == "__main__":
    main()
