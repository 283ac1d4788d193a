"""A campaign from its first day to its archive, told in docs/批次走一遍.md: what units and others do in between is done here."""

from __future__ import annotations

import io
from decimal import Decimal
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import openpyxl

from answered_lines import answer_lines
from campaign_seed import ENCRYPTED
from old_files import saved_old
from printed_page import Deeds, told
from story import CODES, INDICATOR, LINES, NAMES, OFFICE, PROJECT, UNITS, cell, edited, entries, put
from xlgen import flows
from xlgen.writing.roster import write_rows
from zips import zipped_in_gbk

PAGE = Path(__file__).parents[2] / "docs" / "批次走一遍.md"
LIST, OWN_LIST = "项目清单.xlsx", "部门清单.xlsx"
FIRST, LAST = "../2月20日收到", "../3月10日收到"  # beside the campaign's folder, where the pages stand in
REACHED = ("某甲 0000-0000001", "某乙 0000-0000002", "某丙 0000-0000003", "某丁 0000-0000004")
OWN = "BM-01"  # the department's own form
OWN_TITLES = (
    "项目编码",
    "项目名称",
    "主管部门",
    "实施单位",
    "年度",
    "年初预算数",
    "基本支出预算",
    "项目支出预算",
    "其他支出预算",
    "年度总体目标",
)
OWN_LINES = (
    ("产出指标", "数量指标", "完成民生实事", "≥", 10, "件", 20, "", ""),
    ("产出指标", "质量指标", "项目验收合格率", "≥", "95%", "%", 10, "", ""),
    ("效益指标", "社会效益指标", "农业服务覆盖乡镇", "≥", 14, "个", 30, "", ""),
    ("满意度指标", "服务对象满意度指标", "农户满意度", "≥", "90%", "%", 10, "", ""),
)


