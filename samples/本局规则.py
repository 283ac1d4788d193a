"""某局自己的规则：xlgen check 回收 --issued 下发 --rules 本局规则.py"""

from xlgen.findings import Severity
from xlgen.rules.registry import Hit, batch_rule, rule


@rule("BJ01", "执行数是整数", Severity.WARNING, "请核对是不是估数，按决算数填到分")
def executed_is_whole(answers):
    """全年执行数恰好是整万元，多半是估的。"""
    executed = answers.number("funds.total.executed")
    if executed is not None and executed == int(executed):
        yield Hit("funds.total.executed", f"全年执行数是整数 {executed}", executed)


@rule("BJ02", "满意度低于九成没有说明原因", Severity.ERROR, "请在偏差原因栏写明调查了多少人、哪里不满意")
def satisfaction_low(answers):
    """满意度不到 90% 的，本局要求写原因。"""
    for row in answers.scored():
        actual = row.number("actual")
        if "满意度" in row.label and actual is not None and actual * 10 < 9 and not row.text("reason"):
            yield Hit(row.name("actual"), f"“{row.label}”低于 90%，没有写原因", actual)


@batch_rule("BJ51", "几个项目同一个填报人", Severity.NOTE, "请确认是否由各项目实施单位自己填报")
def one_filler(batch):
    """同一个人填了三个以上项目的表。"""
    by_filler = {}
    for each, answers in batch.read():
        by_filler.setdefault(answers.text("filler"), []).append(each)
    for filler, returns in by_filler.items():
        for each in returns if filler and len(returns) >= 3 else ():
            yield each, Hit("filler", f"“{filler}”填了 {len(returns)} 个项目的表")
