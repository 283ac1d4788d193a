"""Every figure of a summary, recounted from the returned forms' cells by code that shares nothing with xlgen.

``make recount`` does the same for 150 projects.
"""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

import recount
import recount_batch
import recounting

PROJECTS = 30
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def batch(office: object, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return recounting.summed(tmp_path_factory.mktemp("recount"), PROJECTS)


def test_every_figure_is_the_one_recounted(batch: tuple[Path, Path]) -> None:
    found = recounting.recounted(*batch)
    assert (found.wrong, found.unknown) == ([], set())
    assert found.compared > 1900


def test_projects_whose_files_state_other_figures_are_named(office: object, tmp_path: Path) -> None:
    found = recounting.recounted(*recounting.summed(tmp_path, 14, fates=(*recount_batch.FATES, "stale", "over")))
    assert found.wrong == []
    named = recount.table(found.book["勾稽"], "哪个数", "程序重算")
    assert [row["项目编码"] for row in named] == ["QX013"]
    above = recount.table(found.book["勾稽"], "预算数（万元）", "所在行")
    assert [row["项目编码"] for row in above] == ["QX014"]


@pytest.mark.parametrize(
    ("sheet", "heading", "told"),
    [
        ("总览", "数值", "总览"),
        ("总览", "项目数", "等级"),
        ("总览", "得分合计", "一级指标"),
        ("总览", "审核通过", "下发项目"),
        ("总览", "有效", "收到文件"),
        ("按单位", "执行数\n（万元）", "按单位"),
        ("排名", "名次", "排名"),
        ("分项绩效项目清单", "自评\n得分", "分项清单"),
        ("按单位", "未报\n送", "按单位"),
        ("问题统计", "件数", "问题统计"),
        ("同名指标", "实际完成值", "同名指标"),
        ("扣分排行", "扣分合计", "扣分排行"),
        ("扣分原因", "扣分", "扣分原因"),
        ("图表", "自评得分", "图表"),
        ("未计入清单", "下发预算数\n（万元）", "未计入清单"),
        ("勾稽", "汇总表公式", "勾稽"),
        ("项目", "预算数\n（万元）", "项目"),
        ("明细", "得分", "明细"),
    ],
)
def test_one_changed_figure_is_found(batch: tuple[Path, Path], tmp_path: Path, sheet: str, heading: str, told: str) -> None:
    forms, summary = batch
    book = openpyxl.load_workbook(summary, data_only=True)
    [first, *_] = [cell for row in book[sheet].iter_rows() for cell in row if cell.value == heading]
    cell = book[sheet].cell(first.row + 1, first.column)
    cell.value = cell.value + 0.01
    book.save(tmp_path / "改.xlsx")
    [wrong] = recounting.recounted(forms, tmp_path / "改.xlsx").wrong
    assert wrong.startswith(told)
