"""Reference pages written from the program: ``python tests/support/reference.py`` (make docs) brings docs/ up to date.

Whole pages are 代码, 命令 and 表式; in 开发 what stands between two marks: rooms and operators.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click

import xlgen
from xlgen.cli.main import main
from xlgen.form.template.editions import editions
from xlgen.form.template.load import load_methods, load_template
from xlgen.form.vocabulary import WORDS
from xlgen.language.operators import OPS, Op
from xlgen.reports.code_pages import finds
from xlgen.rules.codes import all_codes, weight_of

DOCS = Path(__file__).parents[2] / "docs"
PACKAGE = Path(xlgen.__file__).parent
WRITTEN = "<!-- 这一页由 make docs 写出来，不要手改 -->"
GROUPS = {
    "XG0": "文件读不了，或不是这一批的表",
    "XG1": "工作簿还是不是下发的那一份",
    "XG2": "填报内容",
    "XG3": "得分",
    "XG4": "资金和表内勾稽",
    "XG5": "几份表放在一起看",
    "XG6": "复核口径",
    "XG7": "表文一致",
    "XL1": "项目清单",
    "XL2": "表式",
}
ARGUMENTS = "abcd"


def table(titles: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    lines = [titles := list(titles), ["---"] * len(titles), *rows]
    return "".join(f"| {' | '.join(each.replace('|', '&#124;').replace(chr(10), ' ') for each in line)} |\n" for line in lines)


# ---- whole pages -----------------------------------------------------------------------------------------------------


def codes() -> str:
    """Every code by group: weight, title, what it finds, what to do."""
    page = f"# 全部代码\n\n{WRITTEN}\n\n每条问题前面印着代码。`xlgen explain XG301` 另有为什么、会报和不报的例子、依据。\n"
    for group, said in GROUPS.items():
        rows = [
            (code, weight_of(known), known.title, finds(known), known.hint)
            for code, known in all_codes().items()
            if code.startswith(group)
        ]
        page += f"\n## {group}xx {said}\n\n" + table(("代码", "分量", "题目", "查什么", "怎么办"), rows)
    return page


def commands() -> str:
    """Every command with its own help."""
    context = click.Context(main, info_name="xlgen", **main.context_settings)
    known = [(name, main.get_command(context, name)) for name in main.list_commands(context)]
    rows = [(f"`xlgen {name}`", (command.help or "").strip().partition("。")[0]) for name, command in known if command]
    page = f"# 全部命令\n\n{WRITTEN}\n\n" + table(("命令", "做什么"), rows)
    page += "\n退出码：0 没有错误，1 有错误，2 没能运行。\n"
    for path, text in (each for name, command in known if command for each in _help(command, name, context)):
        page += f"\n## xlgen {path}\n\n```text\n{text}\n```\n"
    return page


def _help(command: click.Command, name: str, parent: click.Context) -> Iterator[tuple[str, str]]:
    context = command.context_class(command, info_name=name, parent=parent, max_content_width=100, terminal_width=100)
    path = context.command_path.partition(" ")[2]
    yield path, re.sub(r" +$", "", command.get_help(context), flags=re.MULTILINE)
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            inner = command.get_command(context, each)
            yield from _help(inner, each, context) if inner else ()


def templates() -> str:
    """Every form in every edition, the columns of choice, and every scoring method."""
    known = [each for listed in editions().values() for each in listed]
    forms = [(f"`{each.form}`", each.edition, _head(each.path), *_said(each.name, "money", "source")) for each in known]
    methods = [(each.name, "、".join(each.also), each.wording, each.example, each.source) for each in load_methods().values()]
    return (
        f"# 自带的表式和评分方法\n\n{WRITTEN}\n\n## 表式\n\n"
        "`-t 名称` 用适合清单年度的最新版本，`-t 名称@版本` 用指定的版本。`xlgen templates` 也列出这些。\n\n"
        + table(("名称", "版本", "样式", "金额单位", "依据"), forms)
        + "\n## 评分方法\n\n项目清单“评分方法”列填名称或别名，“评分标准”列照“写法例”填；“口径”里〔…〕处是标准里写的数。"
        "`xlgen templates --methods` 也列出这些。\n\n"
        + table(("名称", "别名", "口径", "写法例", "依据"), methods)
        + "\n## 实表里常见的几种样子\n\n"
        + table(("要印什么", "怎么写", "用它的表式"), _LOOKS)
        + "\n## 程序认识的名称\n\n表式里的名称由写表式的人起，只有下列这些程序按名称读；叫了别的名称，读它的地方就没有它，"
        "`xlgen lint` 会说（XL203）。\n\n"
        + table(("在哪里", "名称", "是什么", "谁读它"), ((_PLACES[w.place], f"`{w.name}`", w.law, w.readers) for w in WORDS))
    )


_LOOKS = (
    (
        "不计分的指标",
        '项目清单“分值”写 —；表式的行写 `points = "—", score = "—"`。照样填，不算分，也不影响合计和平均',
        "`project` 等各样式",
    ),
    (
        "比率由两个数据算出",
        '行写 `data = ["在职人员数（人）", "编制数（人）"]`，填在“评分依据”里，实际完成值＝第一个÷第二个；别的算法另写 `actual`',
        "`department-yueyang`",
    ),
    (
        "几个可选项共一份分值，选一项评分",
        '一行，三级指标由填报人选：`level3 = { type = "choice", choices = ["经济效益", "社会效益"], required = true }`',
        "`project-optional`",
    ),
    (
        "一个总额分两次（按来源、按用途）",
        "按来源的一次是表 `funds`；另一次单列一张表，用 `[[checks]]` 写明合计等于 `funds.total`，不等的报 XG412",
        "`transfer-uses`",
    ),
    (
        "一张表里有元、有万元",
        '列写 `type = "money", unit = "元"`；两处核对写 `[[checks]]`，元乘 0.0001',
        "`report-yueyang`",
    ),
    (
        "不打分的表，完成值是数",
        "表写 `typed = true`：指标值是数、百分数、日期的，指标值和完成值都按它，其余是文字",
        "`transfer-goals`",
    ),
    (
        "口径和别处不同（执行率低于 85% 才说明原因）",
        '写 `[thresholds]` 和 `low_rate = "85%"`；有哪些项见 `templates/口径.toml`',
        "各样式",
    ),
    (
        "不查某条规则，或改它的轻重",
        '`[thresholds]` 里写 `XG601 = { on = false, source = "某文件第几条" }`，或 `weight = "说明"`；依据必写',
        "各样式",
    ),
    ("扣分有上限", "评分标准写“最多扣N分”，或行写 `cap = N`", "用 `超出扣分`、`逐项扣分` 等方法的各样式"),
    (
        "定性指标选档次，另写完成情况",
        '下发时加 `--with 完成情况`，或表式加一列 `account = { label = "完成情况说明", after = "actual" }`',
        "有指标表的各样式",
    ),
)
_PLACES = {
    "identity": "`identity`", "fields": "`fields`", "tables": "`tables`", "scored": "计分表的列", "funds": "`funds` 的行或列",
    "facts": "`facts` 的列", "projects": "`projects` 的列",
}  # fmt: skip


def _head(path: Path) -> str:
    """The comment a template begins with."""
    return path.read_text("utf-8").partition("\n")[0].lstrip("# ")


def _said(name: str, *keys: str) -> list[str]:
    template = load_template(name)
    return [str(template.get(key, "")) for key in keys]


# ---- parts of the developers' guide ----------------------------------------------------------------------------------


def room_table() -> str:
    """Every room and sub-room with its one sentence, from top to bottom as tests/test_imports.py has them."""
    order = re.search(r'ROOMS = """(.+?)"""', (DOCS.parent / "tests/test_imports.py").read_text("utf-8"), re.DOTALL)
    rows = [(name, _sentence(name)) for room in (order[1].split() if order else ()) for name in _with_inner(room)]
    return table(("房间", "一句话"), ((f"`{name}`", sentence) for name, sentence in rows))


def _with_inner(room: str) -> list[str]:
    inner = sorted(path.parent.name for path in (PACKAGE / room).glob("*/__init__.py"))
    return [room, *(f"{room}.{name}" for name in inner)]


def _sentence(name: str) -> str:
    source = PACKAGE.joinpath(*name.split("."), "__init__.py").read_text("utf-8")
    return (ast.get_docstring(ast.parse(source)) or "").partition("\n")[0]


def operators() -> str:
    """Every operator as it is written, in Excel and in Chinese."""
    rows = ((f"`{_written(name, op)}`", f"`{_filled(op.excel, op)}`", _filled(op.chinese, op)) for name, op in OPS.items())
    return "小写字母是一个数、文字或真假，大写字母是一列。\n\n" + table(("写法", "Excel", "中文"), rows)


def _arguments(op: Op) -> str:
    """A letter per argument, a capital for a column."""
    letters = ARGUMENTS[: op.arity or 2]
    return "".join(letter.upper() if op.kind(n) == "c" else letter for n, letter in enumerate(letters))


def _written(name: str, op: Op) -> str:
    arguments = _arguments(op)
    match name:
        case "negative":
            return "-a"
        case "same":
            return 'a == "文字"'
        case "if":
            return "a if b else c"
        case "not":
            return "not a"
        case _ if name in ("and", "or") or not name.isidentifier():
            return f" {name} ".join(arguments)
    return f"{name}({', '.join(arguments)}{'' if op.arity else ', …'})"


def _filled(text: str, op: Op) -> str:
    arguments = _arguments(op)
    for n, argument in enumerate(arguments):
        text = text.replace(f"{{{n}}}", argument)
    return text.replace("{all}", ",".join(arguments) + ("" if op.arity else ",…"))


# ---- writing ---------------------------------------------------------------------------------------------------------

PAGES: dict[str, Callable[[], str]] = {"代码.md": codes, "命令.md": commands, "表式.md": templates}
PARTS: dict[str, Callable[[], str]] = {"房间": room_table, "运算": operators}
GUIDE = "开发.md"


def with_parts(text: str) -> str:
    """The guide with what stands between its marks written anew."""
    for name, part in PARTS.items():
        start, end = f"<!-- {name} 开始 -->\n", f"<!-- {name} 结束 -->"
        before, _, rest = text.partition(start)
        text = before + start + part() + end + rest.partition(end)[2]
    return text


def current(page: str) -> str:
    """A page as it should stand in docs/."""
    return with_parts((DOCS / page).read_text("utf-8")) if page == GUIDE else PAGES[page]()


if __name__ == "__main__":
    for each in (*PAGES, GUIDE):
        (DOCS / each).write_text(current(each), "utf-8")
