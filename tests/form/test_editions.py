"""Forms in several editions: a name means the newest made for the roster's 年度, ``name@edition`` exactly that one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from rosters import sound
from xlgen.cli.main import main
from xlgen.errors import TemplateError
from xlgen.files import shipped
from xlgen.files.toml_files import read_toml
from xlgen.form.template.editions import editions, find_edition
from xlgen.form.template.load import load_template
from xlgen.issued.manifest import read_manifest
from xlgen.writing.roster import write_rows

NEXT = 'extends = "project@2020"\nedition = "2026"\ntitle = "项目支出绩效自评表（新）"\n'


@pytest.fixture
def two_editions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder beside the shipped templates, one more file among them: nothing is moved."""
    shutil.copytree(shipped.templates(), tmp_path / "templates")
    (tmp_path / "templates/project/2026.toml").write_text(f'{NEXT}years = "2026-"\n', "utf-8")
    monkeypatch.setattr(shipped, "_PACKAGE", tmp_path / "xlgen")
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return tmp_path / "work"


def test_the_national_form_stands_first_then_projects_then_departments_then_the_rest():
    families = [name.partition("-")[0] for name in editions()]
    assert next(iter(editions())) == "project"
    assert list(dict.fromkeys(families)) == ["project", "department", "conclusion", "report", "targets", "transfer"]


@pytest.mark.parametrize("edition", [each for known in editions().values() for each in known], ids=lambda each: each.name)
def test_a_file_stands_under_its_own_name_and_edition(edition):
    said = load_template(edition.name)
    assert (said["id"], said["edition"]) == (edition.form, edition.edition)


@pytest.mark.parametrize(
    "path", sorted(shipped.templates().glob("*/*.toml")), ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_what_an_edition_extends_is_an_edition_so_that_it_stays_as_it_is(path):
    assert "@" in read_toml(path).get("extends", "@")


@pytest.mark.parametrize(
    ("name", "years", "edition"),
    [
        ("project", (), "2026"), ("project", (2026,), "2026"), ("project", (2027, 2030), "2026"), ("project", (2025,), "2020"),
        ("project", (2025, 2026), "2020"), ("project@2020", (2030,), "2020"), ("project@2026", (2020,), "2026"),
    ],
)  # fmt: skip
def test_a_name_means_the_newest_edition_made_for_these_years(two_editions, name, years, edition):
    assert load_template(name, (), years)["edition"] == edition


@pytest.mark.parametrize(
    ("said", "inside", "outside"),
    [
        ("2026-", [2026, 2040], [2025]), ("2020-2025", [2020, 2025], [2019, 2026]),
        ("2024", [2024], [2023, 2025]),
    ],
)  # fmt: skip
def test_years_are_said_in_the_template(two_editions, said, inside, outside):
    (shipped.templates() / "project/2026.toml").write_text(f'{NEXT}years = "{said}"\n', "utf-8")
    [_, edition] = editions()["project"]
    assert ([edition.is_for([year]) for year in inside], [edition.is_for([year]) for year in outside]) == (
        [True] * len(inside),
        [False] * len(outside),
    )


@pytest.mark.parametrize(("older", "newer"), [("9", "10"), ("2020", "2020-2"), ("2020-2", "2020-10"), ("v9", "v10")])
def test_editions_stand_in_the_order_in_which_people_count(two_editions, older, newer):
    for path in (shipped.templates() / "project").glob("*.toml"):
        path.unlink()
    for edition in (older, newer):
        (shipped.templates() / f"project/{edition}.toml").write_text('id = "project"\n', "utf-8")
    assert [each.edition for each in editions()["project"]] == [older, newer]


@pytest.mark.parametrize("said", ["今年", "", "20242025", "2024-25", "二〇二六", "２０２６", "2030-2020", "-2026", "-"])
def test_years_that_are_none_are_refused(two_editions, said):
    (shipped.templates() / "project/2026.toml").write_text(f'{NEXT}years = "{said}"\n', "utf-8")
    with pytest.raises(TemplateError, match=r'project/2026.toml: years：“.*”不是年度\n  提示：写作 "2026-"'):
        find_edition("project")


@pytest.mark.parametrize(
    ("name", "years", "said"),
    [
        ("project@2019", (), "project@2019：没有“2019”这个版本\n  提示：已有：project@2020、project@2026（2026— 年度）"),
        ("project@", (), "project@：没有“”这个版本"),
        ("projcet", (), "projcet：没有叫这个名字的表式，是不是“project”"),
        ("../project", (), "../project：没有叫这个名字的表式"),
        ("..", (), "..：没有叫这个名字的表式"),
        ("methods", (), "methods：没有叫这个名字的表式"),
    ],
)
def test_an_edition_that_is_not_there_is_refused_with_those_that_are(two_editions, name, years, said):
    with pytest.raises(TemplateError) as error:
        find_edition(name, years)
    assert str(error.value).startswith(said)


def test_years_for_which_no_edition_is_made_are_refused(two_editions):
    (shipped.templates() / "project/2020.toml").unlink()
    with pytest.raises(TemplateError, match=r"project：没有适用于 2025 年度的版本\n  提示：已有：project@2026（2026— 年度）"):
        find_edition("project", [2025])


@pytest.mark.parametrize(("parent", "title"), [("project", "（新）"), ("project@2026", "（新）"), ("project@2020", "")])
def test_a_frame_of_ones_own_extends_a_name_or_an_edition(two_editions, parent, title):
    Path("我的.toml").write_text(f'extends = "{parent}"\nid = "我的"\n', "utf-8")
    assert load_template("我的.toml")["title"] == f"项目支出绩效自评表{title}"


def run(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


def roster(year: int) -> None:
    sheets = sound()
    for row in sheets["项目"][1:]:
        row[4] = year
    Path("项目清单.xlsx").write_bytes(write_rows(sheets))


@pytest.mark.parametrize(
    ("template", "year", "edition"),
    [("project", 2025, "2020"), ("project", 2026, "2026"), ("project@2020", 2026, "2020"), ("project@2026", 2025, "2026")],
)
def test_a_batch_is_issued_in_the_edition_for_its_roster(two_editions, template, year, edition):
    roster(year)
    assert "没有错误，有 " in run("lint", "项目清单.xlsx", "-t", template)
    run("issue", "-t", template, "--roster", "项目清单.xlsx", "--out", "下发", "--date", "2027-01-10")
    snapshots = read_manifest("下发/register.sqlite").snapshots.values()
    assert {(said.form, said.edition) for said in snapshots} == {("project", edition)}


def test_a_blank_roster_is_for_the_newest_or_the_edition_said(two_editions):
    for name in ("project", "project@2020"):
        run("roster", "-t", name, "-o", f"{name}.xlsx")


def test_all_editions_are_listed_and_linted(two_editions):
    lines = [line.split() for line in run("templates").splitlines() if line.startswith("project ")]
    assert [edition for _, edition, *_ in lines] == ["2020", "2026"]
    (shipped.templates() / "project/2026.toml").write_text(f'{NEXT}fields.head.type = "nothing"\n', "utf-8")
    assert "project@2026: XL201" in run("lint", code=1)
