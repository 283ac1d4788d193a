"""The benchmark of campaigns knows what it made, and says plainly which goals were reached."""

from __future__ import annotations

import bench_campaign
from bench_campaign_page import NAMES, Campaigned, goals, page
from bench_lists import projects
from bench_page import Step
from xlgen import flows


def took(work: str, each: float, peak: float = 90, peaks: float = 0) -> Step:
    """A step of 500 projects at so many milliseconds each."""
    return Step(work, each / 2, each / 2, 500, peak, peaks)


def found(**more: float) -> Campaigned:
    known = dict.fromkeys(NAMES, 1.0) | {"check": 20.0, "collect": 24.0} | more
    return Campaigned(500, [took(work, each) for work, each in known.items()], 1 << 20, {"进度": {"register": 1.0}})


def test_fifty_projects_have_each_fault_once_and_errors_five_times():
    assert bench_campaign.truth(50) == {"accepted": 42, "to_correct": 5, "open": 1, "unusable": 1, "missing": 1}


def test_a_project_comes_in_the_files_its_number_says(tmp_path):
    listed = projects(2, 8)
    bench_campaign.write_list(tmp_path / "清单.xlsx", listed)
    issued = flows.issue(tmp_path / "清单.xlsx", tmp_path / "下发", day="2026-01-12")
    blank = tmp_path / "下发" / issued.files[0]
    names = {n: [name for name, _ in bench_campaign.returned(n, blank, listed[0].typed)] for n in (6, 7, 8, 10, 50)}
    stem = blank.stem
    assert names == {
        6: [f"{stem}.xlsx", f"{stem}（改）.xlsx"],
        7: [f"{stem}.xlsx", f"{stem} - 副本.xlsx"],
        8: ["新建工作表8.xlsx"],
        10: [f"{stem}.xlsx", "佐证/B000001/签到.pdf"],
        50: [],
    }


def test_looking_once_more_is_held_against_the_checking_of_the_same_files():
    told = list(goals(found(status=1.1)))
    assert "- 500 个项目：status，是校验的 5.50 %，目标不超过 5 %，没有达到" in told
    assert "- 500 个项目：collect 再收一次（没有新的），是校验的 5.00 %，目标不超过 5 %，达到" in told


def test_summing_up_once_more_may_take_its_summary_besides():
    assert "- 500 个项目：再汇总一次，除去算和写汇总表，是校验的 4.00 %，目标不超过 5 %，达到" in list(
        goals(found(rollup_again=5.8, summary_alone=5.0))
    )


def test_the_table_says_what_share_of_the_checking_each_command_took():
    assert "| 500 | collect 收表 | 24.0 | 120.0% | 12.0 | 90 | — |" in page("", [found()])
