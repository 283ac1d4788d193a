"""The buttons of a campaign, wherever in it a workbook is open: what came in is collected, and whom to chase is listed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import xlwings as xw

from xlgen.bridge.requests import Outcome, Request
from xlgen.campaign.archiving.digest_list import LIST
from xlgen.campaign.collecting.grouping import ASKING, GROUPS, KNOWN, closing, counts_of, grouped, line_of
from xlgen.campaign.collecting.taking_in import TakenIn, collect
from xlgen.campaign.folder import FOLDERS, IN, Campaign, campaign_at, root_of
from xlgen.campaign.now import now
from xlgen.campaign.showing import chase_list, chasing
from xlgen.campaign.showing.report_files import put_report
from xlgen.campaign.telling import laws
from xlgen.errors import XlgenError
from xlgen.issued.hidden import SHEET
from xlgen.macros.live import show_beside

LETTERS = "发给各单位的话用 xlgen status --chase 印出。"
ARCHIVED = "“{}”在存好的“{}”里，那里不再变动。请打开批次自己的文件夹里的工作簿，再点一次"
SHOWN = 20  # lines about files of which somebody has to do something, as many as fit a message
OUTSIDE = (
    "“{}”不在批次的文件夹里。请打开批次里的一个工作簿（如“清单”里的项目清单、“收件”里的表），再点一次；"
    "还没有批次的，先用 xlgen init 建一个"
)


def take_in(book: xw.Book, request: Request) -> Outcome:
    """What lies in 收件 and beside the open form collected as files of today. XlgenError where the workbook lies in no campaign."""
    campaign = _campaign_of(request)
    taken = collect(campaign, _places(campaign, book, request), received=request.day)
    stands, groups = now(campaign, day=request.day), grouped(taken)
    lines = [closing(taken), *_told(groups, stands.manifest.names), laws(stands), _to_be_known(campaign, groups, request.day)]
    return Outcome("\n".join(lines), sound=not ASKING & groups.keys())


def list_chased(book: xw.Book, request: Request) -> Outcome:
    """The list of whom to chase written and opened, where there is anybody. XlgenError where the workbook lies in no campaign."""
    stands = now(_campaign_of(request), day=request.day)
    found = chasing.chased(stands)
    if not found:
        return Outcome(f"{chasing.closing(stands, found, '', dry=False)}\n{laws(stands)}")
    name = f"{chase_list.NAME}_{stands.day}.xlsx"
    file = put_report(stands.campaign, name, chase_list.chase_list(stands, found))
    told = chasing.closing(stands, found, str(file), dry=False)
    return Outcome(f"{told}\n{_opened(book, file)}{LETTERS}\n{laws(stands)}", sound=False)


def _campaign_of(request: Request) -> Campaign:
    is_saved = request.fullname.is_absolute() and request.fullname.is_file()  # one that never was has a name and no place
    root = root_of(request.fullname.parent) if is_saved else None
    if root is None:
        raise XlgenError(OUTSIDE.format(request.fullname.name))
    if (root / LIST).is_file():
        raise XlgenError(ARCHIVED.format(request.fullname.name, root.name))
    return campaign_at(root)


def _places(campaign: Campaign, book: xw.Book, request: Request) -> list[Path]:
    """收件, and the folder of a clerk's own in the campaign in which the form that is open lies, however deep."""
    inside = Path(os.path.normpath(request.fullname)).relative_to(campaign.root).parts
    is_form = SHEET in [sheet.name for sheet in book.sheets]
    own = [inside[0]] if is_form and len(inside) > 1 and inside[0] not in FOLDERS else []
    return [campaign.place(name) for name in (IN, *own)]


def _told(groups: Mapping[str, Sequence[TakenIn]], names: Mapping[str, str]) -> Iterator[str]:
    """How many came how, then what somebody has to look at, with what to do."""
    if groups:
        yield f"{counts_of(groups)}。"
    left = SHOWN
    for group in GROUPS:
        files = groups[group.key] if group.key in ASKING & groups.keys() else ()
        if files:
            yield f"【{group.word}】{group.remedy}"
        yield from (f"  {line_of(each, names)}" for each in files[:left])
        if len(files) > left:
            yield f"  （还有 {len(files) - left} 个，汇总表的“收到文件”里逐个列着）"
        left -= min(left, len(files))


def _to_be_known(campaign: Campaign, groups: Mapping[str, Sequence[TakenIn]], day: str) -> str:
    """Where to put what is to be collected, or which day it counts as received on."""
    if groups.keys() <= {KNOWN}:
        return f"请把收到的表、压缩包、邮件放进 {campaign.place(IN)}，再点一次。"
    return f"收的是各文件上次保存的内容，收到日期记为 {day}（邮件是发信日期）；哪天收到的要另写，用 xlgen collect 收件 --received 日期。"


def _opened(book: xw.Book, file: Path) -> str:
    """Have the list opened, and say so; one of its name that is open keeps what somebody is writing into it."""
    if file.name.casefold() in [each.name.casefold() for each in book.app.books]:
        return "同名的名单正开着，没有再打开。"
    try:
        show_beside(book, file)
    except Exception:  # Excel refuses for reasons of its own: the list is written
        return "没有打开成，请自己打开。"
    return "已打开。"
