"""XG118–XG119: what must not stand in a form that is handed on and published."""

from __future__ import annotations

from xlgen.findings import Severity
from xlgen.returned.answers import Answers
from xlgen.returned.saying import called
from xlgen.rules.registry import Hit, Hits, rule
from xlgen.words.veil import CLASSIFIED
from xlgen.workbook.addresses import spell
from xlgen.workbook.references import Place


@rule("XG118", "有密级标志", Severity.ERROR, "涉密内容不得填在自评表里，也不得在联网的电脑上处理；请按保密规定处理后另报")
def classified(answers: Answers) -> Hits:
    """A text is marked as classified; nothing of it is repeated anywhere.

    Passes: achieved = "加强内部控制，做好保密工作"
    XG118: achieved = "秘密★1年　某工程已完成"

    查什么：格里写着“秘密★”“机密★”“绝密★”“内部★”或“密级：秘密”一类的密级标志
    为什么：自评表要汇总、公开，标了密级的内容不能进来；程序不把这一格的字写进任何结果
    依据：《保守国家秘密法》：国家秘密载体应当作出国家秘密标志
    """
    for place, kinds in answers.private.items():
        if CLASSIFIED in kinds:
            yield _at(answers, place, f"{_named(answers, place)}有密级标志，程序没有再引用这一格的字")


@rule("XG119", "有身份证号或银行卡号", Severity.WARNING, "自评表要公开，请删去个人的证件号、卡号")
def personal_number(answers: Answers) -> Hits:
    """A number of identity or of a bank card stands in the form; it is repeated nowhere.

    Passes: achieved = "完成编号 2025110112345678 的采购"
    XG119: filler = "某某 11010519491231002X"

    查什么：格里有 18 位身份证号（校验位对得上），或 16 至 19 位银行卡号（校验位对得上，4、5、6 或 9558 开头）
    为什么：自评表随决算公开，个人的证件号、卡号不该出现在里面；下发时就印着的编码不算。程序在各种结果里都用“［身份证号］”代替
    依据：《个人信息保护法》；GB 11643 公民身份号码；ISO/IEC 7812 银行卡号
    """
    for place, kinds in answers.private.items():
        numbers = list(dict.fromkeys(kind.strip("［］") for kind in kinds if kind != CLASSIFIED))
        if numbers:
            yield _at(answers, place, f"{_named(answers, place)}有{'、'.join(numbers)}")


def _at(answers: Answers, place: Place, message: str) -> Hit:
    return Hit(_name(answers, place), message, place=(place[0], spell(*place[1:])))


def _named(answers: Answers, place: Place) -> str:
    name = _name(answers, place)
    return f"{called(answers, name)}里" if name else "这一格里"


def _name(answers: Answers, place: Place) -> str:
    return next((name for name, each in answers.places.items() if each == place), "")
