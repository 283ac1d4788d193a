"""Rules of a bureau's own: loaded only where the user names the file, and never a reason to stop."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from filled import DAY, issued, project, returned
from rules import answers, batch
from xlgen.cli.main import main
from xlgen.errors import XlgenError
from xlgen.findings import Severity
from xlgen.flows.checking import check
from xlgen.flows.issuing import blank
from xlgen.flows.linting import lint
from xlgen.flows.own_rules import own_rules
from xlgen.form.template.load import load_methods, load_template
from xlgen.issued.manifest import manifest_text
from xlgen.rules.registry import validate, validate_batch

TOP = Path(__file__).parents[2]
EXAMPLE = TOP / "samples/本局规则.py"
HEAD = """from xlgen.findings import Severity
from xlgen.rules.registry import Hit, batch_rule, rule

"""
ALWAYS = (
    HEAD
    + """@rule("BJ01", "总分", Severity.WARNING, "请看")
def always(answers):
    yield Hit("total", "总分在这里")
"""
)


def written(folder: Path, text: str, name: str = "本局规则.py") -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder / name


def broken(folder: Path, body: str, kind: str = "rule", takes: str = "answers") -> Path:
    """A file with one rule of this body, from line 6 on."""
    return written(folder, f'{HEAD}@{kind}("BJ01", "坏", Severity.ERROR, "改")\ndef bad({takes}):\n    {body}\n')


# ---- the worked example ----------------------------------------------------------------------------------------------


def test_the_guide_shows_the_example_as_it_is() -> None:
    assert EXAMPLE.read_text("utf-8") in (TOP / "docs/开发.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("edits", "codes"),
    [
        ("funds.total.executed = 29.41", set()),
        ("funds.total.executed = 29", {"BJ01"}),
        ("indicators.9.actual = 0.89", {"BJ02"}),
        ('indicators.9.actual = 0.89; indicators.9.reason = "窗口少"', set()),
    ],
)
def test_the_example_finds_what_it_says(edits: str, codes: set[str]) -> None:
    assert {f.code for f in validate(answers(edits), own_rules(EXAMPLE))} == codes


def test_the_example_looks_across_returns_too() -> None:
    found = [[f.code for f in each.findings] for each in validate_batch(batch("A | A | B"), own_rules(EXAMPLE))]
    assert found == [["BJ51"], ["BJ51"], ["BJ51"]]


# ---- on the command line ---------------------------------------------------------------------------------------------


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a returned form, rules and a frame that names them."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "T001.xlsx").write_bytes(returned())
    written(tmp_path, ALWAYS)
    written(tmp_path, 'extends = "project"\nid = "ours"\nedition = "2026"\nrules = "本局规则.py"\n', "ours.toml")
    return tmp_path


def codes(*words: str) -> set[str]:
    said = CliRunner().invoke(main, ["check", "T001.xlsx", "--json", *words], catch_exceptions=False).output
    return {finding["code"] for finding in json.loads(said)["files"][0]["findings"]}


@pytest.mark.usefixtures("work")
def test_rules_are_named_on_the_command_line_or_by_a_frame_that_is_named_there() -> None:
    assert "BJ01" not in codes()
    assert "BJ01" in codes("--rules", "本局规则.py")
    assert "BJ01" in codes("--rules", "ours.toml")


def test_a_form_issued_by_such_a_frame_does_not_name_the_rules(work: Path) -> None:
    snapshot, content = blank(load_template("ours.toml"), load_methods(), project(), DAY)
    assert "本局规则" not in "".join(manifest_text([("T001.xlsx", snapshot)], "ours.toml", DAY))
    (work / "T001.xlsx").write_bytes(content)
    assert "BJ01" not in codes()


def test_a_frame_whose_rules_cannot_be_loaded_is_told_by_lint(work: Path) -> None:
    assert lint([work / "ours.toml"], "project") == []
    (work / "本局规则.py").unlink()
    ((_, finding),) = lint([work / "ours.toml"], "project")
    assert finding.code == "XL201"
    assert "本局规则.py" in finding.message


# ---- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ALWAYS.replace("BJ01", "XG901"), "代码“XG901”不能用，XG、XL 开头的是 xlgen 自己的"),
        (ALWAYS.replace("BJ01", "xl901"), "代码“xl901”不能用"),
        (ALWAYS + ALWAYS.removeprefix(HEAD).replace("always", "again"), "代码“BJ01”写了不止一遍"),
        ("x = 1\n", "里没有规则"),
        ("from xlgen.rules.weights import weights_off\n", "里没有规则"),
        ("def (:\n", "第 1 行不是 Python 的写法"),
        ("x = 1\ny = 1 / 0\n", "第 2 行出错：ZeroDivisionError division by zero，没有装入规则"),
        ("raise SystemExit(0)\n", "第 1 行出错：SystemExit 0"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(XlgenError, match=re.escape(said)):
        own_rules(written(tmp_path, text))


def test_a_file_of_another_encoding_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes("# 规则".encode("gbk"))
    with pytest.raises(XlgenError, match="不是 UTF-8 编码"):
        own_rules(tmp_path / "a.py")


def test_a_file_there_is_not_and_a_frame_without_rules_are_refused_in_a_sentence(work: Path) -> None:
    written(work, 'extends = "project"\n', "plain.toml")
    for name, said in (("没有.py", "没有"), ("plain.toml", "没有写 rules")):
        refused = CliRunner().invoke(main, ["check", "T001.xlsx", "--rules", name])
        assert (refused.exit_code, said in refused.output) == (2, True)
        assert "Traceback" not in refused.output


# ---- a rule that fails -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("yield 1 / 0", "规则 BJ01（本局规则.py）第 6 行出错：ZeroDivisionError division by zero"),
        ("return 5", "规则 BJ01（本局规则.py）出错：TypeError"),
        ('yield "total", "错"', "规则 BJ01（本局规则.py）出错：TypeError 要给出 Hit(…)，给的是 tuple"),
        ('yield Hit("no.such", "错")', "规则 BJ01（本局规则.py）出错：KeyError"),
    ],
)
def test_a_rule_that_fails_is_a_finding_with_file_line_and_rule(tmp_path: Path, body: str, said: str) -> None:
    (finding,) = validate(answers(), own_rules(broken(tmp_path, body)))
    assert (finding.code, finding.severity) == ("XG121", Severity.WARNING)
    assert finding.message.startswith(said)


def test_so_is_one_across_returns_and_the_other_rules_go_on(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(returned())
    (tmp_path / "b.xlsx").write_bytes(returned())
    rules = broken(tmp_path, "yield 1 / 0", "batch_rule", "batch")
    found = [[f.code for f in each.findings] for each in check(tmp_path, rules=rules)]
    assert ["XG121" in each for each in found] == [True, False]
    assert all("XG501" in each for each in found)


def test_a_blank_form_is_judged_by_them_as_well(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(issued()[1])
    (each,) = check(tmp_path / "a.xlsx", rules=written(tmp_path, ALWAYS))
    assert "BJ01" in {finding.code for finding in each.findings}
