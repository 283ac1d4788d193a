"""A small campaign in a folder, as a clerk would have it: issued, collected on several days, one thing of each kind."""

from __future__ import annotations

from decimal import Decimal
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from rosters import sound
from xlgen.campaign.collecting.taking_in import collect
from xlgen.campaign.folder import Campaign
from xlgen.campaign.new_campaign import init
from xlgen.campaign.sending_out import send_out
from xlgen.campaign.settings import AskedForm, Settings
from xlgen.flows.filling import fill
from xlgen.register.recording.acting import acting
from xlgen.writing.roster import write_rows

BY = "王会计"
CODES = ("P001", "P002", "P003", "P004", "P005")
PHONE, MAIL = "13800001111", "zhang@example.cn"
SPENT = {"年度资金总额": {"全年执行数": 30}, "当年财政拨款": {"全年执行数": 25}, "上年结转资金": {"全年执行数": 5}}
LINES = [
    {"三级指标": "培训人数", "实际完成值": 126},
    {"三级指标": "经办能力", "完成情况": "达成", "得分": 30},
    {"三级指标": "满意度", "实际完成值": Decimal("0.95")},
]
FULL = {"年度总体目标": {"实际完成情况": "办了四期培训班，合格率高"}, "项目资金": SPENT, "绩效指标": LINES, "填报人": "某某"}


def listed() -> dict[str, list[list[Any]]]:
    """Five projects of two units, with somebody to be asked in each."""
    sheets: dict[str, list[list[Any]]] = {name: list(rows) for name, rows in sound().items()}
    heads, first = sheets["项目"][0], sheets["项目"][1]
    units = dict(zip(CODES, ("县医保中心", "县医保中心", "县医保中心", "县稽核所", "县稽核所"), strict=True))
    reach = {"县医保中心": ("张主任", PHONE), "县稽核所": ("李科长", MAIL)}
    at = heads.index("实施单位")
    rows = [[code, f"项目{code}", first[2], units[code], *first[at + 1 :], *reach[units[code]]] for code in CODES]
    lines = [[code, *row[1:]] for code in CODES for row in sheets["指标"][1:] if row[0] == "P001"]
    return {"项目": [[*heads, "联系人", "联系电话"], *rows], "指标": [sheets["指标"][0], *lines]}


def begun(home: Path) -> Campaign:
    """A campaign that was issued."""
    roster = home / "项目清单.xlsx"
    roster.write_bytes(write_rows(listed()))
    said = Settings(
        2025, "县医保局", "2026-02-28", "赵某", "0571-1234", "县医保局财务科", asked=(AskedForm("project", str(roster)),)
    )
    campaign = init(home / "批次", said, by=BY, day="2026-01-10")
    send_out(campaign, day="2026-01-12", by=BY)
    return campaign


def filled(campaign: Campaign, code: str, **more: Any) -> bytes:
    """The form of a project as its unit returns it."""
    (blank,) = campaign.root.rglob(f"下发/**/{code}_*.xlsx")
    return fill(blank, FULL | more).content


def mail(name: str, content: bytes, day: str = "Tue, 03 Feb 2026 09:00:00 +0800") -> bytes:
    """A mail with one file."""
    message = EmailMessage()
    message["From"], message["To"], message["Date"], message["Subject"] = f"张主任 <{MAIL}>", "a@example.cn", day, "自评表"
    message.set_content("请查收")
    message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def take(campaign: Campaign, home: Path, day: str, files: dict[str, bytes]) -> None:
    """Collect files that came on a day."""
    folder = home / f"收_{day}"
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    collect(campaign, [folder], received=day, by=BY)


def under_way(home: Path) -> Campaign:
    """The same with what came until March: P001 sound by mail, P002 bad and late corrected, P003 twice, P004 broken, P005 missing."""
    campaign = begun(home)
    one = {"P001.eml": mail("P001.xlsx", filled(campaign, "P001"))}
    take(campaign, home, "2026-02-04", one | {"P002.xlsx": filled(campaign, "P002", 绩效指标=LINES[:2])})
    take(campaign, home, "2026-02-10", {"P003.xlsx": filled(campaign, "P003"), "P004_坏.xlsx": b"no workbook"})
    take(
        campaign,
        home,
        "2026-03-02",
        {"P002.xlsx": filled(campaign, "P002"), "P003.xlsx": filled(campaign, "P003", 填报人="别人")},
    )
    return campaign


def decide(campaign: Campaign, kind: str, code: str = "", day: str = "2026-03-03", revokes: int = 0, **row: str) -> int:
    """Something that a clerk decided; the number of its act."""
    with acting(campaign.root, BY) as act:
        rows = [("decisions", {"code": code, "kind": kind, "revokes": revokes, **row})]
        return act.do(kind, day, {}, rows).number
