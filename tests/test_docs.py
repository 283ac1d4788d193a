"""The pages are true: links lead somewhere, commands exist, what they are said to print is printed, what is shown works."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.exceptions import MissingParameter, UsageError
from click.testing import CliRunner

import campaign_story
import reference
import story
from conformance import records
from filled import DAY, project
from printed_page import told
from ribbon_drawing import PROGRAMS, drawing, file_of
from rosters import copy_the_samples
from xlgen.cli.main import main
from xlgen.flows.issuing import blank
from xlgen.flows.linting import lint
from xlgen.form.template.keys import METHODS, TEMPLATE, Level
from xlgen.form.template.load import known_templates, load_methods, load_template
from xlgen.language.operators import OPS
from xlgen.rules.codes import all_codes

TOP = Path(__file__).parents[1]
README = TOP / "README.md"
PAGES = [README, *sorted((TOP / "docs").glob("*.md"))]


def said(page: str) -> str:
    return (TOP / page).read_text("utf-8")


# ---- README ----------------------------------------------------------------------------------------------------------


def test_readme_is_read_in_five_minutes() -> None:
    assert len(said("README.md").splitlines()) <= 200


def test_pictures_are_there_and_small() -> None:
    pictures = [page.parent / path for page in PAGES for path in re.findall(r"!\[[^]]*]\(([^)]+)\)", page.read_text("utf-8"))]
    assert pictures
    assert all(picture.stat().st_size < 300_000 for picture in pictures)


@pytest.mark.parametrize("program", sorted(PROGRAMS))
def test_the_drawn_ribbon_is_the_specified_one_and_says_it_is_drawn(program: str) -> None:
    drawn = file_of(program).read_text("utf-8")
    assert drawn == drawing(program), "python tests/support/ribbon_drawing.py"
    assert "示意图，不是截图" in drawn
    assert f"samples/pictures/{file_of(program).name}" in said("README.md")


# ---- links and words -------------------------------------------------------------------------------------------------


def links(page: Path) -> list[str]:
    return [link for link in re.findall(r"]\(([^)]+)\)", page.read_text("utf-8")) if "://" not in link]


@pytest.mark.parametrize(("page", "link"), [(page, link) for page in PAGES for link in links(page)])
def test_links_lead_to_files(page: Path, link: str) -> None:
    assert (page.parent / link).is_file(), f"{page.name}: {link}"


def test_readme_leads_to_every_page() -> None:
    reached = [README]
    for page in reached:
        reached += [there for link in links(page) if (there := page.parent / link) in PAGES and there not in reached]
    assert [page.name for page in PAGES if page not in reached] == [], "name it in the table 接着看 of README.md"


@pytest.mark.parametrize("page", PAGES[1:])
def test_a_page_links_to_its_neighbours_and_to_samples_for_an_installed_xlgen_has_no_more(page: Path) -> None:
    assert [link for link in links(page) if "/" in link.removeprefix("../samples/pictures/")] == []


@pytest.mark.parametrize("page", PAGES)
def test_files_named_are_there(page: Path) -> None:
    named = re.findall(r"`((?:xlgen|tests|templates|samples|docs)/[^`\s]*)`", page.read_text("utf-8"))
    assert [name for name in named if not re.search("某|名称", name) and not (TOP / name).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_pages_speak_of_the_program_and_not_of_how_it_came_about(page: Path) -> None:
    assert re.findall(r"TODO|FIXME|issue #|/(?:home|root|tmp|work)/|里程碑|迭代|工单", page.read_text("utf-8")) == []


# ---- commands --------------------------------------------------------------------------------------------------------


def blocks(page: Path, language: str) -> list[str]:
    """Blocks of code, the indented ones of lists too."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    return [re.sub(rf"^{indent}", "", text, flags=re.MULTILINE) for indent, text in found]


def written(page: Path) -> Iterator[tuple[str, bool]]:
    """Each call of xlgen on a page, and whether it is written to be typed as it stands; in a text it may be cut short."""
    for block in [*blocks(page, ""), *blocks(page, "console")]:
        for line in block.splitlines():
            if call := re.match(r"(?:\S+[\\/])?xlgen ([a-z].*)", line):
                yield call[1], True
    yield from ((call, False) for call in re.findall(r"`xlgen ([a-z][^`]*)`", page.read_text("utf-8")))


