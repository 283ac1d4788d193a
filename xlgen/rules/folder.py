"""XG501–XG511: what only shows when the returns of a batch lie side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal

from xlgen.files.showing import shown_path
from xlgen.findings import Severity
from xlgen.form.vocabulary import FUNDS, PROJECTS
from xlgen.returned.achievement import loses_points
from xlgen.returned.answers import Answers
from xlgen.returned.batch import Batch, Return
from xlgen.returned.extra_sheets import copied_forms
from xlgen.returned.funding import amount_name, budget_name
from xlgen.returned.policy import threshold
from xlgen.returned.saying import money_text
from xlgen.rules.gross.amounts import HALF
from xlgen.rules.registry import BatchHits, Hit, batch_rule
from xlgen.words.labels import in_marks, on_one_line, without_blanks
from xlgen.words.numbers import ENOUGH, as_percent, half_up, plain, ratio


@batch_rule(
    "XG501", "一个项目收到几份", Severity.ERROR, "请确定以哪一份为准，把其余的（包括 xlgen 生成的退回件、修复件）移出文件夹"
)
def returned_twice(batch: Batch) -> BatchHits:
    """The same project came back more than once; every copy is listed until one is chosen.

    Passes: A | B
    XG501: A | B | A(indicators.1.actual = 127)

    查什么：一个项目收到不止一份表，每份都列出来
    为什么：不知道以哪一份为准，汇总时一份也不能算；先定下一份，把其余的移出文件夹
    依据：下发清单：一个项目一张表
    """
    for code, same in batch.by_code().items():
        names = Counter(each.file.name for each in same)
        for each in same if len(same) > 1 else ():
            rest = (other.file for other in same if other is not each)
            others = "、".join(
                shown_path(f"{file.parent.name}/{file.name}" if names[file.name] > 1 else file.name) for file in rest
            )
            yield each, Hit("", f"项目“{code}”收到 {len(same)} 份，另有：{others}", others)


@batch_rule("XG502", "没有收到", Severity.ERROR, "请催报")
def not_returned(batch: Batch) -> BatchHits:
    """A project was issued and nothing usable came back.

    Passes: A | B
    XG502: A | -B

    查什么：下发了表的项目，没有收到能用的
    为什么：缺了的项目不在汇总里。读不出的文件名像是它的，会一并提示。按文件夹校验、有下发清单时才查
    依据：下发清单：下发的每张都要收回
    """
    refused = [each.file for each in batch.returns if each.status == "refused"]
    inside = {
        form.code: f"“{each.file.name}”的工作表“{form.sheet}”" for each, own in batch.read() for form in copied_forms(own)
    }
    for each in batch.returns:
        if each.status == "missing":
            name = batch.issued[each.awaited].identity.get("name", "") if each.awaited in batch.issued else ""
            likely = [shown_path(file.name) for file in refused if each.awaited in file.name or (name and name in file.name)]
            hint = f"；读不出的“{likely[0]}”可能就是" if likely else ""
            hint = f"；{inside[each.awaited]}是它的表，请单独报送" if each.awaited in inside else hint
            yield each, Hit("", f"项目“{each.awaited}”{on_one_line(name)}没有收到可用的表{hint}")


@batch_rule("XG503", "别的项目的表", Severity.ERROR, "请用本项目下发的原表填报，不要借用别的项目的表")
def printed_for_another(batch: Batch) -> BatchHits:
    """The form was issued for one project and now names another one.

    Passes: A | B
    XG503: A(code = "T002") | B
    XG503: A(name = "乡镇卫生院改造") | B

    查什么：表是给这个项目下发的，里面的项目编码或名称却写成了另一个项目
    为什么：借别的项目的表来填，目标、预算、分值都是别人的
    依据：下发清单：一个项目一张表
    """
    owners: dict[str, list[str]] = {}  # several where units have projects of one name, as each has its 办公经费
    for issued, snapshot in batch.issued.items():
        owners.setdefault(without_blanks(snapshot.identity.get("name", "")), []).append(issued)
    for each, answers in batch.read():
        own = answers.snapshot.code
        code, name = answers.typed("code"), answers.typed("name")
        if isinstance(code, str) and code.strip() != own and code.strip() in batch.issued:
            yield each, Hit("code", f"这是项目“{own}”的表，项目编码写成了“{code.strip()}”", code, own)
        elif isinstance(name, str) and own not in (others := owners.get(without_blanks(name), [own])):
            yield each, Hit("name", f"这是项目“{own}”的表，项目名称写成了项目“{others[0]}”的", name, each.project)


@batch_rule("XG504", "文件名是别的项目的", Severity.WARNING, "请核对是不是填错了表；按表内的项目编码认定")
def named_for_another(batch: Batch) -> BatchHits:
    """A file carries the issued file name of another project.

    Passes: A@T001_培训(1).xlsx
    XG504: A@T002_改造.xlsx | B@T001_培训.xlsx

    查什么：文件名是另一个项目下发时的文件名
    为什么：可能只是存错了名，也可能填错了表；程序按表内的项目编码认定
    依据：下发清单记下的文件名
    """
    owners = {file.rpartition(".")[0]: code for code, file in batch.files.items()}
    for each, answers in batch.read():
        owner = owners.get(each.file.stem, answers.snapshot.code)
        if owner != answers.snapshot.code:
            yield (
                each,
                Hit(
                    "",
                    f"文件名是项目“{owner}”的，表是项目“{answers.snapshot.code}”的",
                    shown_path(each.file.name),
                    batch.files.get(answers.snapshot.code, ""),
                ),
            )


@batch_rule("XG505", "部门数与项目合计不等", Severity.ERROR, "请核对清单与各项目自评表的执行数；相差不超过 0.05 的算尾差")
def department_differs(batch: Batch) -> BatchHits:
    """A department's list of projects does not carry the amounts of the projects' own forms.

    Passes: D(projects.1.executed = 29.45) | A
    XG505: D(projects.1.executed = 29.46) | A

    查什么：部门表的项目清单里，执行数和该项目自己的自评表不同，相差超过 0.05
    为什么：部门数应是各项目数之和，公开后两处对不上
    依据：部门整体自评表和项目自评表的勾稽关系
    """
    for each, hit, difference in _against_projects(batch):
        if difference > _tail(each):
            yield each, hit


@batch_rule("XG506", "部门数与项目合计有尾差", Severity.NOTE, "只差四舍五入，不用退回")
def department_differs_by_tail(batch: Batch) -> BatchHits:
    """A department's amount differs from the project's form by no more than 0.05.

    Passes: D(projects.1.executed = 29.4) | A
    XG506: D(projects.1.executed = 29.45) | A

    查什么：部门清单里的执行数和项目自评表只差 0.05 以内
    为什么：各自四舍五入留下的，不用退回
    依据：部门整体自评表和项目自评表的勾稽关系
    """
    for each, hit, difference in _against_projects(batch):
        if difference <= _tail(each):
            yield each, hit


def _tail(returned: Return) -> Decimal:
    """By how much a department's figure may differ from the sum of its projects."""
    assert returned.answers is not None
    return threshold(returned.answers.snapshot, "tail")


