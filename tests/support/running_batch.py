"""A small campaign for tests: some projects of two units, and returns of it that are sound, open or wrong."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from bench_lists import Listed, projects, write_list
from xlgen import flows
from xlgen.campaign.collecting.taking_in import TakenIn, collect
from xlgen.campaign.folder import Campaign
from xlgen.campaign.new_campaign import init
from xlgen.campaign.now import Now, now
from xlgen.campaign.sending_out import send_out
from xlgen.campaign.settings import AskedForm, Settings

UNITS = "县医保中心", "县稽核所"
DAY = "2026-03-05"


@dataclass
class RunningBatch:
    """A campaign whose forms were issued; ``typed`` is what an officer types into a form, by 项目编码."""

    campaign: Campaign
    files: dict[str, str]
    listed: list[Listed]

    @property
    def root(self) -> Path:
        return self.campaign.root

    @property
    def codes(self) -> list[str]:
        return [each.row[0] for each in self.listed]

    def typed(self, at: int) -> dict[str, Any]:
        return dict(self.listed[at].typed)

    def filled(self, at: int, typed: dict[str, Any] | None = None) -> bytes:
        """The form of the n-th project, filled in."""
        return flows.fill(self.root / self.files[self.codes[at]], self.typed(at) if typed is None else typed).content

    def wrong(self, at: int) -> bytes:
        """The same, an indicator left blank."""
        typed = self.typed(at)
        return self.filled(at, typed | {"绩效指标": typed["绩效指标"][:-1]})

    def gross(self, at: int) -> bytes:
        """The same, 98 in a percent cell."""
        typed, lines = self.typed(at), self.listed[at].lines
        share = next(n for n, line in enumerate(lines) if "%" in map(str, line))
        rows = [{**each, "实际完成值": Decimal(98)} if n == share else each for n, each in enumerate(typed["绩效指标"])]
        return self.filled(at, typed | {"绩效指标": rows})

    def collected(self, received: str = "2026-02-01", **files: bytes) -> list[TakenIn]:
        """Files taken in, by their names without the suffix."""
        folder = self.root.parent / f"收{len(list(self.root.parent.iterdir()))}"
        folder.mkdir()
        for name, content in files.items():
            (folder / f"{name}.xlsx").write_bytes(content)
        return collect(self.campaign, [folder], received=received, by="某某")

    def now(self) -> Now:
        return now(self.campaign, day=DAY)

    def terms(self) -> list[str]:
        """How each project stands, in their order."""
        return [str(each.term.value) for each in self.now().projects]


def begun(home: Path, count: int = 4, name: str = "批次", **settings: Any) -> RunningBatch:
    """A campaign in a folder of ``home``, its forms issued."""
    listed = projects(count, 8)
    for at, each in enumerate(listed):
        each.row[3] = UNITS[at % 2]
    write_list(home / f"{name}清单.xlsx", listed)
    said = {"year": 2025, "department": "某市某局", "deadline": "2026-02-28", "contact": "某某", "phone": "000"} | settings
    asked = (AskedForm("project", str(home / f"{name}清单.xlsx")),)
    campaign = init(home / name, Settings(**said, asked=asked), day="2026-01-10", by="某某")
    done = send_out(campaign, day="2026-01-12", by="某某")
    codes = {code: file for file in done.files for code in [Path(file).name.split("_")[0]]}
    return RunningBatch(campaign, codes, listed)
