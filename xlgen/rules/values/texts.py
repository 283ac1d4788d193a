"""XG210, XG211, XG220, XG221: what must not stand in a text that will be published."""

from __future__ import annotations

import re

from xlgen.findings import Severity
from xlgen.returned.answers import Answers
from xlgen.returned.inputs import inputs
from xlgen.returned.saying import called, quoted, shown
from xlgen.rules.registry import Hit, Hits, rule
from xlgen.words.spelling import narrow, squeeze
from xlgen.workbook.records import PICTURE, UNSEEN

_PROMPT = re.compile(
    r"[(\[]?(请|此处|在此|点击此?处?)(您|在此处?|据实|如实|简要|逐条|逐项)?(填写|填报|输入|选择|说明|注明|简述|概述|描述|列出|对照)"
    r"|(填写|填报)(说明|要求|示例)|(示例|例如|例|如):|[xX×*]{2,}"
    r"|.*[(\[]\d{2,4}个?字(以内|左右|以上)[)\]]。?$"
)
_MOBILE = r"1[3-9]\d[- ]?\d{4}[- ]?\d{4}"
_LANDLINE = r"[(]?0\d{2,3}[)]?[- ]?\d{7,8}"
_PHONE = re.compile(rf"(?<![\d.])(?:{_MOBILE}|{_LANDLINE})(?![\d.])|(?:电话|手机|联系方式)[: ]*[2-9]\d{{6,7}}(?!\d)")


@rule("XG210", "提示文字未删", Severity.WARNING, "请删去提示、示例，填写实际内容")
def prompt_left_in(answers: Answers) -> Hits:
    """A prompt, an example or a placeholder still stands where the filler's own words belong.

    Passes: achieved = "请示已获批复，全年培训四期，经办能力提升"
    XG210: achieved = "（请填写年度目标实际完成情况）"
    XG210: achieved = "全年培训××期"

    查什么：填报提示、示例，或××、xxx 这样的占位还留在格里
    为什么：表要公开，留着提示就不是成品，也多半没有填内容
    依据：xlgen 的约定
    """
    for slot in inputs(answers):
        text = answers.text(slot.name)
        if not text or slot.cell.choices:
            continue
        tidy = squeeze(narrow(text))
        heading = slot.cell.label.rpartition("·")[2]
        is_prompt = _PROMPT.match(tidy) or re.search(r"[xX×]{2,}", tidy) or (heading and tidy == squeeze(narrow(heading)))
        if is_prompt:
            yield Hit(slot.name, f"{called(answers, slot.name)}还是提示文字：{quoted(text)}", text)


@rule("XG220", "填报格里是图片", Severity.NOTE, "不影响接收；图片里的名字、文字程序读不出，汇总里不会有")
def picture_in_entry(answers: Answers) -> Hits:
    """An entry of words holds a picture, such as a signature: it is there, but nobody can read it but people.

    Passes: filler = "某某"
    XG220: filler = "［图片］"

    查什么：填文字的格里放了图片，如签名、印章、佐证的照片
    为什么：图片看得见，程序读不出；要填数、要选的格里放图片的，另报 XG202、XG205
    依据：xlgen 的约定
    """
    for slot in inputs(answers):
        if slot.cell.type == "text" and not slot.cell.choices and answers.record(slot.name).value == PICTURE:
            yield Hit(slot.name, f"{called(answers, slot.name)}里是图片")


@rule("XG221", "有看不见的控制字符", Severity.WARNING, "请清空这一格，手工重新输入，不要粘贴")
def unseen_character(answers: Answers) -> Hits:
    """An entry holds a control character, which one program shows as a box, another drops and a third refuses.

    Passes: achieved = "培训代办员 126 人，经办能力提升。"
    XG221: achieved = "培训\ufffd代办员 126 人"

    查什么：填的文字里夹着看不见的控制字符，多半是从别的系统粘贴带来的
    为什么：不同的软件读法不同，有的显示成方块，有的去掉，有的打不开；数里夹了它就不是数，另报 XG202
    依据：XML 1.0 不许有控制字符；工作簿把它写成 _x0001_ 的样子
    """
    for slot in inputs(answers):
        text = answers.typed(slot.name)
        if isinstance(text, str) and UNSEEN in text:
            yield Hit(slot.name, f"{called(answers, slot.name)}里有看不见的控制字符：{quoted(text)}", text)


@rule("XG211", "有电话号码", Severity.WARNING, "自评表要公开，请删去个人电话；办公电话只填在“联系电话”栏")
def phone_number(answers: Answers) -> Hits:
    """A telephone number stands outside the cell that asks for one, in a table that will be published.

    Passes: phone = "0796-8765432"; achieved = "完成编号 20251234567 的采购，支付 13800 元"
    XG211: filler = "某某 13900000000"
    XG211: achieved = "咨询电话：8765432"

    查什么：“联系电话”以外的格里有手机或电话号码
    为什么：自评表随决算公开，个人电话不该出现在里面；编号、金额不会误认
    依据：绩效自评结果应当公开；个人信息保护
    """
    for slot in inputs(answers):
        if slot.cell.type != "text" or "电话" in slot.cell.label:
            continue
        match = _PHONE.search(squeeze(narrow(shown(answers.typed(slot.name)))))
        if match:
            yield Hit(slot.name, f"{called(answers, slot.name)}里有电话号码", answers.typed(slot.name))