def refusal(call: str, complete: bool) -> str:
    """Why click would refuse it; what is cut short may lack an argument."""
    try:
        parse(call)
    except MissingParameter as error:
        return error.format_message() if complete else ""
    except UsageError as error:
        return error.format_message()
    return ""


def parse(call: str) -> None:
    """UsageError where click would refuse it."""
    command: click.Command | None = main
    words = [word for word in shlex.split(call.replace("\\", "/")) if word not in ("--help", "…", "...")]
    if ">" in words:
        words = words[: words.index(">")]
    context = click.Context(main, **main.context_settings)
    while isinstance(command, click.Group) and words:
        command = command.get_command(context, words[0])
        if command is None:
            raise UsageError(f"没有命令 {words[0]}")
        words = words[1:]
    if command is not None and not isinstance(command, click.Group):
        command.make_context("xlgen", words, parent=context)  # -h is the group's setting


CALLS = sorted({(page.name, *call) for page in PAGES for call in written(page)})


@pytest.mark.parametrize(("page", "call", "complete"), CALLS)
def test_a_command_that_is_shown_exists_with_its_options(page: str, call: str, complete: bool) -> None:
    assert refusal(call, complete) == "", f"{page}: xlgen {call}"


@pytest.mark.parametrize("call", ["chek 回收", "check --isued 下发 回收", "addin build --target et --out x", "issue --roster"])
def test_a_command_that_does_not_exist_is_seen(call: str) -> None:
    assert refusal(call, complete=True)


def as_shown(lines: list[str], printed: str) -> list[str]:
    """The first line that was not printed in its turn, and what was: a line that ends in …… is the start of one."""
    rest = iter(printed.splitlines())
    for line in lines:
        start = line.removesuffix("……")
        if not any(each == line or (start != line and each.startswith(start)) for each in rest):
            return [line, printed]
    return []


