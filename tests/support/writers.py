"""Every command that writes, in the folder it is run in; and those that write nothing, with what they are for."""

from __future__ import annotations

import json
import os
import pkgutil
import shutil
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from decimal import Decimal
from email.message import EmailMessage
from importlib import import_module
from pathlib import Path
from typing import Any

import click

import small_campaign
import xlgen
from answered_lines import answer_lines
from campaigns import others
from counted import run
from rosters import put, sound
from word_files import from_text
from xlgen.bridge import alone
from xlgen.campaign.archiving.sealing import seal
from xlgen.campaign.collecting.taking_in import collect
from xlgen.campaign.decisions.handing_over import hand_over
from xlgen.campaign.new_campaign import init
from xlgen.campaign.rounds.going_back import send_round
from xlgen.campaign.sending_out import send_out
from xlgen.campaign.settings import AskedForm, Settings
from xlgen.cli.main import main as program
from xlgen.files import temporary
from xlgen.files.shipped import samples
from xlgen.flows import demo
from xlgen.flows.deciding import accepting
from xlgen.flows.filling import fill
from xlgen.flows.issuing import issue
from xlgen.flows.sending_back import mark
from xlgen.issued.manifest import read_manifest
from xlgen.register.recording import acting
from xlgen.workbook.patching.patcher import Change, patch
from xlgen.writing.roster import write_rows

