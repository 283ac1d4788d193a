"""The letter that goes with a unit's forms: what it is to do, until when, where to, whom to ask."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from xlgen.campaign.settings import Settings
from xlgen.files.sources import COVER
from xlgen.flows.registering.wanting import Wanted
from xlgen.words.days import day_said
from xlgen.writing.letters.word_letter import Letter

LETTER = "通知"
FILLING = (
    "一、填报。请填在下发的原文件里，不要另建文件，不要改文件名；怎么填见表中的“填报说明”。填完看表上方的报送结论，可以报送了再报。"
    "佐证材料用 PDF 或图片，放在以项目编码命名的文件夹里。项目没有实施的，报一份写明项目编码的“未实施”说明。"
)
MOST_NAMED = 10  # forms that are named in the letter; the list names them all


@dataclass(frozen=True, slots=True)
class UnitForms:
    """What one unit gets: forms, and names of files that the office encloses."""

    unit: str
    forms: Sequence[Wanted]
    enclosed: Sequence[str] = ()


def letter_to(settings: Settings, own: UnitForms, day: str, deadline: str, approval: str = "") -> Letter:
    """The letter of an ISO day; ``deadline`` is "" where there is none, or none that is still to come."""
    again = [each for each in own.forms if each.revision]
    what = f"{settings.year}年度项目支出\n绩效自评表的通知"
    title = f"关于更正{what}" if len(again) == len(own.forms) else f"关于报送{what}"
    paragraphs = [
        f"按照{settings.year}年度绩效自评工作安排，现将你单位的自评表 {len(own.forms)} 张（见《{COVER}》）发给你们，请按以下要求填报。",
        *_changed(again, approval),
        FILLING,
        f"二、报送。{_how(settings, deadline)}",
        *([f"三、联系。填报中有疑问，请与{settings.whom}联系。"] if settings.whom else []),
        *([settings.note] if settings.note else []),
    ]
    enclosed = [COVER, f"自评表 {len(own.forms)} 张", *(PurePosixPath(name).stem for name in own.enclosed)]
    return Letter(title, own.unit, paragraphs, enclosed, settings.department, day_said(day))


def _how(settings: Settings, deadline: str) -> str:
    by = f"请于{day_said(deadline)}前（含当日）" if deadline else "请尽快"
    to = f"报送到{settings.address}" if settings.address else "报送"
    return f"{by}把填好的表、佐证材料和签字盖章的《{COVER}》{to}。"


def _changed(again: Sequence[Wanted], approval: str) -> list[str]:
    if not again:
        return []
    basis = f"根据{approval}，" if approval else ""
    named = "、".join(f"{each.project.code} {each.project.values.get('项目名称', '')}" for each in again[:MOST_NAMED])
    more = f"等 {len(again)} 个" if len(again) > MOST_NAMED else ""
    return [f"{basis}{named}{more}的指标有更正，以这一次发的表为准；原来的表不要再填，已经报送的请用新表重新填报。"]
