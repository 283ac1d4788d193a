"""XG204–XG216, XG315: values that can be read but are hardly what was meant, and what should not be published."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from xlgen.excel_limits import DAYS_END
from xlgen.findings import Severity
from xlgen.form.bounds import FAR_PERCENT, LEAST_PERCENT
from xlgen.returned.achievement import given, meant_percent
from xlgen.returned.answers import Answers, ScoredRow
from xlgen.returned.inputs import inputs, is_blank, is_near_day
from xlgen.returned.saying import called, quoted, said, shown
from xlgen.rules.registry import Hit, Hits, rule
from xlgen.words.days import FIRST_DAY, day_of, serial
from xlgen.words.labels import in_marks
from xlgen.words.numbers import as_percent, plain, settle
from xlgen.words.quantities import COUNTED
from xlgen.words.spelling import narrow, squeeze
from xlgen.words.understanding import understand
from xlgen.workbook.records import PICTURE, UNSEEN

_PROMPT = re.compile(
    r"[(\[]?(请|此处|在此|点击此?处?)(您|在此处?|据实|如实|简要|逐条|逐项)?(填写|填报|输入|选择|说明|注明|简述|概述|描述|列出|对照)"
    r"|(填写|填报)(说明|要求|示例)|(示例|例如|例|如):|[xX×*]{2,}"
    r"|.*[(\[]\d{2,4}个?字(以内|左右|以上)[)\]]。?$"
)
_MOBILE = r"1[3-9]\d[- ]?\d{4}[- ]?\d{4}"
_LANDLINE = r"[(]?0\d{2,3}[)]?[- ]?\d{7,8}"
_PHONE = re.compile(rf"(?<![\d.])(?:{_MOBILE}|{_LANDLINE})(?![\d.])|(?:电话|手机|联系方式)[: ]*[2-9]\d{{6,7}}(?!\d)")


@rule("XG204", "百分数写法可疑", Severity.WARNING, "请核对；百分数格直接填 98，看格里显示的是不是 98.00%")
def percent_misplaced(answers: Answers) -> Hits:
    """98 stands where 0.98 is meant, or 0.0098, judged against the target where there is one; or it is below zero.

    Passes: indicators.3.actual = 1.05
    XG204: indicators.3.actual = 98
    XG204: indicators.3.actual = 0.0098
    XG204: indicators.3.actual = -0.05

    查什么：百分数格里的数大了或小了一百倍：粘贴 98 成了 9800%，填 0.98 成了 0.98%。1000% 以上的，改正或核实之前整张表不计入汇总。有指标值的，和指标值比着看。为负的（-100% 至 0）也请核对，表样或指标值本来就允许为负的除外
    为什么：差一百倍，得分要么满分要么接近 0；增长率、利润率一类可以为负，合格率、覆盖率为负多半是多打了负号
    依据：百分数格存的是小数，98% 存 0.98；在百分数格里键入 98，Excel、WPS 记成 98%，键入 0.98 记成 0.98%（微软知识库 215203）
    """
    for slot in inputs(answers):
        x, target = answers.excel[slot.name], answers.excel.get(f"{slot.table}.{slot.row}.target")
        if slot.cell.type != "percent" or not isinstance(x, Decimal):
            continue
        meant = meant_percent(x, target if isinstance(target, Decimal) and slot.column == "actual" else None)
        if meant is not None:
            yield Hit(
                slot.name,
                f"{called(answers, slot.name)}为 {as_percent(x)}，是不是 {as_percent(meant)}",
                x,
                meant,
                opens=x >= FAR_PERCENT,
            )
        elif LEAST_PERCENT <= x < 0 and slot.cell.minimum is None:
            yield Hit(slot.name, f"{called(answers, slot.name)}为 {as_percent(x)}，为负，确是下降的不用改", x)


@rule("XG315", "计数的完成值有小数或为负", Severity.WARNING, "请核对：按个数计的应是不小于 0 的整数；确是平均数的不用改")
def count_not_whole(answers: Answers) -> Hits:
    """What is counted one by one has a fraction, or is less than nothing.

    Passes: indicators.1.actual = 126; indicators.4.actual = 388.5
    XG315: indicators.1.actual = 125.5
    XG315: indicators.1.actual = -12; indicators.1.reason = "参训人员分批到岗，下年补训"

    查什么：单位是人、个、次、户、台这样一个一个数的，完成值却有小数，或为负。指标值本来就有小数的（如人均 2.5 次）除外
    为什么：没有 1.5 个人，也没有负 12 个人；多半是小数点、负号打错了，或单位不是这一个
    依据：xlgen 的约定
    """
    for row in answers.scored():
        name = row.name("actual")
        x, target = answers.excel.get(name), given(row, "target")
        if not row.has("actual") or not isinstance(x, Decimal) or not answers.slot(name).cell.is_input:
            continue
        unit = row.text("unit") or answers.slot(name).cell.unit
        is_average = isinstance(target, Decimal) and target % 1 != 0
        if unit in COUNTED and answers.slot(name).cell.type == "number" and (x < 0 or (settle(x) % 1 and not is_average)):
            yield Hit(name, f"{called(answers, name)}为 {plain(x)} {unit}", x)


@rule("XG206", "日期可疑", Severity.WARNING, "请填实际日期，写作 2025-12-31 的样子")
def date_doubtful(answers: Answers) -> Hits:
    """A date that cannot be read, is none, or lies after the end of the year that is evaluated.

    Passes: indicators.5.actual = 2025-12-31
    XG206: indicators.5.actual = 2026-01-01; indicators.5.reason = "设备到货迟，已于一月初完成"
    XG206: indicators.5.actual = 2025
    XG206: date = "元旦前后"

    查什么：日期读不懂、不是日期，或者在所评年度的年底之后。是个数却不是前后十年里的一天的，改正或核实之前整张表不计入汇总
    为什么：按期完成要凭日期判断；年底之后才做完的，不能算本年度完成，须写明原因
    依据：时效指标按年度考核
    """
    year = answers.snapshot.identity.get("year", "")
    last = serial(date(int(year), 12, 31)) if re.fullmatch(r"2\d{3}", year) else None
    for slot in inputs(answers):
        day, reading = answers.typed(slot.name), answers.readings.get(slot.name)
        if slot.cell.type != "date":
            continue
        if isinstance(day, Decimal):
            day = day.to_integral_value(ROUND_FLOOR)  # half past two on the last day is still that day
        if isinstance(day, str) and not slot.table and reading is not None and reading.value is None:
            yield Hit(slot.name, f"{called(answers, slot.name)}：{reading.problem}", day)
        elif isinstance(day, Decimal) and not is_near_day(answers, day):
            yield Hit(slot.name, f"{called(answers, slot.name)}填的是 {_as_day(day)}", day, opens=True)
        elif isinstance(day, Decimal) and slot.table and last is not None and day > last:
            yield Hit(
                slot.name, f"{called(answers, slot.name)}为 {said(slot.cell, day)}，在 {year} 年年底之后", said(slot.cell, day)
            )


@rule("XG215", "日期是文字", Severity.NOTE, "不影响计分")
def date_as_text(answers: Answers) -> Hits:
    """A date of the signature block was typed as text and could be read.

    Passes: date = 2026-01-20
    XG215: date = "2026年1月20日"

    查什么：落款的日期是文字，程序读得懂
    为什么：不参加计算，所以只说明一下；要计分的日期读不懂时报 XG206、XG202
    依据：xlgen 的约定
    """
    for slot in inputs(answers):
        reading = answers.readings.get(slot.name)
        if slot.cell.type == "date" and not slot.table and reading is not None and reading.value is not None:
            found = answers.typed(slot.name)
            yield Hit(
                slot.name, f"{called(answers, slot.name)}是文字{quoted(found)}，理解为 {said(slot.cell, reading.value)}", found
            )


def _as_day(number: Decimal) -> str:
    """A number in a date cell: the day it is far from the form's year, or that it is none."""
    is_day = FIRST_DAY <= number < DAYS_END
    return f"{day_of(number).isoformat()}，和本表年度相差十年以上" if is_day else f"{plain(number)}，不是日期"


