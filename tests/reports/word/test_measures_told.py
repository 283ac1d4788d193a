"""What a reason says is to be done is told in its own words, why it came so is not."""

from __future__ import annotations

import pytest

from xlgen.reports.word.measures_told import measures_in


@pytest.mark.parametrize(
    ("reason", "measures"),
    [
        ("受政策影响启动较晚，系统仍在建设；将加快建设进度", "将加快建设进度"),
        ("部分业务流程有待优化，将加强培训，年底前完成。", "将加强培训，年底前完成"),
        ("个别人员不满意，将改进服务；下一步公布办理时限", "将改进服务；下一步公布办理时限"),
        ("年度内按医保经办工作需要列支", ""),
        ("项目管理有待加强", ""),
        ("虚拟机采购推迟", ""),
        ("", ""),
    ],
)
def test_measures_are_the_clauses_that_say_what_is_to_be_done(reason: str, measures: str) -> None:
    assert measures_in(reason) == measures