def _project(i: int) -> list[Any]:
    money = Decimal(12 + 3 * i)
    goal = f"按计划完成{NAMES[i]}，服务能力明显提升。"
    return [CODES[i], NAMES[i], OFFICE, UNITS[i // 3], 2025, money, money, money, goal, "", "", REACHED[i // 3]]


def lists() -> None:
    """The project list of this year; a target of NY-05 was left out."""
    lines = [[code, *line] for code in CODES[:10] for line in LINES]
    lines[4 * len(LINES)][5] = ""
    Path(LIST).write_bytes(
        write_rows(
            {
                "项目": [[*PROJECT, "上年结转", "其他资金", "联系人"], *map(_project, range(10))],
                "指标": [list(INDICATOR), *lines],
            }
        )
    )


def _typed(file: str, sheet: str, row: int, column: int, value: Any) -> None:
    book = openpyxl.load_workbook(file)
    book[sheet].cell(row, column, value)
    book.save(file)


def mended_list() -> None:
    _typed(f"清单/{LIST}", "指标", 2 + 4 * len(LINES), 6, 120)


def more_projects() -> None:
    """Another project, and a target of NY-02 that was changed, in the copy of the list in the campaign's folder."""
    file = f"清单/{LIST}"
    book = openpyxl.load_workbook(file)
    book["项目"].append(_project(10))
    for line in LINES:
        book["指标"].append([CODES[10], *line])
    book["指标"].cell(2 + len(LINES), 6, 150)
    book.save(file)


def own_list() -> None:
    """The list of the department itself, for a form of another kind."""
    goal = "保障机构正常运转，完成全年民生实事。"
    row = [OWN, OFFICE, OFFICE, OFFICE, 2025, 1200, 1000, 200, "", goal]
    lines = [[OWN, *line] for line in OWN_LINES]
    Path(f"../{OWN_LIST}").write_bytes(write_rows({"项目": [list(OWN_TITLES), row], "指标": [list(INDICATOR), *lines]}))


def form(code: str, changed: bool = True) -> Path:
    """A form as it was issued last, or at first."""
    found = sorted(Path("下发").rglob(f"{code}*.xlsx"), key=lambda file: "更正" in file.name)
    return found[-1 if changed else 0]


def filled(code: str, first: bool = False, **changed: Any) -> bytes:
    return flows.fill(form(code, not first), entries(CODES.index(code), **changed)).content


def typed(code: str, name: str, value: Any, **changed: Any) -> bytes:
    return edited(filled(code, **changed), lambda book: setattr(cell(book, name), "value", value))


def own_form() -> bytes:
    spent = {"年度资金总额": 1180, "其中：基本支出": 990, "项目支出": 190}
    lines = {"完成民生实事": 10, "项目验收合格率": Decimal("0.96"), "农业服务覆盖乡镇": 14, "农户满意度": Decimal("0.93")}
    said = {
        "年度总体目标": {"实际完成情况": "全年民生实事均已完成。"},
        "部门支出": {row: {"全年执行数": money} for row, money in spent.items()},
        "绩效指标": [{"三级指标": name, "实际完成值": value} for name, value in lines.items()],
        "填报人": "填报人乙",
    }
    return flows.fill(form(OWN), said).content


def first_returns() -> None:
    """In folders: renamed, the form before the change, .xls, twice, with a mistake, something else, evidence."""
    put(f"{FIRST}/{UNITS[0]}/水稻.xlsx", filled("NY-01"))
    put(f"{FIRST}/{UNITS[0]}/{form('NY-02', False).name}", filled("NY-02", first=True))
    put(f"{FIRST}/{UNITS[0]}/佐证/NY-01/验收合格率证明.pdf", b"%PDF-1.4 scanned")
    put(f"{FIRST}/{UNITS[2]}/{form('NY-07').stem}.xls", saved_old(filled("NY-07")))
    put(f"{FIRST}/{UNITS[2]}/{form('NY-08').name}", filled("NY-08"))
    put(f"{FIRST}/{UNITS[2]}/{form('NY-08').stem}（最终）.xlsx", filled("NY-08", 单位成本=369))
    put(f"{FIRST}/{UNITS[2]}/{form('NY-09').name}", filled("NY-09", 群众满意度=Decimal("0.85")))
    put(f"{FIRST}/{OFFICE}/部门.xlsx", own_form())
    others = openpyxl.Workbook()
    others.active["A1"] = "职工通讯录"
    held = io.BytesIO()
    others.save(held)
    put(f"{FIRST}/{UNITS[2]}/通讯录.xlsx", held.getvalue())


def zip_of_a_unit() -> None:
    """One form is called after another project, in another an amount looks odd, in the third a percentage."""
    immunised = typed("NY-04", "indicators.4.reason", "冷库扩建，按实际支出计，下年单列预算", 单位成本=3710000)
    put(f"../{UNITS[1]}.zip", zipped_in_gbk({
        form("NY-04").name: immunised,
        form("NY-05").name: immunised,
        form("NY-06").name: typed("NY-06", "indicators.2.actual", 97),
    }))  # fmt: skip


def mail_of_a_unit() -> None:
    """Of one project nothing was done, the form of the other is locked with a password."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"{UNITS[3]} <a@example.cn>", "b@example.cn", "自评表"
    mail["Date"] = "Tue, 03 Mar 2026 09:00:00 +0800"
    mail.set_content("请查收。")
    for name, content in (("NY-10未实施说明（盖章）.pdf", b"%PDF-1.4 nothing done"), (form("NY-11").name, ENCRYPTED)):
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    put(f"../{UNITS[3]}.eml", bytes(mail))


def later_returns() -> None:
    """What is corrected, answered for, and reported at last."""
    put(f"{LAST}/{form('NY-02').name}", filled("NY-02", 完成任务数量=151))
    answered = Path(f"{LAST}/{form('NY-04').name}")
    answer_lines(next(Path("退回").rglob("NY-04*.xlsx")), "已核实：含冷库折旧，已附明细", answered)
    reason = "样本偏少，明年增加发放"
    put(f"{LAST}/{form('NY-09').name}", typed("NY-09", "indicators.6.reason", reason, 群众满意度=Decimal("0.85")))
    put(f"{LAST}/{form('NY-11').name}", filled("NY-11"))


def altered() -> None:
    """Years later somebody has changed one byte of a file."""
    file = next(Path("存档").rglob("通知.docx"))
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.chmod(0o600)
    file.write_bytes(content)


def lost_register() -> None:
    Path("register.sqlite").unlink()


DEEDS: Deeds = {
    "项目清单": lists, "改好清单": mended_list, "加项目改指标": more_projects, "部门清单": own_list, "二月二十日收到": first_returns,
    "压缩包": zip_of_a_unit, "邮件": mail_of_a_unit, "三月十日收到": later_returns, "改了一个字节": altered, "登记库丢了": lost_register,
}  # fmt: skip


if __name__ == "__main__":
    PAGE.write_text(told(PAGE.read_text("utf-8"), DEEDS), "utf-8")
