"""Keys of a template that nobody knows are refused, each with its path and the key that was probably meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from xlgen.cli.main import main
from xlgen.errors import TemplateError
from xlgen.flows.linting import lint, lint_template
from xlgen.form.template.load import load_template

HEAD = 'extends = "project@2020"\nid = "我的"\nedition = "1"\n'
TYPOS = [  # what a newcomer writes, and what is said of it
    ('[fields]\nhead = { label = "负责人", requird = true }', "fields.head.requird：没有这一项，是不是“required”"),
    ('[fields]\nhead = { chioces = ["甲"] }', "fields.head.chioces：没有这一项，是不是“choices”"),
    ('[tables.indicators.columns]\nfoo = { labl = "X", width = 8 }', "tables.indicators.columns.foo.labl：没有这一项，是不是“label”"),
    ('[tables.indicators.columns]\nfoo = { label = "X", width = 8, after = "targt" }', "tables.indicators.columns.foo.after：没有“targt”这一列，是不是“target”"),
    ('[tables.indicators.columns]\nfoo = { label = "X", width = 8, after = "nowhere" }', "tables.indicators.columns.foo.after：没有“nowhere”这一列"),
    ('[tables.indicators.columns]\nfoo = { label = "X" }', "tables.indicators.columns.foo：没有写 width"),
    ('[tables.indicators.columns]\nfoo = "X"', "tables.indicators.columns.foo：要写成 { 键 = 值 } 的样子"),
    ("[tables.indicators]\nspar = { rows = 2 }", "tables.indicators.spar：没有这一项，是不是“spare”"),
    ('[tables.indicators]\nask_in = "facts"', "tables.indicators.ask_in：没有这一项，是不是“asks_in”"),
    ('[tables.indicators]\nasks_in = "fact"', "tables.indicators.asks_in：没有“fact”这张表，是不是“facts”"),
    ('drop = ["tables.facts.columns.value"]\n[tables.facts.columns]\nvalues = { label = "填报值" }', "tables.facts.columns：没有“value”这一列，是不是“values”"),
    ('[tables.indicators]\nfollows = "fund"', "tables.indicators.follows：没有“fund”这张表，是不是“funds”"),
    ('[tables.indicators]\nnumbered = "lvel1"', "tables.indicators.numbered：没有“lvel1”这一列，是不是“level1”"),
    ('[tables.indicators.groups]\nlevel = "{text}"', "tables.indicators.groups：没有“level”这一列，是不是“level1”"),
    ('[tables.funds.rows.total]\npionts = 10', "tables.funds.rows.total.pionts：既不是本表的列，也不是该评分方法的参数，是不是“points”"),
    ('[tables.funds.rows.total]\nbudget = { form = "全年预算数" }', "tables.funds.rows.total.budget.form：没有这一项，是不是“from”"),
    ('[tables.funds.rows.total]\nmethod = "executon"', "tables.funds.rows.total.method：没有叫“executon”的评分方法，是不是“execution”"),
    ('[tables.more]\nlabel = "表"', "tables.more：没有写 columns"),
    ('[tables]\nmore = 3', "tables.more：要写成 { 键 = 值 } 的样子"),
    ("[sheets.form]\nlandscap = true", "sheets.form.landscap：没有这一项，是不是“landscape”"),
    ('[sheets.form]\nrepeat = "indicator"', "sheets.form.repeat：没有“indicator”这张表，是不是“indicators”"),
    ('[sheets.form]\ngrid = "indicatrs"', "sheets.form.grid：没有“indicatrs”这张表，是不是“indicators”"),
    ('[sheets.facts]\nneeds = "fact"', "sheets.facts.needs：没有“fact”这张表，是不是“facts”"),
    ('[sheets.more]\nname = "表"\nlines = []', "sheets.more：没有写 columns 或 grid"),
    ('[sheets.more]\nname = "表"\ncolumns = [9]', "sheets.more：没有写 lines"),
    ('[sheets.form]\nlines = [{ tilte = "表" }]', "sheets.form.lines[1].tilte：没有这一项，是不是“title”"),
    ('[sheets.form]\nlines = ["funds", { side = "表", line = ["funds"] }]', "sheets.form.lines[2].line：没有这一项，是不是“lines”"),
    ('[sheets.form]\nlines = [{ side = "表", lines = [{ nte = "" }] }]', "sheets.form.lines[1].lines[1].nte：没有这一项，是不是“note”"),
    ('[[checks]]\nabout = "points"\nitem = "分值"\nfautl = "points != 100"\nsays = "不对"', "checks[1].fautl：没有这一项，是不是“fault”"),
    ('[[checks]]\nabout = "points"\nitem = "分值"\nsays = "不对"', "checks[1]：没有写 fault"),
    ('[checks]\nabout = "points"', "checks：要写成列表，每项一组 { 键 = 值 }"),
    ('[[example.rows."指标"]]\ncell = ["产出指标"]', "example.rows.指标[1].cell：没有这一项，是不是“cells”"),
    ('[exampl]\nproject = {}', "exampl：没有这一项，是不是“example”"),
    ('[level]\n"产出指标" = 50', "level：没有这一项，是不是“levels”"),
    ("[defaults.qualitatve]\nlower = 0.5", "defaults：没有叫“qualitatve”的评分方法，是不是“qualitative”"),
    ("[defaults.qualitative]\nlowr = 0.5", "defaults.qualitative：评分方法“定性分档”没有“lowr”这一项，是不是“lower”"),
    ("[parameters]\nword = [1]", "parameters.word：只能是文字或数"),
    ('[parameters]\nmoney = "美元"', "parameters.money：“{money}”由程序填，不能另给"),
    ('[parameters]\ntitle = "表"', "parameters.title：“{title}”由程序填，不能另给"),
    ("[parameters]\npoints = 90", "parameters.points：“{points}”由程序填，不能另给"),
    ("[parameters]\ntotal = 90", "parameters.total：“{total}”由程序填，不能另给"),
    ('[parameters]\nfields = "表"', "parameters.fields：“{fields}”由程序填，不能另给"),
    ("[parameters]\nyear = 2000", "parameters.year：“{year}”由程序填，不能另给"),
    ("[tables.indicatrs]\nspare = 3", "tables.indicatrs：没有这张表，是不是“indicators”"),
    ("[tables.indicatrs]\nspare = { rows = 3 }", "tables.indicatrs：没有这张表，是不是“indicators”"),
    ('[fields]\nhead = { label = "负责人", type = "choice" }', "fields.head.choices：类型是 choice，没有写可选的词"),
    ('[tables.indicators.columns]\nreason = { type = "choice" }', "tables.indicators.rows.1.reason.choices：类型是 choice，没有写可选的词"),
    ("[tables.funds.columns]\nbudget = { span = 0 }", "tables.funds.columns.budget.span：“0”不是列数"),
    ("[tables.funds.columns]\nbudget = { span = -1 }", "tables.funds.columns.budget.span：“-1”不是列数"),
    ('[tables.indicators.columns]\nscore = { tags = ["scor"] }', "tables.indicators.columns.score.tags：没有“scor”这个词，是不是“score”"),
    ('[fields]\nhead = { tags = [3] }', "fields.head.tags：没有“3”这个词"),
    (
        '[tables.indicators.columns]\nline = { label = "行次", type = "number", after = "level3", width = 8 }',
        "tables.indicators.columns.line：这一列和评分方法“",
    ),
    ('[fields]\nab12 = { label = "负责人" }', "fields.ab12：Excel 会把这个名称读成单元格的位置"),
    ('[fields]\nr1c1 = { label = "负责人" }', "fields.r1c1：Excel 会把这个名称读成单元格的位置"),
    ('[tables.r1]\nlabel = "表"\n[tables.r1.columns]\na = { label = "甲" }', "tables.r1：Excel 会把这个名称读成单元格的位置"),
    ('[tables.c]\nlabel = "表"\n[tables.c.columns]\na = { label = "甲" }', "tables.c：Excel 会把这个名称读成单元格的位置"),
]  # fmt: skip


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "我的.toml"
    path.write_text(HEAD + text, "utf-8")
    return path


@pytest.mark.parametrize(("text", "said"), TYPOS, ids=[said.partition("：")[0] + f"-{i}" for i, (_, said) in enumerate(TYPOS)])
def test_a_slip_is_refused_with_its_path_and_what_was_meant(tmp_path, text, said):
    findings = lint_template(str(written(tmp_path, text)))
    assert [f.code for f in findings] == ["XL201"]
    assert findings[0].message.startswith(f"我的.toml: {said}") or findings[0].message.startswith(f"我的: {said}")


@pytest.mark.parametrize(("text", "said"), TYPOS, ids=[said.partition("：")[0] + f"-{i}" for i, (_, said) in enumerate(TYPOS)])
def test_a_slip_keeps_a_blank_roster_or_a_form_from_being_made_and_is_no_traceback(tmp_path, text, said, monkeypatch):
    monkeypatch.chdir(tmp_path)
    written(tmp_path, text)
    result = CliRunner().invoke(main, ["lint", "我的.toml"], catch_exceptions=False)
    assert (result.exit_code, said.partition("，")[0] in result.output) == (1, True)


def test_every_slip_of_a_file_is_told_at_once(tmp_path):
    text = '[fields]\nhead = { requird = true, labl = "负责人" }\n[sheets.form]\nlandscap = true'
    assert [f.message.partition("：")[0] for f in lint_template(str(written(tmp_path, text)))] == [
        "我的.toml: fields.head.requird", "我的.toml: fields.head.labl", "我的.toml: sheets.form.landscap",
    ]  # fmt: skip


def test_a_slip_is_told_in_the_file_where_it_stands(tmp_path):
    (tmp_path / "上级.toml").write_text(f"{HEAD}[fields]\nhead = {{ requird = true }}", "utf-8")
    path = tmp_path / "我的.toml"
    path.write_text('extends = "上级"\nid = "我的"\n', "utf-8")
    with pytest.raises(TemplateError, match=r"^上级.toml: fields.head.requird"):
        load_template(str(path))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('colour = "red"', "colour：最外层没有这一项；暂按文中 {colour} 处的文字用"),
        ('titel = "表"', "titel：最外层没有这一项，是不是“title”；暂按文中 {titel} 处的文字用"),
    ],
)
def test_a_text_of_ones_own_at_the_top_still_works_and_is_told_to_move(tmp_path, text, told):
    key = text.partition(" ")[0]
    path = written(tmp_path, f'{text}\nsource = "{{{key}}}"\n')
    [finding] = lint([path], "project")
    assert (finding[1].code, finding[1].severity.value) == ("XL203", "需核实")
    assert finding[1].message.startswith(f"我的.toml: {told}")
    assert "[parameters]" in finding[1].hint


def test_a_text_of_ones_own_under_parameters_is_put_where_it_is_called(tmp_path):
    path = written(tmp_path, 'title = "{town}{year}自评表"\n[parameters]\ntown = "某镇"\n')
    assert lint([path], "project") == []


def test_an_option_is_refused_for_a_form_without_the_columns_it_stands_after():
    with pytest.raises(TemplateError, match="“调整”用不到这个表式上：没有“target”这一列"):
        load_template("project-nanchang", ["调整"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("extends = [\"project\"]", "我的.toml: extends：要写带引号的文字"),
        ("extends = 3", "我的.toml: extends：要写带引号的文字"),
        ('methods = ["a.toml"]', "我的.toml: methods：要写成 { 键 = 值 } 的样子，或旁边文件的名称"),
        ("methods = 3", "我的.toml: methods：要写成 { 键 = 值 } 的样子，或旁边文件的名称"),
        ('methods = ""', "我的.toml: methods：要写成 { 键 = 值 } 的样子，或旁边文件的名称"),
        ('money = "百元"', "我的.toml: money：没有“百元”这个词"),
        ('money = "万元 "', "我的.toml: money：没有“万元 ”这个词，是不是“万元”"),
        ('years = "二〇二六"', "我的.toml: years：“二〇二六”不是年度"),
        ('years = "2030-2020"', "我的.toml: years：“2030-2020”不是年度"),
        ('years = "-2026"', "我的.toml: years：“-2026”不是年度"),
        ('years = ""', "我的.toml: years：“”不是年度"),
        ("edition = 2026", "我的.toml: edition：要写带引号的文字"),
        ('grades = "优"', "我的.toml: grades：要写列表 [ ]"),
        ('grades = [["优", 90], ["良"]]', "我的.toml: grades：“['良']”不是等级和它的最低分"),
        ('[levels]\n"产出指标" = "五十"', "我的.toml: levels.产出指标：要写数"),
        ('[fields]\nhead = { required = "是" }', "我的.toml: fields.head.required：要写true 或 false"),
        ('[fields]\nhead = { tall = "高" }', "我的.toml: fields.head.tall：要写整数"),
        ("[fields]\nhead = { tall = true }", "我的.toml: fields.head.tall：要写整数"),
        ('[fields]\nhead = { choices = "甲" }', "我的.toml: fields.head.choices：要写列表 [ ]"),
        ('[sheets.form]\nlandscape = "横"', "我的.toml: sheets.form.landscape：要写true 或 false"),
        ("[sheets.form]\nrepeat = 3", "我的.toml: sheets.form.repeat：要写带引号的文字"),
        ('[sheets.guide]\ncolumns = ["宽"]', "我的.toml: sheets.guide.columns：各列的宽要写数"),
        ("[sheets.form]\nlines = [{ title = 3 }]", "我的.toml: sheets.form.lines[1].title：要写带引号的文字"),
        ('[tables.indicators.columns]\nlevel1 = { width = "宽" }', "我的.toml: tables.indicators.columns.level1.width：要写数，或几列各一个数的列表"),
        ('[tables.funds.columns]\nbudget = { span = "宽" }', "我的.toml: tables.funds.columns.budget.span：“宽”不是列数"),
        ("[tables.indicators]\nspare = { row = 2 }", "我的.toml: tables.indicators.spare：没有“row”这一项，是不是“rows”"),
        ("[tables.funds.rows.total]\nmethod = 3", "我的.toml: tables.funds.rows.total.method：要写带引号的文字"),
        ("[[checks]]\nabout = 3\nitem = \"甲\"\nfault = \"points != 100\"\nsays = \"不对\"", "我的.toml: checks[1].about：要写带引号的文字"),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_kind_is_refused_with_what_is_wanted(tmp_path, text, said):
    path = tmp_path / "我的.toml"
    extends = "" if text.startswith("extends") else 'extends = "project@2020"\n'
    path.write_text(f'{extends}id = "我的"\n{text}', "utf-8")
    assert [f.message.partition("（")[0] for f in lint_template(str(path))] == [said]


def test_a_template_without_an_id_is_refused(tmp_path):
    path = tmp_path / "我的.toml"
    path.write_text('extends = "base@2020"\n[sheets.form]\nname = "表"\ncolumns = [9]\nlines = []\n', "utf-8")
    assert lint_template(str(path))[0].message == "我的.toml: id：没有写 id"


UNFILLED = [  # a text as printed, and what is said of it
    ('source = "{titel}"', "source：“{titel}”没有什么可填，是不是“title”"),
    ('[tables.funds.columns]\nbudget = { label = "预算（{mony}）" }', "tables.funds.columns.budget：“{mony}”没有什么可填，是不是“money”"),
    ('[tables.indicators.columns]\nactual = { prompt = "{nobody}" }', "indicators.1.actual：“{nobody}”没有什么可填"),
    ('[sheets.form]\nname = "{yeer}自评表"', "sheets.form：“{yeer}”没有什么可填，是不是“year”"),
    ('[sheets.more]\nname = "另页"\ncolumns = [9]\nlines = [{ note = "{ mony }" }]', "sheets.more：“{mony}”没有什么可填，是不是“money”"),
    ('[tables.indicators.groups]\nlevel1 = "{txet}"', "tables.indicators.groups：“{txet}”没有什么可填，是不是“text”"),
    ('[[checks]]\nabout = "points"\nitem = "分值"\nfault = "points != 100"\nsays = "{what}不对"', "check.18.message：“{what}”没有什么可填"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), UNFILLED, ids=[said.partition("：")[0] for _, said in UNFILLED])
def test_a_word_that_nothing_fills_is_told_before_a_clerk_reads_it(tmp_path, text, said):
    findings = lint_template(str(written(tmp_path, text)))
    assert {(f.code, f.message) for f in findings} == {("XL201", said)}