def _against_projects(batch: Batch) -> Iterator[tuple[Return, Hit, Decimal]]:
    """Projects in a department's list whose own form says another amount, and by how much."""
    for each, answers, name, listed, spent in _listed(batch, "executed", _spent):
        label = in_marks(on_one_line(answers.text(f"{name}.project")))
        message = f"{label}清单里执行数 {money_text(listed, answers)}，项目自评表为 {money_text(spent, answers)}"
        yield each, Hit(f"{name}.executed", message, listed, spent), abs(listed - spent)


def _spent(project: Answers, answers: Answers) -> Decimal | None:
    """What a project spent, where it is told in the department's unit of money."""
    is_same = project.snapshot.money == answers.snapshot.money
    return project.number(amount_name(project.snapshot, "executed")) if is_same else None


def _listed(
    batch: Batch, column: str, own: Callable[[Answers, Answers], Decimal | None]
) -> Iterator[tuple[Return, Answers, str, Decimal, Decimal]]:
    """Rows of departments' lists that say something else than the project's form: row, listed, own.

    Units have projects of one name, each its 办公经费, and a list gives no more than the name: the nearest is meant.
    """
    forms: dict[str, list[Answers]] = {}
    for each, answers in batch.read():
        if not _list_of(answers):
            forms.setdefault(without_blanks(each.project), []).append(answers)
    for each, answers in batch.read():
        for row, project in _list_of(answers).items():
            listed = answers.number(f"{PROJECTS}.{row}.{column}")
            said = [x for form in forms.get(without_blanks(project), ()) if (x := own(form, answers)) is not None]
            if listed is not None and said and abs(listed - (nearest := min(said, key=lambda x: abs(listed - x)))) >= ENOUGH:
                yield each, answers, f"{PROJECTS}.{row}", listed, nearest


