"""Names that the engine itself knows: what each must be, and who reads it. All other names are the author's own.

A frame is free to print and to word as it likes; what is called by one of these names is what the law says, and a frame that
calls it otherwise is not read there. ``xlgen lint`` tells (``form.template.naming``).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

FUNDS, FACTS, PROJECTS, CHECK, RULES = "funds", "facts", "projects", "check", "rules"  # tables
POINTS, SCORE = "points", "score"
SCORED = frozenset({POINTS, SCORE})  # columns that make a table's rows indicators
WHOLE = "total"  # row or column of the funding table: the sum of all sources
AMOUNTS = ("initial", "budget", "received", "executed")  # the other way round
BALANCE = "balance"
AGREES = "agrees"
LEFT_OUT = "left_out"
REVIEW = "review"  # tag of cells that the reviewer fills, not the unit
MONEY = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10000)}  # what amounts may be in, each in 万元
OF_GROUPS = ("text", "points")  # words in { } that only the label of a group has filled in


@dataclass(frozen=True, slots=True)
class Word:
    """One name; ``place`` is ``fields``, ``tables``, ``identity``, or the table whose rows or columns it names.

    ``scored`` are the tables with ``points`` and ``score``. ``needed`` tells that a reader goes without where it is lacking.
    """

    place: str
    name: str
    law: str
    readers: str
    needed: bool = False


WORDS = (
    Word("identity", "code", "项目编码，一个项目一个", "认表（XG040—XG043）、下发清单、汇总", True),
    Word("identity", "name", "项目名称", "XG503、汇总", True),
    Word("identity", "department", "主管部门", "汇总的抬头", True),
    Word("identity", "unit", "实施单位", "汇总按单位一表", True),
    Word("identity", "year", "年度", "汇总的抬头、XG206", True),
    Word("fields", "total", "总分，公式", "汇总的得分和等级、XG303、xlgen check", True),
    Word("fields", "grade", "等级的文字，公式 grades(total)", "XG304、xlgen check", True),
    Word("fields", "points", "总分值，公式", "XG320、XG510"),
    Word("fields", "goal", "年度总体目标", "汇总、XG209"),
    Word("fields", "achieved", "年度总体目标的实际完成情况", "汇总、XG209、XG508"),
    Word("fields", "reason", "全表的偏差原因", "XG307、XG308、XG405"),
    Word("fields", "causes", "偏差原因的另一栏，与 reason 一样读", "XG307、XG308、XG405"),
    Word("fields", "code", "印在表上的项目编码", "XG503"),
    Word("fields", "name", "印在表上的项目名称", "XG503"),
    Word("tables", FUNDS, "项目资金，单位是本表的金额单位", "XG401—XG409、汇总的预算数和执行数"),
    Word("tables", FACTS, "评分依据：评分方法要填、本表没有列的数据", "gather、rescale"),
    Word("tables", PROJECTS, "部门的分项清单", "XG505、XG506、XG511；有它的是部门表，不计入各项目之和"),
    Word("tables", CHECK, "自检，行由程序加", "报送结论、XG411、XG412"),
    Word("tables", RULES, "评分规则说明，行由程序加", "填报说明"),
    Word(FUNDS, WHOLE, "资金总额，旁边各行（列）是来源", "XG401—XG409、汇总", True),
    Word(FUNDS, "initial", "年初预算数；没有 budget 时执行率按它算", "XG401、汇总"),
    Word(FUNDS, "budget", "全年预算数", "XG401—XG406、汇总"),
    Word(FUNDS, "received", "实际到位数", "XG407、XG408"),
    Word(FUNDS, "executed", "全年执行数", "XG401—XG407、汇总", True),
    Word(FUNDS, BALANCE, "结余", "XG407"),
    Word(FUNDS, "rate", "执行率，公式", "汇总明细的完成值"),
    Word(FUNDS, "cause", "执行率偏低的原因", "XG405"),
    Word("scored", POINTS, "分值", "全部得分规则（XG3xx）、汇总明细"),
    Word("scored", SCORE, "得分，填报格或公式", "全部得分规则（XG3xx）、汇总明细"),
    Word("scored", "level1", "一级指标", "XG321、汇总按一级指标一表"),
    Word("scored", "level2", "二级指标", "XG313、汇总明细"),
    Word("scored", "level3", "三级指标，一行的名称", "每条意见里的行名、汇总明细"),
    Word("scored", "nature", "指标性质：≥、≤、=、定性", "XG309—XG311、汇总明细"),
    Word("scored", "target", "年度指标值", "XG204、XG209、XG309—XG311、汇总明细"),
    Word("scored", "adjusted", "调整后指标值，填报格", "XG212、汇总明细"),
    Word("scored", "approval", "调整的批准文号", "XG212"),
    Word("scored", "unit", "计量单位", "XG207、汇总明细"),
    Word("scored", "actual", "实际完成值", "XG201、XG209、XG309—XG312、汇总明细"),
    Word("scored", "completion", "完成率，公式", "汇总明细"),
    Word("scored", "reason", "偏差原因分析及改进措施", "自检、XG307—XG311、汇总明细"),
    Word("scored", "says", "计分口径，程序填", "印在表上"),
    Word(FACTS, "label", "数据为哪一项指标而填", "程序加的行"),
    Word(FACTS, "item", "数据项", "程序加的行"),
    Word(FACTS, "value", "填报值", "程序加的行、gather"),
    Word(FACTS, AGREES, "核对，公式，结果是“相符”“尾差”“不符”", "XG411—XG413"),
    Word(FACTS, "stated", "自评报告所写的数", "XG411"),
    Word(FACTS, "note", "说明；“与…核对”说明核对的是什么", "XG412、XG413"),
    Word(PROJECTS, "project", "项目名称", "XG505、XG506、XG511"),
    Word(PROJECTS, "executed", "项目的执行数", "XG505、XG506"),
    Word(PROJECTS, SCORE, "项目的自评得分", "XG511"),
)
