"""Rules of a bureau's own: loaded only where the user names the file, and never a reason to stop."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
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
from xlgen.issued.manifest_json import form_line, manifest_text
from xlgen.returned.batch import Batch
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
    assert "本局规则" not in "".join(manifest_text([form_line("T001.xlsx", snapshot)], "ours.toml", DAY))
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
        (ALWAYS.replace("BJ01", "ＸＧ301"), "代码“ＸＧ301”不能用"),
        (ALWAYS + ALWAYS.removeprefix(HEAD).replace("BJ01", "bj01").replace("always", "again"), "代码“bj01”写了不止一遍"),
        (ALWAYS + ALWAYS.removeprefix(HEAD), "代码“BJ01”写了不止一遍"),
        (ALWAYS.replace("Severity.WARNING", "'ERROR'"), "规则“BJ01”的轻重要写 Severity.ERROR、WARNING 或 NOTE，写的是“ERROR”"),
        (ALWAYS.replace('"BJ01"', "301"), "规则“301”的代码、标题、改法都要是文字"),
        (ALWAYS.replace('"请看"', "None"), "规则“BJ01”的代码、标题、改法都要是文字"),
        (ALWAYS.replace(', "请看"', ""), "第 4 行出错：TypeError"),
        (HEAD + 'rule("BJ01", "总分", Severity.NOTE, "看")(5)\n', "规则“BJ01”要写在函数上"),
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
        ("return 5", "规则 BJ01（本局规则.py）第 4 行出错：TypeError 要用 yield 给出 Hit(…)，给的是 int"),
        ('yield "total", "错"', "规则 BJ01（本局规则.py）第 6 行出错：TypeError 要给出 Hit(…)，给的是 tuple"),
        ('yield Hit("no.such", "错")', "规则 BJ01（本局规则.py）第 6 行出错：ValueError 表上没有“no.such”"),
        ("import sys; sys.exit()", "规则 BJ01（本局规则.py）第 6 行出错：SystemExit"),
        ("yield Hit(None, None)", "规则 BJ01（本局规则.py）第 6 行出错：TypeError Hit 的名称、事实要是文字"),
        ('yield Hit("total", 5)', "规则 BJ01（本局规则.py）第 6 行出错：TypeError Hit 的名称、事实要是文字"),
        ('yield Hit("total", "错", object())', "规则 BJ01（本局规则.py）第 6 行出错：TypeError Hit 的 found、expected 要是"),
        ('yield Hit("", "错", place="A1")', "规则 BJ01（本局规则.py）第 6 行出错：TypeError Hit 的 place"),
        ('yield Hit("total", "错", failed=1)', "规则 BJ01（本局规则.py）第 6 行出错：TypeError Hit 的 place"),
        ('yield Hit("total", "\\ud800")', "规则 BJ01（本局规则.py）第 6 行出错：UnicodeEncodeError"),
        ('answers.excel["total"] = object()', "规则 BJ01（本局规则.py）第 6 行出错：TypeError"),
        ('raise type("Odd", (Exception,), {"__str__": None})', "规则 BJ01（本局规则.py）第 6 行出错：Odd"),
    ],
)
def test_a_rule_that_fails_is_a_finding_with_file_line_and_rule(tmp_path: Path, body: str, said: str) -> None:
    (finding,) = validate(answers(), own_rules(broken(tmp_path, body)))
    assert (finding.code, finding.severity) == ("XG121", Severity.WARNING)
    assert finding.message.startswith(said)


@pytest.mark.parametrize(
    "body",
    [
        'yield None, Hit("", "f")',
        'yield Hit("", "f")',
        'yield 5, Hit("", "f")',
        "yield batch.returns[0], None",
        "import sys; sys.exit()",
    ],
)
def test_a_rule_across_returns_that_gives_something_else_is_the_same_finding(tmp_path: Path, body: str) -> None:
    first, second = validate_batch(batch("A | B"), own_rules(broken(tmp_path, body, "batch_rule", "batch")))
    assert [f.code for f in first.findings] == ["XG121"]
    assert first.findings[0].message.startswith("规则 BJ01（本局规则.py）第 6 行出错：")
    assert second.findings == ()


def test_a_rule_across_returns_that_fails_where_there_are_none_stops_nothing(tmp_path: Path) -> None:
    assert validate_batch(Batch([]), own_rules(broken(tmp_path, "yield 1 / 0", "batch_rule", "batch"))) == []


def test_a_rule_may_be_stopped_from_the_keyboard(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        validate(answers(), own_rules(broken(tmp_path, "raise KeyboardInterrupt")))


def test_what_a_rule_found_before_it_failed_is_kept(tmp_path: Path) -> None:
    rules = own_rules(broken(tmp_path, 'yield Hit("total", "一"); yield 1 / 0'))
    assert [f.code for f in validate(answers(), rules)] == ["BJ01", "XG121"]


def test_a_failing_fallback_rule_is_told_beside_errors_at_no_cell(tmp_path: Path) -> None:
    text = ALWAYS.replace("WARNING", "ERROR").replace('"total"', '""') + (
        '@rule("BJ02", "后", Severity.ERROR, "改", fallback=True)\ndef last(answers):\n    yield 1 / 0\n'
    )
    assert [f.code for f in validate(answers(), own_rules(written(tmp_path, text)))] == ["BJ01", "XG121"]


def test_whole_and_broken_numbers_are_shown_as_numbers(tmp_path: Path) -> None:
    (finding,) = validate(answers(), own_rules(broken(tmp_path, 'yield Hit("total", "错", 3, 0.5)')))
    assert (finding.found, finding.expected) == ("3", "0.5")


@pytest.mark.parametrize(("many", "said"), [(200, None), (201, "另有 1 处没有列出"), (10**9, "另有 9800 处以上没有列出")])
def test_of_one_rule_in_one_form_two_hundred_hits_are_told(tmp_path: Path, many: int, said: str | None) -> None:
    rules = own_rules(broken(tmp_path, f'yield from (Hit("total", str(i)) for i in range({many}))'))
    told = validate(answers(), rules)
    assert [f.message for f in told if f.code == "BJ01"] == [str(i) for i in range(200)]
    left = [f.message for f in told if f.code == "XG121"]
    assert len(left) == (said is not None)
    assert all(str(said) in each for each in left)


def test_so_in_each_of_several_forms(tmp_path: Path) -> None:
    body = 'yield from ((each, Hit("total", str(i))) for i in range(201) for each in batch.returns)'
    for each in validate_batch(batch("A | B"), own_rules(broken(tmp_path, body, "batch_rule", "batch"))):
        assert [f.code for f in each.findings] == ["BJ01"] * 200 + ["XG121"]


# ---- a cell there is not ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ('answers.number("funds.totl.executed"); yield from ()', "funds.totl.executed"),
        ('answers.text("fillr"); yield from ()', "fillr"),
        ('answers.scored()[0].number("actul"); yield from ()', "funds.total.actul"),
    ],
)
def test_a_cell_that_no_form_has_is_told_once_with_its_line(tmp_path: Path, body: str, name: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(returned())
    (tmp_path / "b.xlsx").write_bytes(returned())
    found = [f for each in check(tmp_path, rules=broken(tmp_path, body)) for f in each.findings if f.code == "XG121"]
    (finding,) = found
    assert finding.severity is Severity.NOTE
    assert finding.message == f"规则 BJ01（本局规则.py）第 6 行问到“{name}”，这一次校验的表都没有这一格"


def test_so_across_returns(tmp_path: Path) -> None:
    body = 'yield from (() for _, each in batch.read() if each.number("totl"))'
    first, second = validate_batch(batch("A | B"), own_rules(broken(tmp_path, body, "batch_rule", "batch")))
    assert ["“totl”" in f.message for f in first.findings] == [True]
    assert second.findings == ()


def test_a_cell_that_some_form_has_may_be_asked_of_all(tmp_path: Path) -> None:
    rules = own_rules(broken(tmp_path, 'answers.number("facts.income.value"); yield from ()'))
    both = batch("A | D")
    assert [validate(each, rules) for _, each in both.read()] == [[], []]
    assert [each.findings for each in validate_batch(both, rules)] == [(), ()]


def test_a_row_behind_the_last_may_be_asked_for(tmp_path: Path) -> None:
    rules = own_rules(broken(tmp_path, 'answers.number("indicators.99.actual"); yield from ()'))
    assert validate(answers(), rules) == []
    assert [each.findings for each in validate_batch(batch("A"), rules)] == [()]


def test_what_xlgen_itself_asks_for_a_rule_is_not_told(tmp_path: Path) -> None:
    rules = own_rules(broken(tmp_path, "yield from () if [row.level1 for row in answers.scored()] else ()"))
    assert validate(answers(), rules) == []
    assert [each.findings for each in validate_batch(batch("A"), rules)] == [()]


# ---- files -----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("work")
def test_what_a_rule_file_prints_does_not_stand_in_the_json(work: Path) -> None:
    written(work, ALWAYS.replace("    yield", '    print("在判")\n    yield') + 'print("装入")\n')
    words = [sys.executable, "-X", "utf8", "-m", "xlgen", "check", "T001.xlsx", "--json", "--rules", "本局规则.py"]
    told = subprocess.run(words, capture_output=True, encoding="utf-8", cwd=work, check=False)  # click 8.2.0 loses its stderr
    assert "BJ01" in {finding["code"] for finding in json.loads(told.stdout)["files"][0]["findings"]}
    assert ("装入" in told.stderr, "在判" in told.stderr) == (True, True)


@pytest.mark.parametrize("body", ['yield Hit("total", "错", object())', "import sys; sys.exit()", "yield Hit(None, None)"])
def test_a_rule_that_fails_stands_in_the_json(work: Path, body: str) -> None:
    broken(work, body)
    assert "XG121" in codes("--rules", "本局规则.py")


def test_nothing_is_printed_where_a_rule_is_cut_short(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    body = 'try:\n        while True: yield Hit("total", "错")\n    finally: print("完")'
    validate(answers(), own_rules(broken(tmp_path, body)))
    assert capsys.readouterr() == ("", "完\n")


def test_two_functions_of_one_name_are_two_rules(tmp_path: Path) -> None:
    text = ALWAYS + ALWAYS.removeprefix(HEAD).replace("BJ01", "BJ02")
    assert [f.code for f in validate(answers(), own_rules(written(tmp_path, text)))] == ["BJ01", "BJ02"]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + ALWAYS,
        ALWAYS + "from pathlib import Path\nassert Path(__file__).is_file()\n",
        "from __future__ import annotations\nfrom dataclasses import dataclass\n"
        + ALWAYS
        + "@dataclass\nclass Limit:\n    upper: int = 5\n",
        "from dataclasses import dataclass\n" + ALWAYS + "@dataclass\nclass Limit:\n    upper: int\n"
        "assert Limit.__annotations__ == {'upper': int}\n",
    ],
    ids=["byte order mark", "__file__", "dataclass, annotations as text", "dataclass"],
)
def test_a_file_is_read_as_python_reads_it(tmp_path: Path, text: str) -> None:
    assert [f.code for f in validate(answers(), own_rules(written(tmp_path, text)))] == ["BJ01"]


def test_so_is_one_across_returns_and_the_other_rules_go_on(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.xlsx").write_bytes(returned())
        with zipfile.ZipFile(tmp_path / f"{name}.xlsx", "a") as form:
            form.comment = name.encode()  # copies of one file are one return
    rules = broken(tmp_path, "yield 1 / 0", "batch_rule", "batch")
    found = [[f.code for f in each.findings] for each in check(tmp_path, rules=rules)]
    assert ["XG121" in each for each in found] == [True, False]
    assert all("XG501" in each for each in found)


def test_a_blank_form_is_judged_by_them_as_well(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(issued()[1])
    (each,) = check(tmp_path / "a.xlsx", rules=written(tmp_path, ALWAYS))
    assert "BJ01" in {finding.code for finding in each.findings}
