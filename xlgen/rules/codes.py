"""What each code means: rules over forms, refusals of files, findings of rosters and templates."""

from __future__ import annotations

from collections.abc import Mapping

from xlgen.findings import Severity
from xlgen.rules.all_rules import RULES
from xlgen.workbook.ooxml.refusals import REFUSALS

# Codes that are no rules over a form: what each means and what to do.
OTHERS: Mapping[str, tuple[str, str]] = {
    "XG040": ("文件不是 xlgen 下发的表", "请用主管部门下发的原表填报"),
    "XG041": ("表内的标识已损坏，认不出是哪张表", "请用下发的原表重新填报，或用 --issued 指明下发清单"),
    "XG042": ("项目不在下发清单里，是别的批次或别的部门的表", "请核对项目编码和下发清单"),
    "XG043": ("表样或版本与下发的不同", "请用这一批下发的原表填报"),
    "XG044": ("年度或下发日期不同，是别的批次的表", "请用这一批下发的原表填报"),
    "XG050": ("没有下发清单", "--issued 请写下发时的那个文件夹"),
    "XG051": ("下发清单已损坏", "请用下发时留存的原件，或重新下发"),
    "XG052": ("下发清单的版本不对", "请用同一版本的 xlgen"),
    "XG120": ("没有下发清单，只能按表内自带的标识校验", "请把“下发”文件夹放在表的旁边或上一级，或用 --issued 指明"),
    "XL101": ("名册缺少工作表", "请用 xlgen roster 生成的样表"),
    "XL102": ("名册缺少列", "请补上这一列，列名与样表一致"),
    "XL103": ("名册单元格是错误值", "请改成数值或文字"),
    "XL104": ("项目编码为空", "每个项目都要有编码"),
    "XL105": ("指标的项目编码在“项目”表里没有", "请核对编码，或在“项目”表补上这个项目"),
    "XL106": ("项目编码重复", "一个编码只能对应一个项目"),
    "XL107": ("项目名称为空", "请补填项目名称"),
    "XL108": ("应是数的地方是文字", "请填数字，不带单位"),
    "XL109": ("金额为负", "金额不能小于 0"),
    "XL110": ("全年预算数为空", "没有预算的填 0"),
    "XL111": ("年度不是四位年份", "写四位年份，如 2025"),
    "XL112": ("全年预算数与各项来源之和不等", "请核对各项来源"),
    "XL113": ("项目没有指标", "请在“指标”表补上"),
    "XL114": ("各项分值合计不是 100", "请调整“指标”表的分值"),
    "XL115": ("一级指标的分值合计与样式规定不同", "请核对；确需不同的可以照发"),
    "XL116": ("一级指标或三级指标为空", "请补填"),
    "XL117": ("指标性质不认识", "请从下拉列表里选"),
    "XL118": ("分值为空或不是数", "请填数字"),
    "XL119": ("分值不大于 0", "分值应大于 0"),
    "XL120": ("百分数的指标值写法可疑", "请写成百分数，如 95%"),
    "XL121": ("没有这种评分方法", "用 xlgen templates --methods 查看全部方法"),
    "XL122": ("评分方法要和指标值比大小，指标值不是数", "请写成数，或改用定性、按比例评定等方法"),
    "XL123": ("评分标准有缺口、重叠、漏项，或读不懂", "按提示改写，或注明[就低]、[就高]"),
    "XL201": ("表样不能编译", "按提示修改表样"),
    "XL202": ("表样里某一行的参数有问题", "按提示修改表样"),
    "XL203": ("表样里的名称请核对", "按提示修改表样；不改也能下发"),
}
_RULES = {each.code: each for each in RULES}
_WEIGHT = {
    Severity.ERROR: "错误，表要退回",
    Severity.WARNING: "请核对，不一定有错",
    Severity.NOTE: "说明，不影响接收",
}


def all_codes() -> dict[str, tuple[str, str]]:
    """Every code in order, with its weight (错误, 核对, 说明, 拒收, 名册) and what it means."""
    codes = {code: (rule.severity.value, rule.title) for code, rule in _RULES.items()}
    codes |= {code: ("拒收", meaning) for code, (meaning, _) in REFUSALS.items()}
    codes["XG120"] = ("说明", OTHERS["XG120"][0])  # the file is judged all the same
    codes |= {
        code: ("名册" if code.startswith("XL") else "拒收", meaning)
        for code, (meaning, _) in OTHERS.items()
        if code not in codes
    }
    return dict(sorted(codes.items()))


def explain_code(code: str) -> str:
    """What a code means, how much it weighs and what to do, in a few lines; a plain sentence for a code there is not."""
    code = code.strip().upper()
    if known := _RULES.get(code):
        return f"{code} {known.title}（{_WEIGHT[known.severity]}）\n怎么办：{known.hint}"
    if code in REFUSALS or code in OTHERS:
        meaning, remedy = REFUSALS.get(code) or OTHERS[code]
        return f"{code} {meaning}\n怎么办：{remedy}"
    codes = list(all_codes())
    return f"没有“{code}”这个代码。代码从 {codes[0]} 到 {codes[-1]}，印在每条问题的前面"
