"""Two campaigns side by side, as a clerk has them: last year's list becomes this year's, and neither touches the other."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from campaigns import lying
from small_campaign import FULL, listed
from xlgen.cli.main import main
from xlgen.flows.filling import fill
from xlgen.writing.roster import write_rows

LAST, THIS, BY = "2024自评", "2025自评", ["--by", "某某"]
FIGURES = {"年初预算数": 30, "全年预算数": 30, "财政拨款": 25, "上年结转": 5, "其他资金": 0}


def xlgen(*words: str, code: int = 0) -> Result:
    done = CliRunner().invoke(main, list(words), catch_exceptions=False)
    assert done.exit_code == code, done.output
    return done


def began(name: str, year: int, template: str, roster: str, *more: str) -> None:
    asked = [
        "-t",
        template,
        "--roster",
        roster,
        "--department",
        "县医保局",
        "--year",
        str(year),
        "--deadline",
        f"{year + 1}-02-28",
    ]
    xlgen("init", name, *asked, *BY, "--date", f"{year + 1}-01-10", *more)
    xlgen("issue", "--in", name, *BY, "--date", f"{year + 1}-01-12")


def came(name: str, code: str, year: int) -> None:
    """The form of a project, filled in by its unit and collected."""
    (blank,) = Path(name).rglob(f"下发/**/{code}_*.xlsx")
    place = Path(f"收_{name}", f"{code}.xlsx")
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(fill(blank, FULL).content)
    xlgen("collect", str(place), "--in", name, *BY, "--received", f"{year + 1}-02-05")


def last_years_list() -> dict[str, list[list[object]]]:
    return {name: [[2024 if cell == 2025 else cell for cell in row] for row in rows] for name, rows in listed().items()}


def figures_filled_in(place: str) -> None:
    """This year's amounts, which a clerk types into the list that was carried over."""
    book = openpyxl.load_workbook(place)
    heads, *rows = book["项目"].iter_rows()
    for row in rows:
        for head, cell in zip(heads, row, strict=True):
            cell.value = FIGURES.get(head.value, cell.value)
    book.save(place)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Both campaigns in the current folder; what was said when last year's became this year's list."""
    here = Path.cwd()
    os.chdir(tmp_path_factory.mktemp("自评"))
    Path("2024清单.xlsx").write_bytes(write_rows(last_years_list()))
    began(LAST, 2024, "project", "2024清单.xlsx")
    came(LAST, "P001", 2024)
    xlgen("recall", "P005", "--reason", "不做了", "--in", LAST, *BY, "--date", "2025-02-10")
    said = xlgen("roster", "-t", "project-cost", "--from", LAST, "--year", "2025", "-o", "2025清单.xlsx").output
    figures_filled_in("2025清单.xlsx")
    began(THIS, 2025, "project-cost", "2025清单.xlsx", "--last-year", LAST)
    came(THIS, "P001", 2025)
    yield said
    os.chdir(here)


def test_last_years_campaign_is_this_years_list(told: str) -> None:
    assert told.splitlines() == [
        "照 2024自评 下发的表带过来 4 个项目，补发的也在内",
        "撤回的没有带过来：P005 项目P005",
        "得分、等级不进清单：新开一批时写 --last-year 2024自评，汇总表就有上年得分、上年等级、上年执行率三栏",
        "这一批用的表式是 project，新清单是 project-cost 的，两边都有的带了过来",
        "没有带过来：年初预算数、全年预算数、财政拨款、上年结转、其他资金（2024 年 4 个项目是往年的，请填本年的）",
        "已写到 2025清单.xlsx：“项目”表 4 行，“指标”表 12 行。请补齐空着的，再用 xlgen lint 2025清单.xlsx -t project-cost 检查。",
    ]


def test_both_stand_as_they_are(told: str) -> None:
    stands = [json.loads(xlgen("status", "--in", name, "--json", code=1).output)["projects"] for name in (LAST, THIS)]
    assert [(each["issued"], each["accepted"], each["missing"], each["recalled"]) for each in stands] == [
        (5, 1, 3, 1),
        (4, 1, 3, 0),
    ]


@pytest.mark.parametrize(("name", "other", "year"), [(THIS, LAST, 2024), (LAST, THIS, 2025)])
@pytest.mark.parametrize("code", ["P001", "P002"])
def test_a_form_of_the_other_campaign_is_told_with_its_year(told: str, name: str, other: str, year: int, code: str) -> None:
    (blank,) = Path(other).rglob(f"下发/**/{code}_*.xlsx")
    taken = json.loads(xlgen("collect", str(blank), "--in", name, *BY, "--dry-run", "--json", code=1).output)["collected"]
    assert [(each["group"], each["code"]) for each in taken] == [("other_campaign", None)]
    assert f"这份是{year} 年度、{year + 1}-01-12 下发的" in taken[0]["why"]


COMMANDS = (
    "issue",
    "collect 收_2024自评 收_2025自评",
    "return --again",
    "override P002 --score 85 --reason 单位撤并 --basis 会议纪要",
    "recall P003 --reason 不做了",
    "undo",
    "status --html",
    "log",
    "handover --to 某乙 --until 2099-03-31",
    "rollup",
    "reindex",
    "archive",
)


@pytest.mark.parametrize(("name", "other"), [(THIS, LAST), (LAST, THIS)])
def test_no_command_in_one_touches_a_byte_of_the_other(
    told: str, name: str, other: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in (LAST, THIS, f"收_{LAST}", f"收_{THIS}"):
        shutil.copytree(each, tmp_path / each)
    monkeypatch.chdir(tmp_path)
    before = lying(Path(other))
    for words in COMMANDS:
        done = CliRunner().invoke(main, [*words.split(), "--in", name], catch_exceptions=False)
        assert (done.exit_code in (0, 1), lying(Path(other)) == before) == (True, True), (words, done.output)


def test_this_years_summary_has_last_years_columns(told: str) -> None:
    xlgen("rollup", "--in", THIS, *BY, "--date", "2026-03-05", code=1)
    sheet = openpyxl.load_workbook(Path(THIS, "汇总", "汇总_2026-03-05.xlsx"))["项目"]
    heads = [str(cell.value).replace("\n", "") for cell in sheet[3]]
    row = next(row for row in sheet.iter_rows(values_only=True) if "P001" in row)
    assert [row[heads.index(title)] for title in ("上年得分", "上年等级", "上年执行率")] == [100, "优", 1]


def test_a_campaign_begun_without_a_list_says_how_last_year_s_becomes_one(told: str) -> None:
    said = xlgen("init", "又一批", "--department", "县医保局", "--year", "2025", "--last-year", LAST, *BY).output
    assert "用 xlgen roster -t 表式 --from ../2024自评 --year 2025 -o 项目清单.xlsx 照上一年的做出清单" in said
