"""A new campaign: its folder with settings, lists, the page that explains it, and the first record; all of it or nothing."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from xlgen.campaign.allowed_rules import allow_content, home
from xlgen.campaign.folder import ATTACHED, FOLDERS, LISTS, PAGE, Campaign, root_of, who
from xlgen.campaign.list_copy import copied_list
from xlgen.campaign.outgoing.earlier_batch import EarlierBatch, batch_in, put_batch
from xlgen.campaign.settings import NAME, AskedForm, Settings, settings_text
from xlgen.errors import XlgenError
from xlgen.files.paths import folder
from xlgen.files.saving import private, put, together
from xlgen.files.temporary import tidy
from xlgen.flows.own_rules import own_run, rules_file
from xlgen.register.recording import acting as acts
from xlgen.register.recording.act_files import FOLDER as RECORDS
from xlgen.register.recording.act_files import ActRecord, put_record
from xlgen.roster.years import template_for
from xlgen.words.days import iso_day
from xlgen.workbook.ooxml.guard import LIST_LIMITS
from xlgen.workbook.ooxml.reader import read_workbook


@dataclass(frozen=True, slots=True)
class ListCopy:
    """A list, or a file of rules, as it lies in a campaign: its place, its bytes, how many secret projects were left out of it."""

    place: str
    content: bytes
    secret: int


def init(
    root: Path | str, settings: Settings, *, issued: Path | str | None = None, by: str = "", day: str = "", dry: bool = False
) -> Campaign:
    """Make the folder of a campaign. The lists that the settings name are copied into it, without projects that are secret.

    ``issued`` is a batch that was issued without a campaign: its forms and what was answered come along, and what the settings leave
    blank is taken from it. A file with rules of the office's own is copied, and allowed to be run for this user. A campaign that is
    there just so is left as it is.

    XlgenError where something else is in the folder, a list is not there, or the rules cannot be run; Refused where a list is no
    workbook.
    """
    root, day = folder(root), iso_day(day)
    if outer := root_of(root.absolute().parent):
        raise XlgenError(f"{root} 在批次 {outer} 的文件夹里，新开一批请换到它外面")
    batch = batch_in(issued) if issued is not None else None
    settings, lists = _completed(root, settings, batch)
    for place in (root, root / RECORDS):
        tidy(place)
    campaign = Campaign(root, settings)
    if root.is_dir() and any(root.iterdir()) and not _is_there(campaign, lists):
        raise XlgenError(f"{root} 里已有东西，新开一批请换一个空文件夹")
    if dry:
        return campaign
    with private():
        if not (root / NAME).is_file():
            _write(campaign, lists, batch, who(by), day)
        root.chmod(0o700)
        for name in FOLDERS:
            (root / name).mkdir(exist_ok=True)
        if settings.rules:
            allow_content(campaign.place(settings.rules).read_bytes())
    return campaign


def copied(asked: AskedForm, taken: Mapping[str, bytes]) -> tuple[AskedForm, ListCopy]:
    """A form that is asked for, of the copy of its list, which is called as none of those that are taken unless it is the same.

    XlgenError where the list is not there; TemplateError where there is no such form.
    """
    source = Path(asked.roster)
    if not source.is_file():
        raise XlgenError(f"没有这个项目清单：{source}")
    content, secret = copied_list(source)
    template_for(read_workbook(content, LIST_LIMITS), asked.template, asked.options)
    tried = (source.name, *(f"{source.stem}_{n}{source.suffix}" for n in range(2, 1000)))
    place = next(name for each in tried if taken.get(name := f"{LISTS}/{each}", content) == content)
    template = str(Path(asked.template).absolute()) if Path(asked.template).suffix == ".toml" else asked.template
    return replace(asked, template=template, roster=place), ListCopy(place, content, secret)


def _completed(root: Path, settings: Settings, batch: EarlierBatch | None) -> tuple[Settings, list[ListCopy]]:
    """The settings as they are written down, and the lists."""
    if batch is not None:
        settings = replace(
            settings, year=settings.year or batch.year, department=settings.department or batch.department,
            deadline=settings.deadline or batch.deadline,
        )  # fmt: skip
    if settings.deadline:
        settings = replace(settings, deadline=iso_day(settings.deadline))
    if settings.last_year:
        settings = replace(settings, last_year=_last_year(root, Path(settings.last_year)))
    taken, asked, lists = dict[str, bytes](), list[AskedForm](), list[ListCopy]()
    for each in settings.asked:
        form, copy = copied(each, taken)
        asked.append(form)
        lists.append(copy)
        taken[copy.place] = copy.content
    if settings.rules:
        lists.append(_rules(Path(settings.rules)))
        settings = replace(settings, rules=lists[-1].place)
    return replace(settings, asked=tuple(asked)), lists


def _rules(said: Path) -> ListCopy:
    """A file with rules of the office's own, or the one that a template names, as it is copied; XlgenError where it cannot be run."""
    file = rules_file(said)
    own_run(file)
    home()
    return ListCopy(f"{LISTS}/{file.name}", file.read_bytes(), 0)