DAY = "2026-01-10"
ISSUE = "issue -t project --roster 项目清单.xlsx --date 2026-01-10 --out"
FORM = "P001_村医培训.xlsx"
BAD, CELL = f"回收/{FORM}", "满意度·实际完成值"
AS_SOMEBODY = "--date 2026-03-05 --by 某某"
WRITING: Mapping[str, str] = {
    "issue, a new folder": f"{ISSUE} 下发二",
    "issue, an empty folder": f"{ISSUE} 空",
    "issue, a folder that holds other files": f"{ISSUE} .",
    "issue, by units": f"{ISSUE} 下发三 --by-unit --deadline 2026-02-05",
    "issue --add": "issue -t project --roster 添了.xlsx --date 2026-01-10 --out 下发 --add --approval 财社〔2026〕3号",
    "manifest --merge": "manifest 下发 认过/下发 --merge 并了",
    "roster": "roster -t project -o 空白.xlsx",
    "roster --from": "roster -t project -o 新清单.xlsx --from 导出.csv",
    "roster --from, a campaign": "roster -t project -o 新清单.xlsx --from 批次 --year 2026",
    "library": "library 项目清单.xlsx -o 指标库.xlsx",
    "fill": f"fill 下发/{FORM} --data 数据.toml -o 填好.xlsx",
    "lint -o": "lint 待改.xlsx -o 改写.xlsx",
    "init": f"init 开 --department 县医保局 --year 2025 -t project --roster 项目清单.xlsx {AS_SOMEBODY}",
    "init, an empty folder": f"init 空 --department 县医保局 --year 2025 -t project --roster 项目清单.xlsx {AS_SOMEBODY}",
    "init --issued": f"init 接来 --issued 认过/下发 {AS_SOMEBODY}",
    "init --last-year": f"init 续 --department 县医保局 --year 2025 -t project --roster 项目清单.xlsx --last-year 旧批 {AS_SOMEBODY}",
    "issue, in a campaign": f"issue --in 新批 {AS_SOMEBODY}",
    "issue --zip": f"issue --in 新批 --zip {AS_SOMEBODY}",
    "issue --add, in a campaign": f"issue --in 批次 --add -t project-cost --roster 另一份.xlsx {AS_SOMEBODY}",
    "issue, a project more": f"issue --in 增批 {AS_SOMEBODY}",
    "issue --approval": f"issue --in 改批 --approval 财社〔2026〕3号 {AS_SOMEBODY}",
    "recall": f"recall P001 P002 --reason 不做了 --in 批次 {AS_SOMEBODY}",
    "collect": "collect 来件 --in 批次 --received 2026-02-05 --by 某某",
    "collect, a mail and a zip": "collect 来信.eml 来件/第二个.zip --in 批次 --received 2026-02-05 --by 某某",
    "return": f"return --in 批次 {AS_SOMEBODY}",
    "return --again": f"return --again --in 答批 {AS_SOMEBODY}",
    "accept, in a campaign": f"accept P001 {CELL} --reason 核对过 --in 批次 {AS_SOMEBODY}",
    "accept --return": f"accept --return P001 --reason 核对过 --in 选/批次 {AS_SOMEBODY}",
    "accept --return, one of two": f"accept --return 选/收_2026-02-10/P003.xlsx --reason 来电 --in 选/批次 {AS_SOMEBODY}",
    "accept --answered, in a campaign": f"accept --answered --in 答批 {AS_SOMEBODY}",
    "override": f"override P002 --score 85 --reason 单位撤并 --basis 会议纪要 --in 批次 {AS_SOMEBODY}",
    "undo": f"undo --in 批次 {AS_SOMEBODY}",
    "rollup, in a campaign": f"rollup --in 批次 --csv {AS_SOMEBODY}",
    "archive": f"archive --in 批次 {AS_SOMEBODY}",
    "reindex": "reindex --in 批次",
    "handover": f"handover --to 某乙 --until 2026-03-31 --in 批次 {AS_SOMEBODY}",
    "status --chase": "status --chase --in 批次 --date 2026-03-05",
    "status --html": "status --html --in 批次 --date 2026-03-05",
    "status --evidence": "status --evidence --in 要佐证 --date 2026-03-05",
    "log": "log --in 批次 --date 2026-03-05",
    "log --csv": "log --csv --in 批次 --date 2026-03-05",
    "check": "check 回收 --issued 下发 -o 校验结果.xlsx --csv 校验结果.csv",
    "rollup": "rollup 回收 --issued 下发 --date 2026-01-10 -o 汇总.xlsx",
    "rollup --csv": "rollup 回收 --issued 下发 --date 2026-01-10 -o 汇总.xlsx --csv",
    "report word": f"report word 回收/{FORM} --issued 下发 -o 报告.docx",
    "report html": f"report html 回收/{FORM} --issued 下发 -o 结果.html",
    "report html, a folder": "report html 回收 --issued 下发 -o 结果.html",
    "report word --each": "report word 回收 --issued 下发 --each -o 各项目报告",
    "report word --each, into a folder": "report word 回收 --issued 下发 --each -o 空",
    "repair": f"repair {BAD} -o 修好.xlsx",
    "repair, its own folder": f"repair {BAD}",
    "repair, a folder": "repair 坏的 --issued 下发",
    "accept": f"accept 疑问/回收/{FORM} {CELL} --reason 核对过 --by 某某",
    "accept --as-understood": f"accept 疑问/回收/{FORM} {CELL} --reason 核对过 --by 某某 --as-understood",
    "accept --revoke": f"accept 认过/回收/{FORM} {CELL} --reason 看错了 --by 某某 --revoke",
    "accept, once more": f"accept 认过/回收/P002_基金监管.xlsx {CELL} --reason 核对过 --by 某某",
    "accept --answered": "accept 答过/回收 --answered --by 某某",
    "mark, a folder": "mark 回收",
    "clear": "clear 标过.xlsx --in-place",
    "bridge mark": f"bridge mark {BAD} -o 标注.xlsx",
    "bridge mark, a folder": "bridge mark 回收",
    "bridge mark --in-place": f"bridge mark {BAD} --in-place",
    "bridge check": f"bridge check {BAD}",
    "bridge clear": "bridge clear 标过.xlsx --in-place",
    "bridge rollup": "bridge rollup 空簿.xlsx 回收 --issued 下发 --date 2026-01-10",
    "bridge run": f"bridge run 宏.py {BAD}",
    "bridge watch": "bridge watch --once --folder 交换",
    "addin build excel": "addin build --target excel --out 加载项",
    "addin build wps": "addin build --target wps --out 空",
    "addin install wps": "addin install --target wps --folder 空/jsaddons",
    "addin install excel": "addin install --target excel --folder 空",
    "demo": "demo --out 演示",
    "demo, an empty folder": "demo --out 空",
    "demo, made anew": "demo --out 演示过",
}
HOLDING = frozenset(
    [
        "collect",
        "collect, a mail and a zip",
        "issue, in a campaign",
        "issue, a project more",
        "issue --zip",
        "issue --add, in a campaign",
        "issue --approval",
        "recall",
        "init",
        "init, an empty folder",
        "init --issued",
        "init --last-year",
        "return",
        "return --again",
        "accept, in a campaign",
        "accept --return",
        "accept --return, one of two",
        "accept --answered, in a campaign",
        "override",
        "undo",
        "rollup, in a campaign",
        "archive",
        "handover",
    ]
)  # commands that hold a campaign while they write: one that waits holds it for all that follow
CAMPAIGN = tuple(name for name, words in WRITING.items() if words.startswith("init ") or " --in " in words)
STEPS = frozenset(["issue --zip", "issue --add, in a campaign"])  # a list is added, then issued; issued, then zipped
READING: Mapping[str, str] = {  # what they print is all they do
    "verify": "verify 旧批/存档",
    "explain": "explain XG301",
    "templates": "templates --methods",
    "report lint": "report lint 项目自评报告",
    "report lint --form": f"report lint 项目自评报告 --form 回收/{FORM}",
    "report check": f"report check 写好的报告.docx 回收/{FORM} --issued 下发",
    "report check 回收": "report check 写好的报告.docx 回收 --issued 下发",
    "doctor": "doctor --trial 回收",
}
UNREAD = "满分50分，完成率100%得满分，完成率每下降2个点扣一分，低于60%为0分，年底统一考核。"


