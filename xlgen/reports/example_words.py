"""The examples of rules in a clerk's words: ``indicators.1.actual = 60`` is “培训人数”的实际完成值填 60.

They speak of the sample forms that the tests judge; a name that none of them has stays as it is.
"""

from __future__ import annotations

import re

from xlgen.workbook.records import UNSEEN

PLACES = {
    "indicators.1": "培训人数（指标值 ≥120 人，15 分）",
    "indicators.3": "合格率（指标值 ≥95%，10 分；标准写 ≥95%、80%—94%、80% 以下）",
    "indicators.4": "人均成本（指标值 ≤400 元）",
    "indicators.5": "完成培训（指标值 2025-12-15）",
    "indicators.6": "经办能力（定性，10 分）",
    "indicators.2": "培训期数（指标值 ≥4 期，10 分）",
    "indicators.8": "参训人员满意度（按比例评定，10 分；群众满意度为 93%，得满分）",
    "indicators.9": "群众满意度（指标值 ≥90%，10 分）",
    "indicators.10": "备用行",
    "funds.total": "年度资金总额（预算 30 万元）",
    "funds.fiscal": "当年财政拨款（预算 25 万元）",
    "funds.carryover": "上年结转资金（预算 5 万元）",
    "funds.other": "其他资金（预算 0）",
    "nothing: funds.total": "年度资金总额（预算 0）",
    "conclusion: funds.total": "资金总额（到位 78876，执行 76059）",
    "conclusion: funds.personal": "个人缴费（总额 78876，别的来源 40308）",
    "facts.7_faults": "制度健全（逐项扣分）",
    "facts.income_rate": "收入预算完成率（按数据应为 114.73%）",
    "facts.project": "项目支出（项目清单合计 3528.46）",
    "projects.1": "项目清单第 1 行（甲项目；它的自评表执行数 29.4，总分 99.8）",
}
COLUMNS = {
    "actual": "实际完成值", "score": "得分", "target": "指标值", "points": "分值", "nature": "指标性质", "reason": "偏差原因",
    "executed": "全年执行数", "budget": "预算数", "rate": "执行率", "cause": "原因", "level1": "一级指标", "level2": "二级指标", "level3": "三级指标",
    "adjusted": "调整后指标值", "approval": "批准文号", "value": "数", "stated": "报告所写", "received": "到位数", "balance": "结余", "evidence": "佐证材料", "account": "完成情况说明",
}  # fmt: skip
FIELDS = {
    "achieved": "年度目标完成情况", "total": "总分", "grade": "等级", "date": "填报日期", "filler": "填报人", "phone": "联系电话",
    "name": "项目名称", "code": "项目编码",
}  # fmt: skip
SAMPLES = {
    "nothing": "没有预算的项目", "adjusted": "有“调整后指标值”栏的表", "department": "部门整体自评表", "conclusion": "评价结论表", "evidence": "有“佐证材料”“完成情况说明”两栏的表",
}  # fmt: skip
FILES = {"A": "甲项目的表", "B": "乙项目的表", "D": "部门的表", "E": "丙项目的表"}
EDITS = {  # verb → sentence of what it is about and what is put there
    "stale": "“{0}”的公式没有动，保存的结果却是{1}",
    "text": "印好的“{0}”改成了{1}",
    "hidden": "隐藏的标识表里，{0}写的是{1}",
    "forget": "“{0}”那一格的名称没有了",
    "rename": "工作表“{0}”改名为{1}",
    "beside": "“{0}”的表格外面写了{1}",
    "link": "有公式引用了别的工作簿",
    "resave": "另存成了 .{0}",
    "sheet": "多了一张工作表“{0}”，上面写着{1}",
    "lock": "“{0}”那一格被锁定",
    "format": "“{0}”的数字格式改成了{1}",
    "insert": "{0} 处插入了一行",
    "delete": "{0} 行被整行删去",
    "drop": "{0} 列被整列删去",
    "add": "备用行加了一项“下乡宣传”，分值、得分各 {0} 分（原有各项合计已是 100）",
}