@rule("XG209", "照抄指标值", Severity.WARNING, "请填实际完成的数或情况，不要抄目标")
def actual_copies_target(answers: Answers) -> Hits:
    """The actual value, or the account of the year, is the target's own text.

    Passes: indicators.1.actual = 120; achieved = "培训代办员 126 人，经办能力提升。"
    XG209: achieved = "培训代办员，提升经办能力。"

    查什么：实际完成值或完成情况和指标值、年度目标一字不差
    为什么：照抄目标等于没有说完成了多少；正好等于指标值的数（填 120）不算照抄
    依据：xlgen 的约定
    """
    pairs = [(row.name("actual"), _targets(row)) for row in answers.scored() if row.has("actual")]
    pairs.append(("achieved", {_bare(answers.text("goal"))}))
    for name, targets in pairs:
        slot = answers.snapshot.slots.get(name)
        if slot is None or not slot.cell.is_input or slot.cell.choices:
            continue
        actual = answers.text(name)
        is_plain = understand(actual, "number").value is not None and _bare(actual)[:1].isdigit()  # 95% may be both
        if actual and not is_plain and _bare(actual) in targets:
            yield Hit(name, f"{called(answers, name)}与目标一字不差：{quoted(actual)}", actual)


def _targets(row: ScoredRow) -> set[str]:
    """The ways a row's target may be printed."""
    target, name = given(row, "target"), row.name("target")
    if not isinstance(target, Decimal):
        return {_bare(str(target))} if target else set()
    cell = row.answers.slot(name).cell
    sign, number = row.text("nature") or cell.prefix, said(cell, target)
    return {_bare(sign + number), _bare(sign + number + row.text("unit"))} if sign else set()