def commands(group: click.Group = program, before: str = "") -> Iterator[str]:
    """Every command by its words: those of a group one by one."""
    for name in group.commands:
        command = group.commands[name]
        words = f"{before}{name}"
        yield from commands(command, f"{words} ") if isinstance(command, click.Group) else [words]


def load() -> None:
    """Every module loaded, so that a forked run has nothing to load."""
    for module in pkgutil.walk_packages(xlgen.__path__, "xlgen."):
        if not module.name.endswith("__main__"):
            import_module(module.name)


def settle(base: Path, dead: int = 0) -> Callable[[], None]:
    """What a forked run starts with: the demonstration is of one project, it is always the same time, a process is dead.

    Its lock went with it; here the process from which it was forked lives on and has it.
    """
    is_alive = temporary._is_alive

    def first() -> None:
        demo.samples = lambda: base.parent / "samples"
        accepting.local_time = lambda: "2026-02-01T09:00:00"
        acting.moment = lambda: "2026-02-01T09:00:00"
        temporary._is_alive = lambda process: process != dead and is_alive(process)
        if dead:
            alone._held = lambda _: nullcontext(True)

    return first


def prepared(home: Path) -> Path:
    """The folder every command starts from."""
    load()
    _small_demo(home)
    base = home / "base"
    base.mkdir()
    here = Path.cwd()
    os.chdir(base)
    try:
        _put_there()
        accepted = f"accept 认过/回收/{FORM} {CELL} --reason 核对过 --by 某某"
        for words in (f"bridge mark {BAD} -o 标过.xlsx", "demo --out 演示过", accepted):
            assert (ran := run(base, words, first=settle(base))).code in (0, 1), ran
    finally:
        os.chdir(here)
    return base


def _small_demo(home: Path) -> None:
    """The samples of the demonstration, one project of them."""
    kept = "YB2025-01"
    folder, source = home / "samples" / "demo", samples() / "demo"
    folder.mkdir(parents=True)
    lines = (source / "roster.toml").read_text("utf-8").splitlines()
    roster = [line for line in lines if not line.startswith('  ["YB') or line.startswith(f'  ["{kept}"')]
    (folder / "roster.toml").write_text("\n".join(roster), "utf-8")
    entries = (source / "returns.toml").read_text("utf-8").split("[[returns]]")[1:]
    said = [entry for entry in entries if f'"项目编码" = "{kept}"' in entry]
    (folder / "returns.toml").write_text("".join(f"[[returns]]{entry}" for entry in said), "utf-8")


