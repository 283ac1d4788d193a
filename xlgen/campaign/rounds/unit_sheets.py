"""审核意见单: what a unit is to correct, a line for each problem, printed and signed for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlgen.campaign.settings import Settings
from xlgen.campaign.standing import STRAYED, Standing
from xlgen.campaign.terms import ProjectTerm
from xlgen.findings import Finding, Severity
from xlgen.register.recording.known_facts import Arrival
from xlgen.returned.batch import Return
from xlgen.writing.signing.signed_list import SignedColumn, SignedList, signed_list

NAME = "审核意见单"
MOST = 100  # problems of a form that are listed; the form that goes back has all of them
COLUMNS = (
    SignedColumn("序号", 6),
    SignedColumn("项目编码", 14),
    SignedColumn("项目名称", 24, True),
    SignedColumn("程度", 8),
    SignedColumn("位置", 14),
    SignedColumn("问题", 46, True),
    SignedColumn("怎么改", 36, True),
    SignedColumn("签收", 10),
)
SIGNED = ("填报单位（盖章）：", "签收人：", "联系电话：", "签收日期：")


@dataclass(frozen=True, slots=True)
class GoingBack:
    """A project that goes back: its files that count, how each was judged, and the marked copies by the digest of the file."""

    standing: Standing
    files: Sequence[Arrival]
    returns: Sequence[Return | None]

    @property
    def problems(self) -> list[tuple[str, str, str, str]]:
        """What is to be done, a line each: how grave, where, what, how to mend it."""
        return [*self._as_a_whole(), *(line for each in self.returns if each for line in _lines(each.findings))]

    def _as_a_whole(self) -> list[tuple[str, str, str, str]]:
        if len(self.files) > 1 and self.standing.candidates:
            named = "；".join(f"{each.name}（{each.day} 收到）" for each in self.files)
            return [
                (
                    Severity.WARNING.value,
                    "",
                    f"收到 {len(self.files)} 份，内容不一样：{named}",
                    "请写明以哪一份为准，或重新报一份",
                )
            ]
        [first, *_] = self.files
        if self.standing.term is ProjectTerm.UNUSABLE:
            return [(Severity.ERROR.value, "", f"{first.name} 无法读取：{first.why}", "请用下发的表重新填报")]
        if first.did == STRAYED:
            return [(Severity.WARNING.value, "", f"夹在“{first.unit}”报来的文件里", "请确认是本单位报的，或重新报一份")]
        return []


def _lines(findings: Sequence[Finding]) -> list[tuple[str, str, str, str]]:
    asked = [each for severity in (Severity.ERROR, Severity.WARNING) for each in findings if each.severity is severity]
    lines = [(each.severity.value, each.place, each.message, each.hint) for each in asked[:MOST]]
    more = len(asked) - MOST
    return lines + ([("", "", f"还有 {more} 处，见退回的表“退回意见”", "")] if more > 0 else [])


def check_list(settings: Settings, unit: str, nth: int, day: str, going: Sequence[GoingBack]) -> bytes:
    """The workbook for one unit. Same arguments, same bytes."""
    rows = list[list[str]]()
    for each in going:
        form = each.standing.form
        rows += [[str(len(rows) + n), form.code, form.name, *line, ""] for n, line in enumerate(each.problems, 1)]
    return signed_list(
        SignedList(NAME, _title(settings), _above(settings, unit, nth, day, len(going), len(rows)), COLUMNS, rows, SIGNED)
    )


def _title(settings: Settings) -> str:
    return f"{settings.year}年度项目支出绩效自评{NAME}"


def _above(settings: Settings, unit: str, nth: int, day: str, projects: int, problems: int) -> list[str]:
    who = (
        f"填报单位：{unit}",
        f"退回单位：{settings.department}" if settings.department else "",
        f"第 {nth} 轮退回",
        f"退回日期：{day}",
    )
    asked = f"疑问请联系：{settings.whom}。" if settings.whom else ""
    where = f"改好后报送到：{settings.address}。" if settings.address else "改好后请重新报送。"
    told = f"退回 {projects} 个项目，{problems} 处问题。错误的必须改；需核实的，确实没有错就在表里“退回意见”的最后一列写“已核实：原因”。"
    return ["　　".join(filter(None, who)), f"{told}{where}{asked}"]
