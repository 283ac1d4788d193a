"""Bands, ranks, counts and straight lines, written as the methods for them read them."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from xlgen.form.notation.wording import tidy
from xlgen.roster.rewriting.facts import Facts, Proposal
from xlgen.words.figures_in import figures
from xlgen.words.numbers import plain

_N = r"(?<![\d.])\d+(?:\.\d+)?"
_Words = Callable[[str, Facts], str]


def as_bands(standard: str, facts: Facts) -> Proposal | None:
    """The bands without what stands round them, or None where nothing of it changes anything."""
    if facts.target is None or facts.is_day or "每" in standard:
        return None
    text = before = tidy(standard)
    for change in (_falling, _counted, _without_introduction, _chained, _ranked, _whole):
        text = change(text, facts)
    if text == before:
        return None
    said = re.sub(r"[,，、;；]+", lambda run: "；" if ";" in run[0] or "；" in run[0] else "，", text).strip("，；")
    return Proposal("分档计分", said, "各档照数值写，其余的话删去")


def as_line(standard: str, facts: Facts) -> Proposal | None:
    """A straight line between two figures that are said twice."""
    text = tidy(standard)
    zero = re.search(rf"(?:<|≤|>|≥)?({_N})(%?)(?:以下|以上)?得?0分", text)
    full = re.search(rf"(?:≥|≤|达到)?({_N})(%?)(?:以上|以下|及以上|及以下)?得?满分", text)
    between = re.search(rf"({_N})%?-({_N})%?(?:之间)?(?:按)?(?:线性|直线|比例)(?:得分|计分)?", text)
    if not (zero and full and between) or {zero[1], full[1]} != {between[1], between[2]}:
        return None
    left = re.sub(r"[;,。]", "", "".join(re.split("|".join(re.escape(each[0]) for each in (zero, full, between)), text)))
    signs = ("≥", "≤") if Decimal(full[1]) > Decimal(zero[1]) else ("≤", "≥")
    said = f"{signs[0]}{full[1]}{full[2]}满分；{signs[1]}{zero[1]}{zero[2]}得0分；其间按直线计分"
    return None if re.search(r"\d", left) else Proposal("两点线性", said, "两头和中间分开写")


def as_formula(standard: str, facts: Facts) -> Proposal | None:
    """得分=(1-10×x/y)×分值: full points at nothing, none at a tenth."""
    text = tidy(standard).replace("*", "×").replace("（", "(").replace("）", ")")
    match = re.match(rf"[^;,=]*得分=\(1-(?:({_N})×)?[^\d()]+\)×(?:指标|本项|该项)?分值", text)
    if not match or facts.unit != "%" or Decimal(match[1] or "1") == 0:
        return None
    zero = Decimal(100) / Decimal(match[1] or "1")
    said = re.findall(rf"{_N}", re.sub(r"得?0分|不得分", "", text[match.end() :]))
    if any(Decimal(each) not in (zero / 100, zero) for each in said):
        return None
    return Proposal("两点线性", f"≤0%满分；≥{plain(zero)}%得0分；其间按直线计分", "把公式写成两头和中间")


def _without_introduction(text: str, facts: Facts) -> str:
    """Words without figures before the first condition, up to its last comma: 落实…方案,累计完成…目标80%以上得6分."""
    first = re.match(rf"[^\d≥≤><=;]*?,(?=[^\d;,]*{_N})", text)
    if first and not any(figures(first[0])) and not re.search("未|不|除|酌情", first[0]):
        text = text[first.end() :]
    words = re.match(rf"[^\d≥≤><=;,(前第]*(?:完成|达到|占)[^\d≥≤><=;,(前第得计]*(?={_N})", text)
    return text[words.end() :] if words and not re.search("[未不没无非]", words[0]) else text


def _chained(text: str, facts: Facts) -> str:
    """28分≤平均得分<32分 in a line of 分 without the unit, which would be taken for the points."""
    if facts.unit != "分":
        return text
    text = re.sub(rf"({_N})分(?=[≤<≥>])", r"\1", text)
    return re.sub(rf"([≤<≥>])({_N})分(?=,?[得计不])", r"\1\2", text)


def _ranked(text: str, facts: Facts) -> str:
    """位于前20%得2分;…;位于80%以下不得分: the first of a rank are its lowest figures, 以下 is behind them."""
    if facts.unit != "%" or not re.search(rf"前{_N}%", text):
        return text
    text = re.sub(r"^[^;]*?(?=前\d)", "", text)
    text = re.sub(rf"(?<![^;,\d])[^;,\d]*前({_N}%)(?:\(含\))?", r"≤\1", text)
    return re.sub(rf"(?<![^;,\d])[^;,\d]*(?:后{_N}%|{_N}%(?:以下|以后))(?=,?(?:不得分|得?0分))", "其余", text)


def _whole(text: str, facts: Facts) -> str:
    """=100%得5分 as the best of a rate: what is above has full points, too."""
    points = plain(facts.points)
    return re.sub(rf"=100%(?=,?(?:得|计|:)(?:{re.escape(points)}分|满分))", "≥100%", text) if facts.unit == "%" else text


def _falling(text: str, facts: Facts) -> str:
    """100%得40分,90%得35分,…,50%以下不得分: each figure is the least of its band, for the last says what is below."""
    parts = [part for part in re.split("[;,、]", text) if part]
    last = re.fullmatch(rf"({_N})%以下(?:不得分|得?0分)", parts[-1]) if parts else None
    bare = [re.fullmatch(rf"[^\d]*?({_N})%得({_N})分", part) for part in parts[1:-1]]
    whole = re.fullmatch(rf"完成[^\d]*(?:目标|任务|计划)得({_N})分", parts[0]) if parts else None
    if not (last and whole and bare and all(bare)) or facts.target != 100:
        return text
    steps = [(each[1], each[2]) for each in bare if each]
    falls = [Decimal(100), *(Decimal(at) for at, _ in steps)]
    if falls != sorted(falls, reverse=True) or last[1] != steps[-1][0]:
        return text
    return "；".join([f"≥100%得{whole[1]}分", *(f"≥{at}%得{points}分" for at, points in steps), "其余不得分"])


def _counted(text: str, facts: Facts) -> str:
    """发现1次扣0.5分;发现2次及以上不得分: none found has all the points."""
    parts = [part for part in re.split(";", text) if part]
    found = [re.fullmatch(r"(?:发现|出现|发生)有?([1一])(次|处|起|例|项),?扣(\d+(?:\.\d+)?)分", part) for part in parts[:1]]
    rest = len(parts) == 2 and re.fullmatch(
        r"(?:发现|出现|发生)有?(?:2|两|二)(?:次|处|起|例|项)及?以上,?(?:此项|该项)?不得分", parts[-1]
    )
    if not rest or not found[0] or facts.target != 0:
        return text
    unit, off = found[0][2], Decimal(found[0][3])
    return f"≤0{unit}满分；≤1{unit}得{plain(facts.points - off)}分；其余不得分"