def _put_there() -> None:
    sheets = sound()
    Path("项目清单.xlsx").write_bytes(write_rows(sheets))
    more = sound()
    more["项目"].append(["P003", "参保宣传", *more["项目"][1][2:]])
    more["指标"] += [["P003", *row[1:]] for row in more["指标"] if row[0] == "P001"]
    Path("增了.xlsx").write_bytes(write_rows(more))
    put("指标", 1, "指标值", 150)(more)
    Path("添了.xlsx").write_bytes(write_rows(more))
    Path("另一份.xlsx").write_bytes(write_rows(others()))
    for title, value in (("指标值", "100%"), ("计量单位", "%"), ("评分方法", ""), ("评分标准", UNREAD)):
        put("指标", 1, title, value)(sheets)
    Path("待改.xlsx").write_bytes(write_rows(sheets))
    Path("导出.csv").write_text("项目代码,项目名称,处室\nP001,培训,社保科\n", "utf-8")
    Path("空簿.xlsx").write_bytes(write_rows({"Sheet1": [["部门"]]}))
    Path("数据.toml").write_text('"填报人" = "某某"\n', "utf-8")
    Path("宏.py").write_text("def main(book):\n    book.sheets[1]['A1'].color = (255, 199, 206)\n", "utf-8")
    Path("写好的报告.docx").write_bytes(from_text("村医培训，全年预算数30万元"))
    Path("空").mkdir()
    _returned("回收", {"填报人": "某某"}, issue("项目清单.xlsx", "下发", day=DAY).files)
    for batch in ("疑问", "认过", "答过"):
        files = issue("项目清单.xlsx", f"{batch}/下发", day=DAY).files
        _returned(f"{batch}/回收", {"绩效指标": [{"三级指标": "满意度", "实际完成值": 98}]}, files, f"{batch}/下发")
    _answered_by_officers(Path("答过"))
    _with_a_score_typed_over(Path("坏的"))
    _campaign(Path("批次"))
    init("新批", Settings(2025, "县医保局", asked=(AskedForm("project", "项目清单.xlsx"),)), day=DAY, by="某某")
    kept = seal(init("旧批", Settings(2024, "县医保局"), day=DAY, by="某某"), day=DAY, by="某某").folder
    for folder in (kept, *(path for path in kept.rglob("*") if path.is_dir())):
        folder.chmod(0o700)  # what copies it must be able to take it away
    for name, changed in (("改批", "添了.xlsx"), ("增批", "增了.xlsx")):
        batch = init(name, Settings(2025, "县医保局", asked=(AskedForm("project", "项目清单.xlsx"),)), day=DAY, by="某某")
        send_out(batch, day=DAY, by="某某")
        shutil.copy(changed, batch.place("清单", "项目清单.xlsx"))
    _campaign_answered(Path("答批"))
    _campaign_open(Path("选"))
    shutil.copytree("批次", "要佐证")
    settings = Path("要佐证", "xlgen.toml")
    settings.write_text(settings.read_text("utf-8").replace("evidence = false", "evidence = true"), "utf-8")
    asked = Path("交换", "1")
    asked.mkdir(parents=True)
    shutil.copy(BAD, asked / "book.xlsx")
    said = {"version": 1, "action": "mark", "book": "book.xlsx", "fullname": str(Path(BAD).absolute())}
    (asked / "request.json").write_text(json.dumps(said), "utf-8")


def _returned(folder: str, data: Mapping[str, Any], files: Any, issued: str = "下发") -> None:
    Path(folder).mkdir()
    for name in files:
        Path(folder, name).write_bytes(fill(f"{issued}/{name}", data).content)


def _with_a_score_typed_over(folder: Path) -> None:
    shutil.copytree("回收", folder)
    place = read_manifest("下发").snapshots["P001"].slots["total"].place
    assert place is not None
    typed = patch((folder / FORM).read_bytes(), {place[0]: {place[1:]: Change(Decimal(100))}}, overwrite=True)
    (folder / FORM).write_bytes(typed)