def in_words(example: str) -> str:
    """An example of one return, or of several side by side, as one sentence."""
    if re.match(r"-?[ABDE](?=[@( |]|$)", example):
        return "；".join(_file(each) for each in _split(example, "|"))
    said = re.match(r"(\w+): *", example)
    sample = said[1] if said else ""
    edits = _named_once("，".join(_edit(each, sample) for each in _split(example[said.end() if said else 0 :], ";")))
    return f"{SAMPLES.get(sample, sample)}：{edits}" if sample else edits


def _named_once(text: str) -> str:
    """The same, where a row comes up again without what stands in brackets behind its name."""
    for place in PLACES.values():
        first, full, again = text.partition(place)
        text = first + full + again.replace(place, place.partition("（")[0])
    return text


def _split(text: str, sign: str) -> list[str]:
    """Pieces parted by a sign outside quotes and brackets."""
    pieces = re.findall(rf'(?:"[^"]*"|\((?:"[^"]*"|[^()"])*\)|[^{re.escape(sign)}"(])+', text)
    return [piece.strip() for piece in pieces if piece.strip()]


def _file(piece: str) -> str:
    match = re.fullmatch(r"(-?)(\w)(?:@([^\s(]+(?:\(\d+\))?\.\w+))?(?:\((.*)\))?", piece, re.DOTALL)
    if not match:
        return piece
    missing, sample, file, edits = match.groups()
    said = f"没有收到{FILES[sample]}" if missing else f"收到{FILES[sample]}"
    named = f"，文件名是“{file}”" if file else ""
    return f"{said}{named}" + (f"，其中{in_words(edits)}" if edits else "")


def _edit(edit: str, sample: str) -> str:
    name, _, typed = (part.strip() for part in edit.replace(UNSEEN, "□").partition(" = "))
    verb, _, about = name.partition(" ")
    if verb == "remove":
        return "隐藏的标识表被删去" if about == "_xlgen" else f"工作表“{about}”被删去"
    if verb == "lead":
        return f"“{_place(about, sample)}”的名称指到了“{_place(typed[1:-1], sample)}”那一格"
    if verb in ("copy", "hide"):
        return _done_to(verb, about.split())
    if verb in EDITS:
        return EDITS[verb].format(_place(about, sample), _value(typed))
    return f"“{_place(name, sample)}”{_typed(typed)}"


def _done_to(verb: str, said: list[str]) -> str:
    """A sheet copied, maybe under the code of another project; a sheet, a row or a column of it hidden."""
    sheet, *more = said
    if verb == "copy":
        return f"“{sheet}”复制了一张" + (f"，项目编码是 {more[0]}" if more else "")
    part = {"row": "第 {0} 行", "column": " {0} 列"}.get(more[0], "").format(more[1]) if more else ""
    return f"“{sheet}”{part}被隐藏"


def _place(name: str, sample: str) -> str:
    row, _, column = name.rpartition(".") if not name[:1].isdigit() else ("", "", "")  # add 0.5: points, no name
    return (
        f"{PLACES.get(f'{sample}: {row}') or PLACES.get(row, row)}·{COLUMNS.get(column, column)}"
        if row
        else FIELDS.get(name, name)
    )


def _typed(typed: str) -> str:
    if match := re.fullmatch(r"=(.+) \((.+)\)", typed):
        return f"里写了公式 ={match[1]}，结果是 {match[2]}"
    if typed.endswith(" as date"):
        return f"成了日期 {typed.removesuffix(' as date')}"
    if typed == "blank" or not typed.strip('" '):
        return "空着"
    return f"显示 {typed}" if typed.startswith("#") else f"填{_value(typed)}"


def _value(typed: str) -> str:
    return f"“{typed[1:-1]}”" if typed.startswith('"') else f" {typed}"