def _bare(text: str) -> str:
    return re.sub(r"[\s,.;、。]", "", squeeze(narrow(text)).replace("≧", "≥").replace("≦", "≤"))


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
        tidy = squeeze(narrow(text))
        heading = slot.cell.label.rpartition("·")[2]
        is_prompt = _PROMPT.match(tidy) or re.search(r"[xX×]{2,}", tidy) or (heading and tidy == squeeze(narrow(heading)))
        if text and not slot.cell.choices and is_prompt:
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


@rule("XG212", "调整指标值没有批准文号", Severity.ERROR, "年中调整目标须经批准，请填批准文号，或清空调整后指标值")
def adjusted_without_approval(answers: Answers) -> Hits:
    """A target was adjusted in mid-year and no approval is named.

    Passes: adjusted: indicators.1.adjusted = 110; indicators.1.approval = "财预〔2025〕8号"
    XG212: adjusted: indicators.1.adjusted = 110

    查什么：填了“调整后指标值”，没有填批准文号
    为什么：年中调整目标要经批准；没有文号，只能按下发的指标值计分
    依据：绩效目标调整应报批
    """
    for row in answers.scored():
        if row.has("approval") and not is_blank(given(row, "adjusted")) and is_blank(given(row, "approval")):
            found = given(row, "adjusted")
            yield Hit(row.name("approval"), f"{in_marks(row.label)}的指标值调整为{quoted(found)}，没有批准文号", found)


@rule("XG216", "得分的小数多于两位", Severity.WARNING, "请把得分改到两位小数以内")
def score_finer_than_printed(answers: Answers) -> Hits:
    """A score that a person gives has more decimals than are printed, so that the printed column may not add up.

    Passes: indicators.6.score = 8.33; indicators.6.reason = "窗口人手不足，已增配两人"
    XG216: indicators.6.score = 8.333; indicators.6.reason = "窗口人手不足，已增配两人"

    查什么：由人填的得分，小数多于两位
    为什么：得分印两位小数，总分却按填的数相加：8.333、8.333、8.334 印成 8.33、8.33、8.33，加起来和总分差一分
    依据：四舍五入保留两位小数
    """
    for row in answers.scored():
        name = row.name("score")
        found = answers.typed(name)
        if answers.slot(name).cell.is_input and isinstance(found, Decimal) and settle(found * 100) % 1:
            yield Hit(name, f"{in_marks(row.label)}得分 {plain(found)}，小数多于两位", found)
