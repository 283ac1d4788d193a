"""A small campaign as the program of one day began it: ``python tests/support/freeze_campaign.py FILE.zip`` writes it.

Two projects were issued, one form came, was wrong and went back; nothing came of the other. It is never made anew:
tests/campaign/test_begun_before.py has every later version finish it.
"""

from __future__ import annotations

import sys
import tempfile
import zipfile
from pathlib import Path

import small_campaign
from small_campaign import BY, LINES
from xlgen.campaign.new_campaign import init
from xlgen.campaign.rounds.going_back import send_round
from xlgen.campaign.sending_out import send_out
from xlgen.campaign.settings import AskedForm, Settings
from xlgen.writing.roster import write_rows

CODES = ("P001", "P002")


def freeze(out: Path) -> None:
    """The zip."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        sheets = {
            name: [rows[0], *(row for row in rows[1:] if row[0] in CODES)] for name, rows in small_campaign.listed().items()
        }
        (home / "项目清单.xlsx").write_bytes(write_rows(sheets))
        asked = AskedForm("project", str(home / "项目清单.xlsx"))
        said = Settings(2025, "县医保局", "2026-02-28", "赵某", "0571-1234", "县医保局财务科", asked=(asked,))
        campaign = init(home / "批次", said, by=BY, day="2026-01-10")
        send_out(campaign, day="2026-01-12", by=BY)
        wrong = small_campaign.filled(campaign, "P001", 绩效指标=LINES[:2])
        small_campaign.take(campaign, home, "2026-02-04", {"P001.xlsx": wrong})
        send_round(campaign, day="2026-02-06", by=BY)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for path in sorted((home / "批次").rglob("*")):
                archive.write(path, path.relative_to(home))


if __name__ == "__main__":
    freeze(Path(sys.argv[1]).absolute())
