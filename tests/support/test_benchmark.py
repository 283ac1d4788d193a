"""The benchmark measures diverse, sound forms and says plainly what it found, what it missed, and what was not there."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from decimal import Decimal

import pytest

import bench_work
from bench_copies import another_batch
from bench_lists import projects, write_list
from bench_page import Cases, Measured, Sizes, Step, page
from xlgen import flows


@pytest.mark.parametrize("indicators", [8, 40])
def test_each_project_has_its_own_rows_and_ninety_points(indicators):
    listed = projects(30, indicators)
    assert {len(each.lines) for each in listed} == {indicators}
    assert {sum((Decimal(line[7]) for line in each.lines), Decimal(0)) for each in listed} == {90}
    assert len({str([line[1:] for line in each.lines]) for each in listed}) == 30


def test_forms_of_the_lists_are_sound_and_spoilt_ones_are_not(tmp_path):
    listed = projects(2, 8)
    write_list(tmp_path / "清单.xlsx", listed)
    issued = flows.issue(tmp_path / "清单.xlsx", tmp_path / "下发", day="2026-01-10")
    (tmp_path / "回收").mkdir()
    (tmp_path / "typed").write_bytes(bench_work.pickle.dumps([each.typed for each in listed]))
    for each, file in zip(listed, issued.files, strict=True):
        (tmp_path / "回收" / file).write_bytes(flows.fill(tmp_path / "下发" / file, each.typed).content)
    bench_work.spoil(str(tmp_path / "回收"), str(tmp_path / "typed"), str(tmp_path / "有错"))()
    stands = [
        Counter(str(each.status) for each in flows.check(tmp_path / name, tmp_path / "下发")) for name in ("回收", "有错")
    ]
    assert stands == [{"sound": 2}, {"errors": 2}]


def test_the_peak_of_a_process_is_its_own_not_that_of_the_one_that_started_it():
    large = bytearray(400 << 20)
    code = "import bench_work; print(bench_work.own_peak())"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True).stdout
    assert float(said) < len(large) >> 20


def test_copies_of_a_batch_are_other_projects_and_as_sound(tmp_path):
    listed = projects(2, 8)
    write_list(tmp_path / "清单.xlsx", listed)
    issued = flows.issue(tmp_path / "清单.xlsx", tmp_path / "下发", day="2026-01-10")
    (tmp_path / "回收").mkdir()
    for each, file in zip(listed, issued.files, strict=True):
        (tmp_path / "回收" / file).write_bytes(flows.fill(tmp_path / "下发" / file, each.typed).content)
    another_batch(tmp_path / "下发", tmp_path / "回收", tmp_path / "三", 2)
    folders = [tmp_path / "回收", tmp_path / "三" / "回收"]
    found = flows.check(folders, [tmp_path / "下发", tmp_path / "三" / "下发"])
    assert [(each.code, str(each.status)) for each in found] == [
        (code, "sound") for code in ("B000001", "B000002", "D000001", "D000002")
    ]


def told(check: float, missing: dict[tuple[str, str], str] | None = None) -> str:
    took = {("本版", "check"): (9.0, check), ("peers", "floor_read"): (1.0, 1.0), ("peers", "openpyxl_twice"): (90.0, 80.0)}
    case = {
        "form": "project",
        "indicators": 8,
        "fresh": Measured(took, missing or {}),
        "saved": Measured({}, {}),
        "profiles": {},
    }
    summed = Measured({("本版", "summary"): (0.004, 0.002)}, {}), {"zlib": 1.0}
    return page(Cases("二月一日，提交 abc", ["本版"], [case], summed), None)


def test_a_goal_is_reached_or_not():
    assert "8.00 倍，目标不超过 8 倍，达到" in told(8.0)
    assert "8.10 倍，目标不超过 8 倍，没有达到" in told(8.1)


def test_the_table_shows_median_first_run_and_ratios():
    assert "| project | 8 | 新下发 | 1.0（1.0） | 8.0（9.0） | 8.0 | 80.0（90.0） | 10.0 |" in told(8.0)
    assert "本版 2.0 微秒" in told(8.0)


def test_what_is_not_installed_is_said():
    assert "没有装 python_calamine" in told(8.0, {("peers", "calamine"): "python_calamine"})


def test_very_many_forms_are_held_against_few_and_checking_once_more_against_checking():
    few = [
        Step("issue", 0.1, 0.1, 10, 90, 0),
        Step("check", 0.1, 0.1, 10, 90, 80),
        Step("check_again", 0.004, 0.004, 10, 90, 0),
    ]
    many = [Step("check", 12, 7, 1000, 200, 100), Step("check_again", 0.7, 0.7, 1000, 200, 0)]
    none = Cases("", ["本版"], [], (Measured({}, {}), {}))
    text = page(none, Sizes("", {(10, 8): few, (1000, 8): many}))
    assert [line for line in text.splitlines() if line.startswith("- 1")] == [
        "- 10 份 8 个指标：再校验一次是校验的 0.04 倍，目标不超过 0.05 倍，达到",
        "- 1000 份 8 个指标：再校验一次是校验的 0.06 倍，目标不超过 0.05 倍，没有达到",
        "- 1000 份：校验一份比 10 份时多 20%，目标 15% 以内，没有达到",
    ]
    assert "| 1000 | 8 | 校验 | 12.0 | 7.0 | 200 | 100 |" in text


def test_all_in_one_go_are_held_against_the_clock_and_the_memory():
    none = Cases("", ["本版"], [], (Measured({}, {}), {}))
    text = page(none, Sizes("", {(10_000, 20): [Step("roll_up", 500, 250, 10_000, 200, 310)]}))
    assert [line for line in text.splitlines() if line.startswith("- 1")] == [
        "- 10000 份 20 个指标：汇总（含校验；目标按 20 个指标定） 250.00 秒，目标不超过 120 秒，没有达到",
        "- 10000 份 20 个指标：汇总（含校验）内存最多的进程 310.00 MB，目标不超过 300 MB，没有达到",
    ]


def test_the_memory_of_issuing_many_is_held_against_few():
    none = Cases("", ["本版"], [], (Measured({}, {}), {}))
    sizes = {(10, 8): [Step("issue", 0.1, 0.1, 10, 100, 0)], (1000, 8): [Step("issue", 10, 10, 1000, 130, 0)]}
    assert "- 1000 份：下发的内存峰值比 10 份时多 30%，目标 15% 以内，没有达到" in page(none, Sizes("", sizes)).splitlines()


def test_each_part_says_when_and_with_what_it_was_measured():
    few, many = Cases("二月一日，提交 abc", ["本版"], [], (Measured({}, {}), {})), Sizes("二月二日，提交 def", {})
    text = page(few, many)
    assert text.index("二月一日，提交 abc") < text.index("## 份数多的时候") < text.index("二月二日，提交 def")
    assert "没有测。" in page(few, None)
