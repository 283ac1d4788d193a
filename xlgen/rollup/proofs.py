"""Proof that a summary adds up: the two sums of the returns, and 勾稽 of every total in three ways."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from xlgen.rollup.figures import falling
from xlgen.rollup.grids import Grid, GridColumn, GridEntry, GridRow, numbered
from xlgen.rollup.proving.disagreements import disagreements_grid, less
from xlgen.rollup.proving.overspending import overspent_grid
from xlgen.rollup.records import ProjectLine, Rollup
from xlgen.rollup.tables.offices import has_departments
from xlgen.statuses import Handling, Status
from xlgen.words.numbers import ENOUGH

MARK = f'"√" if abs({{}}) < {ENOUGH} else "×"'


def statuses_grid(rollup: Rollup) -> Grid:
    """Issued projects by how they stand; the parts make up the whole."""
    words = [status.word for status in rollup.statuses()]
    return _parts("statuses", rollup.all_projects, "count(projects.no)", "projects.status", words)


def kinds_grid() -> Grid:
    """Files received by what became of them; the parts make up the whole."""
    return _parts("kinds", "收到文件", "count(received.no)", "received.kind", [kind.word for kind in Handling])


def _parts(key: str, label: str, whole: str, column: str, words: Iterable[str]) -> Grid:
    """One row: the whole, its parts by word, and whether they make it up."""
    words = list(words)
    parts = [f"part{i}" for i in range(len(words))]
    columns = (
        GridColumn("whole", label, "count", formula=whole),
        *(
            GridColumn(part, word, "count", formula=f'countif({column}, "{word}")')
            for part, word in zip(parts, words, strict=True)
        ),
        GridColumn("difference", "差额", "count", formula=f"whole - {' - '.join(parts)}"),
        GridColumn("mark", "核对", "code", formula=MARK.format("difference")),
    )
    return numbered(key, columns, [{}])


def sentence(key: str, grid: Grid) -> str:
    """Formula of the sum in words: 下发项目 19 = 审核通过 18 + 退回修改 1 + …."""
    whole, *parts = grid.columns[:-2]
    said = ", ".join(f'"{" = " if i == 0 else " + "}{c.label} ", {key}.1.{c.key}' for i, c in enumerate(parts))
    return f'join("{whole.label} ", {key}.1.{whole.key}, {said})'


def totals_grid(rollup: Rollup) -> Grid:
    """Each total three times: by the formulas of this workbook, as the program reckoned it, as the returned files say."""
    columns = (
        GridColumn("no", "序号", "count", 6),
        GridColumn("label", "项目", "text", 30),
        GridColumn("formula", "汇总表公式", "number", 17),
        GridColumn("computed", "程序重算", "number", 17),
        GridColumn("stated", "报送表合计", "number", 17),
        GridColumn("off", "公式－重算", "number", 13, "formula - computed"),
        GridColumn("off_stated", "公式－报送表", "number", 13, "formula - stated"),
        GridColumn("mark", "核对", "code", 8, f'"√" if abs(off) < {ENOUGH} and abs(off_stated) < {ENOUGH} else "×"'),
    )
    return numbered("totals", columns, [_total_row(i, *said) for i, said in enumerate(_totals(rollup), 1)])


def _total_row(no: int, label: str, kind: str, formula: str, computed: Decimal, stated: Decimal) -> GridRow:
    said: dict[str, GridEntry] = {"formula": GridEntry(formula=formula, type=kind)}
    said |= {"computed": GridEntry(computed, type=kind), "stated": GridEntry(stated, type=kind)}
    said |= {
        key: GridEntry(formula=f"formula - {of}", type=kind) for key, of in (("off", "computed"), ("off_stated", "stated"))
    }
    return {"no": Decimal(no), "label": label, **said}


def _totals(rollup: Rollup) -> Iterator[tuple[str, str, str, Decimal, Decimal]]:
    counted = [project for _, project in rollup.counted()]
    found = [item for _, item in rollup.indicators()]

    def over(of: Callable[[ProjectLine], tuple[Decimal | None, Decimal | None]]) -> tuple[Decimal, Decimal]:
        """Reckoned, and as stated; a form without saved results states nothing, so that what was reckoned stands for it."""
        pairs = [of(p) for p in counted]
        return _sum(reckoned for reckoned, _ in pairs), _sum(stated_or(*pair) for pair in pairs)

    files = Decimal(sum(project.file is not None for project in counted))
    yield "计入汇总项目数", "count", "figures.counted.value", Decimal(len(counted)), files
    yield "预算数合计", "money", "figures.budget.value", *over(lambda p: (p.budget, p.stated.budget))
    yield "执行数合计", "money", "figures.executed.value", *over(lambda p: (p.executed, p.stated.executed))
    yield "结余合计", "money", "sum(projects.balance)", *over(lambda p: (less(p), less(p.stated)))
    yield "自评得分合计", "score", "sum(projects.score)", *over(lambda p: (p.score, p.stated.score))
    yield (
        "指标得分合计", "score", "sum(details.score)", _sum(i.score for i in found),
        _sum(stated_or(i.score, i.stated) for i in found),
    )  # fmt: skip


def stated_or(reckoned: Decimal | None, stated: Decimal | None) -> Decimal | None:
    """What a file states where there is something to hold it against, else what was reckoned: like is held against like."""
    return stated if reckoned is not None and stated is not None else reckoned


def _sum(values: Iterable[Decimal | None]) -> Decimal:
    return sum((value for value in values if value is not None), Decimal(0))


IDENTITIES = (
    (
        f"下发项目数 = {' + '.join(status.word for status in Status)}",
        "count",
        "statuses.1.whole",
        "statuses.1.whole - statuses.1.difference",
    ),
    (
        f"收到文件数 = {' + '.join(kind.word for kind in Handling)}",
        "count",
        "kinds.1.whole",
        "kinds.1.whole - kinds.1.difference",
    ),
    ("分项绩效项目清单预算数 = 总预算数", "money", "register.total.budget", "figures.budget.value"),
    ("分项绩效项目清单执行数 = 总执行数", "money", "register.total.executed", "figures.executed.value"),
    ("各单位预算数之和 = 总预算数", "money", "units.total.budget", "figures.budget.value"),
    ("各单位执行数之和 = 总执行数", "money", "units.total.executed", "figures.executed.value"),
    ("各单位计入项目数之和 = 计入项目数", "count", "units.total.counted", "figures.counted.value"),
    ("各单位扣分之和 = 扣分合计", "score", "units.total.lost", "figures.lost.value"),
    ("各单位下发项目数之和 = 下发项目数", "count", "units.total.issued", "figures.issued.value"),
    ("各等级项目数之和 = 已评分项目数", "count", "grades.total.count", "figures.graded.value"),
    ("各等级预算数之和 = 已评分项目预算数", "money", "grades.total.amount", "sum(projects.weight)"),
    ("各一级指标得分之和 = 指标得分合计", "score", "levels.total.score", "sum(details.score)"),
    (
        "明细加权用预算数 = 项目预算数×加权指标数",
        "money",
        "sum(details.amount)",
        "sumproduct(projects.budget, projects.rates)",
    ),
    ("扣分原因合计 = 扣分合计", "score", "sum(deductions.lost)", "figures.lost.value"),
    (
        "未计入清单项目数 = 下发项目数 - 计入项目数",
        "count",
        "sum(pendings.share)",
        "figures.issued.value - figures.counted.value",
    ),
    (
        "未计入清单预算数 = 下发预算数 - 计入预算数",
        "money",
        "pendings.total.budget",
        "figures.issued_budget.value - figures.covered.value",
    ),
    (
        "总执行率不超过 100%：超支 = 0",
        "money",
        "figures.executed.value - figures.budget.value if figures.executed.value > figures.budget.value else 0",
        "0",
    ),
)


def identities_of(rollup: Rollup) -> Iterator[tuple[str, str, str, str]]:
    """What must be equal, and what must be nothing: 等级界限 out of order."""
    for label, kind, left, right in IDENTITIES:
        said = label if rollup.is_whole else label.replace(f" + {Status.MISSING.word}", "")
        yield said.replace("下发项目", rollup.all_projects), kind, left, right
    if rollup.problems:
        yield "问题统计件数之和 = 问题清单条数", "count", "tally.total.count", "count(problems.no)"
    if has_departments(rollup):
        yield "各部门预算数之和 = 总预算数", "money", "departments.total.budget", "figures.budget.value"
        yield "各部门执行数之和 = 总执行数", "money", "departments.total.executed", "figures.executed.value"
    yield "等级界限应从高到低，不能空着：不合的 = 0", "count", f"0 if {_all_falling(rollup)} else 1", "0"
    yield (
        "自评得分合计 - 折算增加 = 指标得分合计",
        "score",
        "sum(projects.score) - sum(projects.rescaled)",
        "sum(details.score)",
    )


def _all_falling(rollup: Rollup) -> str:
    return " and ".join(falling(i) for i in range(1, len(rollup.grades))) or "1 == 1"


def identities_grid(rollup: Rollup) -> Grid:
    """Totals that must be equal because they count the same things in two ways."""
    columns = (
        GridColumn("no", "序号", "count", 6),
        GridColumn("label", "关系", "text", 30, span=2),
        GridColumn("left", "左边", "number", 17),
        GridColumn("right", "右边", "number", 17),
        GridColumn("difference", "差额", "number", 13, span=2),
        GridColumn("mark", "核对", "code", 8, MARK.format("difference")),
    )
    rows: list[GridRow] = [
        {
            "no": Decimal(i), "label": label, "left": GridEntry(formula=left, type=kind), "right": GridEntry(formula=right, type=kind),
            "difference": GridEntry(formula="left - right", type=kind),
        }
        for i, (label, kind, left, right) in enumerate(identities_of(rollup), 1)
    ]  # fmt: skip
    return numbered("identities", columns, rows)


VERDICT = (
    '"勾稽：没有计入汇总的项目，无从核对" if figures.counted.value == 0 '
    'else "勾稽：等级界限有空着的 ×，请在“总览”补填" if count(grades.all.least) < {grades} '
    'else "勾稽：等级界限没有从高到低 ×，请在“总览”改正" if not ({falling}) else "勾稽：全部相符 √" if countif(totals.mark, "√") + countif(identities.mark, "√") == count(totals.no) + count(identities.no) '
    'else "勾稽：有不相符的项目 ×，见“勾稽”表"'
)


def proof_grid(rollup: Rollup) -> Grid:
    """What is proved, in sentences that other sheets repeat: ``verdict``, ``issued``, ``received``."""
    sentences = {
        "verdict": VERDICT.format(grades=len(rollup.grades), falling=_all_falling(rollup)),
        "issued": sentence("statuses", statuses_grid(rollup)),
        "received": sentence("kinds", kinds_grid()),
    }
    rows = [{"text": GridEntry(formula=formula)} for formula in sentences.values()]
    runs = {key: (i, i + 1) for i, key in enumerate(sentences)}
    return Grid("proof", (GridColumn("text", "核对结论", "path", span=2),), rows, runs)


def check_grids(rollup: Rollup) -> list[Grid]:
    """All of them."""
    return [
        statuses_grid(rollup),
        kinds_grid(),
        totals_grid(rollup),
        identities_grid(rollup),
        disagreements_grid(rollup),
        overspent_grid(rollup),
        proof_grid(rollup),
    ]