def _campaign(root: Path) -> None:
    """A campaign that has got back a form that is open and one that has errors."""
    asked = AskedForm("project", "项目清单.xlsx")
    campaign = init(root, Settings(2025, "县医保局", asked=(asked,)), day=DAY, by="某某")
    files = send_out(campaign, day=DAY, by="某某").files
    Path("收").mkdir()
    for file, data in zip(files, ({"绩效指标": [{"三级指标": "满意度", "实际完成值": 98}]}, {"填报人": "某某"}), strict=True):
        Path("收", Path(file).name).write_bytes(fill(root / file, data).content)
    collect(campaign, ["收"], received="2026-02-01", by="某某")
    hand_over(campaign, "某甲", "2026-03-31", by="某某", day=DAY)
    _came_later([root / file for file in files])


def _campaign_answered(root: Path) -> None:
    """A campaign in which a unit answered for a value that a clerk must accept, too; the other project stays sent back."""
    campaign = init(root, Settings(2025, "县医保局", asked=(AskedForm("project", "项目清单.xlsx"),)), day=DAY, by="某某")
    files, came = send_out(campaign, day=DAY, by="某某").files, Path("答了")
    for at, data in enumerate(({"绩效指标": [{"三级指标": "满意度", "实际完成值": 98}]}, {"填报人": "某某"})):
        (came / "先").mkdir(parents=True, exist_ok=True)
        (came / "先" / Path(files[at]).name).write_bytes(fill(root / files[at], data).content)
    collect(campaign, [came / "先"], received="2026-02-01", by="某某")
    sent = send_round(campaign, day=DAY, by="某某").sent
    marked = next(root / file for each in sent for file in each.files if "P001" in file)
    answer_lines(marked, "已核实：以前年度一并计入", came / "P001.xlsx")
    collect(campaign, [came / "P001.xlsx"], received="2026-02-10", by="某某")


def _campaign_open(home: Path) -> None:
    """A campaign with a form that may be accepted as it is, and two of one project that are both sound."""
    home.mkdir()
    campaign = small_campaign.begun(home)
    gross = [*small_campaign.LINES[:2], {"三级指标": "满意度", "实际完成值": 98}]
    came = {"P001": {"绩效指标": gross}, "P003": {}}
    small_campaign.take(
        campaign,
        home,
        "2026-02-04",
        {f"{code}.xlsx": small_campaign.filled(campaign, code, **more) for code, more in came.items()},
    )
    small_campaign.take(campaign, home, "2026-02-10", {"P003.xlsx": small_campaign.filled(campaign, "P003", 填报人="别人")})


def _came_later(files: Sequence[Path]) -> None:
    """A form once more, called otherwise, and corrections of both: one in a zip, beside evidence."""
    came = Path("来件")
    (came / "P001佐证").mkdir(parents=True)
    (came / "P001佐证" / "签到表.pdf").write_bytes(b"%PDF-1.4")
    shutil.copy(Path("收", files[0].name), came / "改了名.xlsx")
    (came / "又来的.xlsx").write_bytes(fill(files[0], {"填报人": "别人"}).content)
    mail = EmailMessage()
    mail["From"], mail["Date"], mail["Subject"] = "a@example.cn", "Tue, 03 Feb 2026 09:00:00 +0800", "自评表"
    mail.set_content("请查收")
    content = (came / "又来的.xlsx").read_bytes()
    mail.add_attachment(content, maintype="application", subtype="octet-stream", filename="P001.xlsx")
    Path("来信.eml").write_bytes(mail.as_bytes())
    with zipfile.ZipFile(came / "第二个.zip", "w") as archive:
        archive.writestr("P002.xlsx", fill(files[1], {"填报人": "别人"}).content)


def _answered_by_officers(batch: Path) -> None:
    """Every form marked, 已核实 with a reason beside each line, and returned again."""
    for done in mark(batch / "回收", batch / "退回", batch / "下发"):
        assert done.copy is not None
        answer_lines(done.copy, "已核实：以前年度一并计入", batch / "回收" / done.copy.name)
    shutil.rmtree(batch / "退回")
