"""XG320–XG323: do the points still add up once people have filled spare rows or weights of their own."""

from __future__ import annotations

from decimal import Decimal

from xlgen.findings import Severity
from xlgen.returned.answers import Answers, ScoredRow
from xlgen.returned.inputs import is_blank
from xlgen.returned.policy import threshold
from xlgen.rules.registry import Hit, Hits, rule
from xlgen.words.labels import in_marks
from xlgen.words.numbers import ENOUGH, plain

FULL = Decimal(100)


@rule("XG320", "分值合计不是 100", Severity.ERROR, "请调整分值，使合计为 100")
def weights_off(answers: Answers) -> Hits:
    """The points of all rows in use do not add up to 100.

    Passes: indicators.10.level3 = "下乡宣传"
    XG320: add 5

    查什么：各项分值加起来不是 100，包括填报人加在备用行里的
    为什么：总分以 100 为满分，等级的分数线才有意义
    依据：《项目支出绩效评价管理办法》（财预〔2020〕10号）：总分一般为 100 分
    """
    rows = list(answers.scored())
    points = [x for row in rows if (x := row.number("points")) is not None]
    total = sum(points, Decimal(0))
    if rows and len(points) == len(rows) and abs(total - FULL) >= ENOUGH:
        name = "points" if "points" in answers.snapshot.slots else rows[-1].name("points")
        yield Hit(name, f"各项分值合计 {plain(total)}，应为 100", total, FULL)


@rule("XG321", "一级指标分值合计不符", Severity.ERROR, "请按表式规定的分值调整本级各项")
def level_off(answers: Answers) -> Hits:
    """The points of one 一级指标, rows that people added included, are not what the frame gives it.

    Passes: add 5; indicators.10.level1 = "其他指标"
    XG321: add 5; indicators.10.level1 = "产出指标"

    查什么：一级指标下的分值合计，不是表式规定或下发时的数，例如产出本该 50 分
    为什么：在备用行加指标时，要从同一个一级指标里匀出分值来
    依据：《项目支出绩效评价管理办法》（财预〔2020〕10号）：一级指标权重统一设置，原则上预算执行 10%、产出 50%、效益 30%、满意度 10%
    """
    levels: dict[str, list[ScoredRow]] = {}
    for row in answers.scored():
        levels.setdefault(row.level1, []).append(row)
    for level, rows in levels.items():
        own = [row for row in rows if answers.slot(row.name("points")).cell.is_input and row.number("points") is not None]
        issued = sum((row.number("points") or Decimal(0) for row in rows if row not in own), Decimal(0))
        due = answers.snapshot.levels.get(level) or issued
        total = sum((row.number("points") or Decimal(0) for row in rows), Decimal(0))
        # what the department itself issued otherwise is its own decision
        if own and due and abs(total - due) >= ENOUGH:
            yield Hit(own[-1].name("points"), f"“{level}”分值合计 {plain(total)}，应为 {plain(due)}", total, due)


@rule("XG322", "分值不大于 0", Severity.ERROR, "分值应大于 0；不用的行请清空")
def weight_not_positive(answers: Answers) -> Hits:
    """A row in use has no points to give.

    Passes: add 0.5
    XG322: add 0

    查什么：在用的一项，分值是 0 或负数
    为什么：0 分的指标填了也没有得分，多半是备用行没有填完
    依据：xlgen 的约定
    """
    for row in answers.scored():
        points = row.number("points")
        if points is not None and points <= 0:
            yield Hit(row.name("points"), f"{in_marks(row.label)}的分值是 {plain(points)}", points)


@rule("XG323", "单项分值过大", Severity.WARNING, "一项指标占的分值过大，请核对指标是否分得太粗")
def weight_heavy(answers: Answers) -> Hits:
    """One row holds 40 points or more.

    Passes: add 39.9
    XG323: add 40

    查什么：一项指标占 40 分以上
    为什么：一项定成败，多半是指标分得太粗，把几件事写成了一件
    依据：xlgen 的约定
    """
    for row in answers.scored():
        points = row.number("points")
        if points is not None and points >= threshold(answers.snapshot, "heavy_points") and not is_blank(row.label):
            yield Hit(row.name("points"), f"{in_marks(row.label)}一项占 {plain(points)} 分", points)
