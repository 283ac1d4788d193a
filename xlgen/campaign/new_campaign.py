"""A new campaign: its folder with settings, lists and the page that explains it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from xlgen.campaign.folder import FOLDERS, LISTS, PAGE, Campaign, who
from xlgen.campaign.list_copy import put_list
from xlgen.campaign.settings import NAME, AskedForm, Settings, settings_text
from xlgen.errors import XlgenError
from xlgen.files.paths import folder
from xlgen.files.saving import put, together
from xlgen.register.recording.acting import acting
from xlgen.words.days import iso_day


def init(root: Path | str, settings: Settings, *, by: str = "", day: str = "") -> Campaign:
    """Make the folder of a campaign. The lists that the settings name are copied into it, without projects that are secret.

    XlgenError where something is in the folder, or a list is not there.
    """
    root, day = folder(root), iso_day(day)
    if root.is_dir() and any(root.iterdir()):
        raise XlgenError(f"{root} 里已有东西，新开一批请换一个空文件夹")
    if settings.deadline:
        settings = replace(settings, deadline=iso_day(settings.deadline))
    with together(root, NAME) as stage:
        settings = replace(settings, asked=tuple(_copied(each, stage) for each in settings.asked))
        put(stage / PAGE, _page(settings).encode("utf-8-sig"))
        put(stage / NAME, settings_text(settings).encode())
    root.chmod(0o700)
    for name in FOLDERS:
        (root / name).mkdir(mode=0o700, exist_ok=True)
    campaign = Campaign(root, settings)
    with acting(root, who(by)) as act:
        act.do("init", day, {"department": settings.department, "year": settings.year})
    return campaign


def _copied(asked: AskedForm, stage: Path) -> AskedForm:
    source = Path(asked.roster)
    if not source.is_file():
        raise XlgenError(f"没有这个项目清单：{source}")
    place = _free(stage, source.name)
    put_list(source, stage / LISTS / place)
    return replace(asked, roster=f"{LISTS}/{place}")


def _free(stage: Path, name: str) -> str:
    tried = (name, *(f"{Path(name).stem}_{n}{Path(name).suffix}" for n in range(2, 1000)))
    return next(each for each in tried if not (stage / LISTS / each).exists())


def _page(settings: Settings) -> str:
    lines = [
        f"{settings.department}{settings.year} 年度项目支出绩效自评",
        "",
        "在这个文件夹里打开命令行，按次序：",
        "  xlgen issue      按项目清单生成空白表，放在“下发”里，一个单位一个文件夹",
        "  xlgen collect 收到的文件或文件夹      登记收到的表，原件存进“收件”",
        "  xlgen status     看到哪一步了，谁还没有报，催报名单",
        "  xlgen return     把有问题的表标好，放在“退回”里",
        "  xlgen rollup     汇总审核通过的表",
        "  xlgen archive    存档",
        "每条命令后面加 --help 看怎么用。做过的都记着，不会丢；做错了用 xlgen undo 撤销。",
        "",
        *(f"{name}：{meant}" for name, meant in FOLDERS.items()),
        f"{NAME}：设置，可以用记事本改",
        "register.sqlite：登记库，程序写的，不要改",
    ]
    return "\r\n".join(lines) + "\r\n"