def _list_of(answers: Answers) -> dict[str, str]:
    """Rows of a department's list of projects that are in use, with the project's name."""
    rows = (row.key for row in answers.snapshot.rows if row.table == PROJECTS)
    return {row: name for row in rows if (name := answers.text(f"{PROJECTS}.{row}.project"))}


@batch_rule("XG511", "清单得分与项目自评得分不符", Severity.ERROR, "请按项目自评表的总分填清单")
def listed_score_differs(batch: Batch) -> BatchHits:
    """A department's list of projects carries another score than the project's own form.

    Passes: D(projects.1.score = 99.8) | A
    XG511: D(projects.1.score = 100) | A

    查什么：部门表的项目清单里的得分，和该项目自己的自评表重算的总分不同
    为什么：清单里的得分要照抄项目自评表的总分
    依据：部门整体自评表和项目自评表的勾稽关系
    """
    for each, answers, name, listed, total in _listed(batch, "score", lambda project, _: project.number("total")):
        label = in_marks(on_one_line(answers.text(f"{name}.project")))
        message = f"{label}清单里得分 {plain(listed)}，项目自评表重算为 {plain(total)}"
        yield each, Hit(f"{name}.score", message, listed, total)


@batch_rule("XG509", "执行率不高而各项全满分", Severity.WARNING, "请核对完成值：钱没有花完，任务是否真的都完成了")
def all_full_marks(batch: Batch) -> BatchHits:
    """Every indicator got full marks while less than 90% of the budget was spent.

    Passes: A(funds.total.executed = 27; funds.fiscal.executed = 22.1)
    XG509: A(funds.total.executed = 26.9; funds.fiscal.executed = 22)

    查什么：预算执行率不到 90%，其余各项指标却全是满分；不到 50% 的另报 XG414
    为什么：钱没有花完，任务是否真的都完成了，请核对完成值
    依据：绩效与预算执行应当相称
    """
    for each, answers in batch.read():
        rate = _execution(answers)
        rows = [r for r in answers.scored() if r.row.table != FUNDS and not r.row.method.startswith("execution")]
        is_full = bool(rows) and all(row.number("score") is not None and not loses_points(row) for row in rows)
        if rate is not None and HALF <= rate < threshold(answers.snapshot, "low_rate") and is_full:
            yield each, Hit("total", f"预算执行率 {_percent(rate)}，其余 {len(rows)} 项指标全部满分", rate)


@batch_rule("XG510", "得分率明显高于执行率", Severity.WARNING, "请核对得分是否与支出进度相称")
def score_ahead_of_spending(batch: Batch) -> BatchHits:
    """The score rate is more than five percentage points above the execution rate.

    Passes: A(funds.total.executed = 28.5; funds.fiscal.executed = 23.6)
    XG510: A(funds.total.executed = 28.2; funds.fiscal.executed = 23.3)

    查什么：得分占总分的比例，比预算执行率高出 5 个百分点以上
    为什么：花的钱少，得的分多，请看得分是否与支出进度相称；节约了的写明即可
    依据：绩效与预算执行应当相称
    """
    for each, answers in batch.read():
        rate, total, points = _execution(answers), answers.number("total"), answers.number("points")
        if rate is None or total is None or not points or any(row.number("score") is None for row in answers.scored()):
            continue
        ahead = threshold(answers.snapshot, "ahead_of_spending")
        if ratio(total, points) - rate > ahead:
            message = (
                f"得分率 {_percent(ratio(total, points))}，预算执行率 {_percent(rate)}，高出 {plain(ahead * 100)} 个百分点以上"
            )
            yield each, Hit("total", message, ratio(total, points), rate)


def _execution(answers: Answers) -> Decimal | None:
    """Rate of execution from the amounts, None without a budget."""
    executed, budget = answers.number(amount_name(answers.snapshot, "executed")), answers.number(budget_name(answers.snapshot))
    return ratio(executed, budget) if executed is not None and budget and budget > 0 else None


def _percent(x: Decimal) -> str:
    return as_percent(half_up(x, 4))
