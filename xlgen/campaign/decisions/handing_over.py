"""交接单: what is open in a campaign, for whom from now on, until when; printed and signed by both."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from xlgen.campaign.folder import SHEETS, Campaign, who
from xlgen.campaign.laying_down import put_new, taken_back
from xlgen.campaign.now import Now, now
from xlgen.campaign.standing import HANDOVER, Standing, refuse_unknown_units
from xlgen.campaign.telling import laws
from xlgen.campaign.terms import ProjectTerm
from xlgen.errors import XlgenError
from xlgen.findings import Severity
from xlgen.register.recording.act_files import EnteredRow, place_of
from xlgen.register.recording.acting import acting
from xlgen.words.days import iso_day
from xlgen.writing.signing.signed_list import SignedColumn, SignedList, signed_list

NAME = "交接单"
DONE = (ProjectTerm.ACCEPTED, ProjectTerm.RECALLED)
COLUMNS = (
    SignedColumn("序号", 6),
    SignedColumn("实施单位", 22, True),
    SignedColumn("项目编码", 14),
    SignedColumn("项目名称", 28, True),
    SignedColumn("状态", 12),
    SignedColumn("没有办完的", 44, True),
    SignedColumn("办理期限", 14),
    SignedColumn("联系", 22, True),
    SignedColumn("办结", 8),
)
SIGNED = ("移交人：", "接收人：", "监交人：", "日期：")


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What was handed over: to whom, until which ISO day, which projects; the list in the campaign's folder, None on a dry run."""

    to: str
    until: str
    codes: Sequence[str]
    file: Path | None = None


def hand_over(
    campaign: Campaign,
    to: str,
    until: str,
    *,
    units: Collection[str] = (),
    by: str = "",
    day: str = "",
    dry: bool = False,
) -> HandedOver:
    """Hand over whatever is not accepted, of ``units`` where some are named. XlgenError where nothing is, or the day is past."""
    day, until, to = iso_day(day), iso_day(until), to.strip()
    if not to or to == who(by):
        raise XlgenError("请用 --to 写明交给谁，不能交给自己")
    if until < day:
        raise XlgenError(f"办理期限 {until} 在交接日期 {day} 之前，请改 --until")
    with acting(campaign.root, who(by)) as act:
        known = now(campaign, day=day)
        refuse_unknown_units(units, known.projects)
        open_ones = [each for each in known.projects if each.term not in DONE and (not units or each.form.unit in units)]
        if not open_ones:
            raise XlgenError("没有要交接的：都审核通过了" if not units else "这些单位没有要交接的")
        codes = [each.form.code for each in open_ones]
        if dry:
            return HandedOver(to, until, codes)
        content = _sheet(known, open_ones, who(by), to, until)
        made = list[Path]()
        file = put_new(campaign.place(SHEETS, f"{NAME}_{day}.xlsx"), content, made)
        rows: list[EnteredRow] = [
            ("decisions", {"code": code, "kind": HANDOVER, "said": to, "reason": f"办理期限 {until}"}) for code in codes
        ]
        with taken_back(made, unless=place_of(campaign.root, act.number)):
            act.do("handover", day, {"to": to, "until": until, "file": file.relative_to(campaign.root).as_posix()}, rows)
    return HandedOver(to, until, codes, file)


def _sheet(known: Now, open_ones: Sequence[Standing], by: str, to: str, until: str) -> bytes:
    settings = known.campaign.settings
    rows = [_row(known, n, each, until) for n, each in enumerate(open_ones, 1)]
    above = [
        f"移交人：{by}　　接收人：{to}　　办理期限：{until}　　交接日期：{known.day}",
        f"没有办完的 {len(rows)} 个项目。{laws(known)}",
    ]
    return signed_list(
        SignedList(NAME, f"{settings.department}{settings.year}年度项目支出绩效自评{NAME}", above, COLUMNS, rows, SIGNED)
    )


def _row(known: Now, number: int, each: Standing, until: str) -> list[str]:
    form = each.form
    contact = " ".join(known.manifest.contacts.get(form.code, {}).values())
    return [str(number), form.unit, form.code, form.name, each.term.word, _left(known, each), until, contact, ""]


def _left(known: Now, each: Standing) -> str:
    if each.term is ProjectTerm.MISSING:
        late = known.late(each)
        return f"没有收到报送文件{f'，已迟 {late} 天' if late else ''}"
    if len(each.candidates) > 1:
        return f"收到 {len(each.candidates)} 份不一样的，没有定用哪一份"
    rounds = {line.round for line in known.facts.rounds if line.code == each.form.code}
    back = f"，已在第 {max(rounds)} 轮退回" if rounds else "，还没有退回"
    returned = known.returned(each)
    if returned is None or returned.form is None:
        return f"收到的文件无法读取{back}"
    errors = sum(f.severity is Severity.ERROR for f in returned.findings)
    return f"{f'{errors} 处错误' if errors else '待核实'}{f'、{returned.asked} 处需核实' if returned.asked else ''}{back}"