@pytest.mark.parametrize("page", ["README.md", "docs/手册.md"])
def test_what_commands_are_said_to_print_is_printed(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for block in blocks(TOP / page, "console"):
        calls = re.split(r"^xlgen (?=[a-z])", block, flags=re.MULTILINE)[1:]
        for call, *lines in (each.splitlines() for each in calls):
            printed = CliRunner().invoke(main, shlex.split(call), catch_exceptions=False).output
            assert as_shown([line for line in lines if line], printed) == [], f"{page}: xlgen {call}"
            if call.startswith("roster") and (tmp_path / "项目清单.xlsx").exists():
                copy_the_samples(tmp_path / "项目清单.xlsx")


# ---- completeness ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [*reference.PAGES, reference.GUIDE])
def test_what_the_program_says_of_itself_stands_so_in_the_reference_pages(page: str) -> None:
    assert (TOP / "docs" / page).read_text("utf-8") == reference.current(page), f"docs/{page} is stale: make docs"


def test_a_year_is_told_with_all_that_is_printed() -> None:
    assert story.PAGE.read_text("utf-8") == told(story.PAGE.read_text("utf-8"), story.DEEDS), (
        "docs/走一遍.md is stale: make docs"
    )


def test_a_campaign_is_told_from_its_first_day_to_its_archive_with_all_that_is_printed() -> None:
    page = campaign_story.PAGE.read_text("utf-8")
    assert page == told(page, campaign_story.DEEDS), "docs/批次走一遍.md is stale: make docs"


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_is_described(command: str) -> None:
    assert f"\n## xlgen {command}\n" in said("docs/命令.md")


@pytest.mark.parametrize("template", sorted(known_templates()))
def test_every_template_is_listed(template: str) -> None:
    assert f"`{template}`" in said("docs/表式.md")


@pytest.mark.parametrize("method", [each.name for each in load_methods().values()])
def test_every_scoring_method_is_listed(method: str) -> None:
    assert f"| {method} |" in said("docs/表式.md")


def test_the_codes_listed_are_all_codes() -> None:
    assert re.findall(r"^\| (X[GL]\d{3}) \|", said("docs/代码.md"), re.MULTILINE) == list(all_codes())


OPERATORS = sorted({key for key in OPS if key.isidentifier()} - {"negative", "same"})  # these two are written - and ==
UNFOLDED = "bands tier met told grades gather rescale".split()


@pytest.mark.parametrize("operator", [*OPERATORS, *UNFOLDED])
def test_every_operator_is_told_to_who_writes_forms(operator: str) -> None:
    language = said("docs/开发.md").partition("### 评分语言")[2].partition("## 五")[0]
    told = set(re.findall(r"\w+", language))
    assert operator in told, f"tell {operator} in docs/开发.md, 评分语言"


@pytest.mark.parametrize("target", re.findall(r"^([a-z]+):", said("Makefile"), re.MULTILINE))
def test_every_make_target_is_told_to_developers(target: str) -> None:
    assert target in re.findall(r"make (\w+)", said("docs/开发.md")), f"tell make {target} in docs/开发.md, 一"


def keys(level: Level, seen: frozenset[int] = frozenset()) -> set[str]:
    """Every key of the template grammar from a place down."""
    below = [*level.keys.values(), level.each]
    deeper = (keys(each, seen | {id(level)}) for each in below if each is not None and id(each) not in seen | {id(level)})
    return set(level.keys).union(*deeper)


@pytest.mark.parametrize("key", sorted(keys(TEMPLATE) - keys(METHODS)))
def test_every_key_of_a_template_is_told_to_who_writes_forms(key: str) -> None:
    told = set(re.findall(r"\w+", said("docs/开发.md").partition("## 四")[2].partition("## 五")[0]))
    assert key in told, f"tell {key} in docs/开发.md, 四"


@pytest.mark.parametrize("key", sorted(set(METHODS.each.keys if METHODS.each else ())))
def test_every_key_of_a_method_is_told_where_methods_are_written(key: str) -> None:
    head = (TOP / "templates/methods.toml").read_text("utf-8").partition("\n\n")[0]
    assert key in set(re.findall(r"\w+", head)), f"tell {key} at the head of templates/methods.toml"


# ---- what is shown works ---------------------------------------------------------------------------------------------


def block(language: str) -> str:
    """The first block of code in a language of the developers' guide."""
    return blocks(TOP / "docs/开发.md", language)[0]


def test_the_form_shown_is_one_of_the_forms() -> None:
    assert block("toml") in said("templates/project-yunnan/2023.toml")


def test_keys_that_are_named_are_written_as_toml_wants_them() -> None:
    tables = re.findall(r"`(\[\w[^\]`]*\](?: [^`]+)?)`", said("docs/开发.md"))
    assert "[parameters]" in tables
    for each in tables:
        tomllib.loads(each.replace(" ", "\n", 1).replace(".*", ".any"))


@pytest.mark.parametrize("table", ["methods", "parameters", "levels"])
def test_a_chinese_key_is_shown_in_quotation_marks(table: str) -> None:
    assert re.search(rf'\[{table}(\."[一-鿿]+"\]|\]\n"[一-鿿]+" *=)', said("docs/开发.md"))


def test_the_keys_of_an_operators_case_are_named() -> None:
    (cases,) = [each for each in said("docs/开发.md").split("### ") if each.startswith("加一个运算")]
    lacking = set(records("operators.toml", "operator")[0]) - set(re.findall(r"`(\w+)`", cases))
    assert lacking == set()


def test_the_frame_shown_is_one_file_that_issues(tmp_path: Path) -> None:
    frame = tmp_path / "我的样式.toml"
    frame.write_text(block("toml"), "utf-8")
    assert lint([frame], "project") == []
    snapshot, _ = blank(load_template(str(frame)), load_methods(), project(), DAY)
    assert snapshot.money == "元"


def test_the_rule_shown_is_one_of_the_rules() -> None:
    sources = [path.read_text("utf-8") for path in (TOP / "xlgen/rules").glob("*.py")]
    assert any(block("python") in source for source in sources), "copy XG322 from xlgen/rules/weights.py to docs/开发.md"
