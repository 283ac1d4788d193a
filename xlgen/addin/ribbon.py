"""The ribbon, once: Excel's customUI14.xml and WPS's ribbon.xml are two readings of ``GROUPS``.

Vocabulary: [MS-CUSTOMUI2] (customUI 2009/07) for Excel 2010 and later; a WPS 加载项 reads the 2006/01 vocabulary, in which
the elements used here have the same names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

CALLBACK = "OnAction"  # the one callback of every button in both add-ins; it is given the button's id
ON_LOAD = "OnLoad"
TAB_ID, TAB_LABEL, TAB_KEYTIP = "xlgenTab", "绩效自评", "JX"
EXCEL_UI = "http://schemas.microsoft.com/office/2009/07/customui"
WPS_UI = "http://schemas.microsoft.com/office/2006/01/customui"


@dataclass(frozen=True, slots=True)
class Button:
    """One button. ``action`` is the word of ``xlgen bridge`` and of every request; ``image`` an icon that Office has built in.

    ``screentip`` is the bold line (at most 64 characters), ``supertip`` what it does in a sentence or two;
    ``only_wps``: Excel has no place for what it shows.
    """

    action: str
    label: str
    keytip: str
    image: str
    screentip: str
    supertip: str
    only_wps: bool = False

    @property
    def id(self) -> str:
        """Id of the control in both ribbons: xlgenCheck."""
        return f"xlgen{self.action.capitalize()}"


@dataclass(frozen=True, slots=True)
class Group:
    """Buttons that stand together under a label."""

    id: str
    label: str
    buttons: tuple[Button, ...]


GROUPS = (
    Group(
        "xlgenIssuing",
        "下发",
        (
            Button(
                "issue", "下发", "I", "FileSaveAs", "按项目清单下发空白自评表",
                "当前工作簿应是项目清单（有“项目”“指标”两张表）。在项目清单旁边的“下发”文件夹里为每个项目生成一张空白表。",
            ),
        ),
    ),
    Group(
        "xlgenCampaign",
        "批次",
        (
            Button(
                "collect", "收表", "T", "FileOpen", "把“收件”里新放的收进这一批",
                "当前工作簿应在批次的文件夹里。放进批次“收件”文件夹的表、压缩包、邮件，逐个认出是哪个项目的，说出新收、覆盖、冲突各几个。",
            ),
            Button(
                "chase", "催报名单", "U", "FileSendAsAttachment", "写一份催报名单，并打开",
                "当前工作簿应在批次的文件夹里。还没有报的、退回没有改好的，一个项目一行，有联系方式，写进批次的“报表”文件夹。",
            ),
        ),
    ),
    Group(
        "xlgenReturns",
        "收回",
        (
            Button(
                "check", "校验", "C", "AcceptInvitation", "校验这张自评表",
                "重算每一项得分，把问题列在“校验结果”表里，点位置可转到单元格。",
            ),
            Button(
                "mark", "标注", "M", "ReviewNewComment", "标出有问题的单元格",
                "给有问题的单元格着色、加批注，并加一张“退回意见”表，可直接退回填报人。",
            ),
            Button(
                "clear", "清除标注", "D", "ReviewDeleteComment", "清除 xlgen 加的标注",
                "只去掉 xlgen 加的颜色、批注和工作表，填报人自己的批注和颜色不动。",
            ),
            Button(
                "repair", "修复", "R", "FileCompatibilityChecker", "把填报内容移到下发的原表上",
                "公式、下拉、保护被改坏的表，把填报内容搬到干净的原表上，另存为新文件，并列出搬动和存疑的单元格。",
            ),
        ),
    ),
    Group(
        "xlgenReviewing",
        "逐份审",
        (
            Button(
                "pane", "问题清单", "L", "ViewSideBySide", "在旁边列出这张表的问题",
                "错误在前，点一条转到那一格，看填的是什么、应是什么、为什么、怎么改；改好的打√。不往表里加东西。", only_wps=True,
            ),
            Button(
                "adopt", "按理解改", "A", "ReviewAcceptChange", "把这一格改成程序理解的值",
                "选中一格，如“约120人”理解为 120：改成 120，原来填的写在批注里。理解不了的不改。",
            ),
            Button(
                "previous", "上一份", "P", "ReviewPreviousComment", "打开收表文件夹里的前一份",
                "说出是第几份、有几处错误。现在这一份没有保存的，先问要不要保存。",
            ),
            Button(
                "next", "下一份", "N", "ReviewNextComment", "打开收表文件夹里的后一份",
                "说出是第几份、有几处错误。现在这一份没有保存的，先问要不要保存。",
            ),
            Button(
                "returnall", "退回全部", "B", "ReviewShowAllComments", "把要退回的表都标注好",
                "收表文件夹里有错误、要核实的表，标注好放在旁边的“_退回”文件夹，原来的不动。",
            ),
        ),
    ),
    Group(
        "xlgenSummary",
        "汇总",
        (
            Button(
                "rollup", "汇总", "S", "AutoSum", "把打开的自评表汇总到当前工作簿",
                "读取已打开的和同一文件夹里的自评表，在当前工作簿加一张“项目汇总”表，公式可继续计算。",
            ),
        ),
    ),
    Group(
        "xlgenGuide",
        "说明",
        (
            Button(
                "explain", "评分说明", "E", "FunctionsLogicalInsertGallery", "这一格的得分怎么来的",
                "选中一个得分单元格，说明每一步怎么算、依据哪条规定。",
            ),
            Button("help", "帮助", "H", "Help", "怎么用", "各个按钮做什么，出了问题怎么办。"),
        ),
    ),
)  # fmt: skip


def buttons() -> Iterator[Button]:
    """All buttons in the order of the ribbon."""
    for group in GROUPS:
        yield from group.buttons


def custom_ui14() -> str:
    """The part ``customUI/customUI14.xml`` of the Excel add-in: icons are Office's own (``imageMso``)."""
    return _ribbon(EXCEL_UI, lambda button: "" if button.only_wps else f"imageMso={quoteattr(button.image)}")


def wps_ribbon() -> str:
    """The file ``ribbon.xml`` of the WPS 加载项: it asks ``GetImage`` for the path of each icon, ``images/<id>.svg``."""
    return _ribbon(WPS_UI, lambda _: 'getImage="GetImage"')


def _ribbon(namespace: str, image: Callable[[Button], str]) -> str:
    """``image`` is the attribute of a button's icon, "" where it has no button."""
    lines = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>']
    lines += [f'<customUI xmlns="{namespace}" onLoad="{ON_LOAD}">', "  <ribbon>", "    <tabs>"]
    lines.append(f'      <tab id="{TAB_ID}" label="{TAB_LABEL}" keytip="{TAB_KEYTIP}">')
    for group in GROUPS:
        lines.append(f"        <group id={quoteattr(group.id)} label={quoteattr(group.label)}>")
        lines += [f"          {_button(button, shown)}" for button in group.buttons if (shown := image(button))]
        lines.append("        </group>")
    return "\n".join([*lines, "      </tab>", "    </tabs>", "  </ribbon>", "</customUI>", ""])


def _button(button: Button, image: str) -> str:
    said = {"id": button.id, "label": button.label, "size": "large", "onAction": CALLBACK, "keytip": button.keytip}
    said |= {"screentip": button.screentip, "supertip": button.supertip}
    return f"<button {' '.join(f'{key}={quoteattr(value)}' for key, value in said.items())} {image}/>"