def _last_year(root: Path, said: Path) -> str:
    """Last year's campaign as it is called from this one, so that both can be moved together."""
    if not (said / NAME).is_file():
        raise XlgenError(f"{said} 不是一个批次的文件夹（没有 {NAME}），不能作上一年的批次")
    with suppress(ValueError):  # another drive
        return Path(os.path.relpath(said, root)).as_posix()
    return str(said.absolute())


def _is_there(campaign: Campaign, lists: list[ListCopy]) -> bool:
    """Whether the folder holds this campaign, as a command that was run once more finds it."""
    wanted = {NAME: settings_text(campaign.settings).encode()} | {each.place: each.content for each in lists}
    places = {campaign.place(name): content for name, content in wanted.items()}
    return all(place.is_file() and place.read_bytes() == content for place, content in places.items())


def _write(campaign: Campaign, lists: list[ListCopy], batch: EarlierBatch | None, by: str, day: str) -> None:
    settings, secret = campaign.settings, {each.place: each.secret for each in lists if each.secret}
    said = {"department": settings.department, "year": settings.year} | ({"secret": secret} if secret else {})
    with together(campaign.root, NAME) as stage:  # the register is made of the records
        for place, content in {each.place: each.content for each in lists}.items():
            put(stage / place, content)
        put(stage / PAGE, _page(settings).encode("utf-8-sig"))
        put(stage / NAME, settings_text(settings).encode())
        put_record(stage, ActRecord(1, "init", by, acts.moment(), day, said))
        if batch is not None:
            put_batch(batch, stage, by, day)
        acts.reindex(stage)


def _page(settings: Settings) -> str:
    lines = [
        f"{settings.department}{settings.year}年度项目支出绩效自评",
        "",
        "在这个文件夹里打开命令行，按次序：",
        "  xlgen issue      按项目清单生成空白表，放在“下发”里，一个单位一个文件夹，里面有通知和报送清单",
        "  xlgen collect 收到的文件或文件夹      登记收到的表，原件存进“收件”",
        "  xlgen status     看到哪一步了，谁还没有报，催报名单",
        "  xlgen return     把有问题的表标好，放在“退回”里",
        "  xlgen rollup     汇总审核通过的表",
        "  xlgen archive    存档",
        "装了 Excel、WPS 加载项的：收到的放进“收件”，打开这里面的一个工作簿，点“收表”；催报点“催报名单”。",
        "每条命令后面加 --help 看怎么用。做过的都记着，不会丢；做错了用 xlgen undo 撤销。",
        "",
        "项目有增加、指标有更正：先改“清单”里的项目清单，再运行 xlgen issue，只发新的和更正的。",
        "另有一种表：xlgen issue --add -t 表式 --roster 项目清单.xlsx。",
        f"通知附件：放在“{ATTACHED}”里，下发时每个单位一份；里面有自己写的“通知”，就用它，不另写。",
        "涉密的项目：项目清单里“涉密”一栏写“是”，不会抄进来，也不下发，只数个数。",
        "",
        *(f"{name}：{meant}" for name, meant in FOLDERS.items()),
        f"{NAME}：设置，可以用记事本改",
        "register.sqlite：登记库，程序写的，不要改",
    ]
    return "\r\n".join(lines) + "\r\n"
