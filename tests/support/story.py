"""A clerk's year with one batch, told in docs/走一遍.md: what others do in between is done here, what is printed is put into the page."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

from old_files import saved_old
from printed_page import told
from xlgen import flows
from xlgen.writing.roster import write_rows
from zips import zipped_in_gbk

PAGE = Path(__file__).parents[2] / "docs" / "走一遍.md"
OFFICE = "示例县农业农村局"
UNITS = ("示例县农技推广站", "示例县畜牧兽医站", "示例县农机服务站", "示例县种子管理站")
NAMES = (
    "水稻绿色防控", "测土配方施肥", "农民技术培训", "动物强制免疫", "屠宰环节检疫", "兽医实验室运转", "农机购置补贴核查", "农机安全检验",
    "机耕道维护", "种子质量抽检", "品种区域试验", "救灾种子储备",
)  # fmt: skip
REASONS = (
    "两个乡镇的示范片秋季才验收，明年春耕前推广", "实验室送检排队，下年提前一个月送检", "农忙时节到课少，改在冬季补训",
    "山区三个村道路不通，改用巡回防疫车", "新入职检疫员尚在跟岗，由老检疫员带教，明年独立上岗", "试剂采购流标一次，重新招标后补齐", "个别农户外出，核查改为电话回访",
    "拖拉机年检场搬迁，停检两周，下年错开检期", "雨季路基返工，今后避开雨季施工", "抽检样品数不足，次年增加两个批次", "试验点遭风灾，补种后产量偏低", "库房改造，轮换推迟，下年先轮换后改造",
)  # fmt: skip
CODES = tuple(f"NY-{number:02d}" for number in range(1, 13))
LINES = (
    ("产出指标", "数量指标", "完成任务数量", "≥", 120, "个", 20, "", ""),
    ("产出指标", "质量指标", "验收合格率", "≥", "95%", "%", 10, "分档计分", "≥95%:10; ≥80%:6; 其余:0"),
    ("产出指标", "时效指标", "完成时间", "≤", "2025年11月30日", "", 10, "限期完成", ""),
    ("产出指标", "成本指标", "单位成本", "≤", 400, "元", 10, "反向比率", ""),
    ("效益指标", "社会效益指标", "服务能力", "定性", "明显提升", "", 30, "", ""),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥", "90%", "%", 10, "", ""),
)
PROJECT = ("项目编码", "项目名称", "主管部门", "实施单位", "年度", "年初预算数", "全年预算数", "财政拨款", "年度总体目标")
INDICATOR = ("项目编码", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "计量单位", "分值", "评分方法", "评分标准")


def last_year() -> None:
    """The list of the year before; the department keeps it."""
    money = [Decimal(10 + 3 * i) for i in range(12)]
    projects = [
        [code, name, OFFICE, UNITS[i // 3], 2024, money[i], money[i], money[i], f"按计划完成{name}，服务能力明显提升。"]
        for i, (code, name) in enumerate(zip(CODES, NAMES, strict=True))
    ]
    lines = [[code, *line] for code in CODES for line in LINES]
    dated = [[str(each).replace("2025", "2024") if isinstance(each, str) else each for each in line] for line in lines]
    Path("2024年项目清单.xlsx").write_bytes(write_rows({"项目": [list(PROJECT), *projects], "指标": [list(INDICATOR), *dated]}))


def typed(change: Callable[[dict[str, Any]], None]) -> None:
    """Cells of the list typed over; sheets by name, rows by the texts of their first columns."""
    book = openpyxl.load_workbook("项目清单.xlsx")
    change({sheet.title: sheet for sheet in book})
    book.save("项目清单.xlsx")


def heading(sheet: Any) -> tuple[int, dict[str, int]]:
    """The row of the column titles, and the columns by title."""
    row = next(cells for cells in sheet.iter_rows() if any(str(cell.value).startswith("项目编码") for cell in cells))
    return row[0].row, {str(cell.value).split("（")[0].rstrip("*＊ "): cell.column for cell in row if cell.value}


def this_year() -> None:
    """Amounts and deadlines of the new year, with two slips."""

    def change(sheets: dict[str, Any]) -> None:
        row, columns = heading(sheets["项目"])
        for i in range(12):
            for title in ("年初预算数", "全年预算数", "财政拨款"):
                sheets["项目"].cell(row + 1 + i, columns[title], 12 + 3 * i)
            sheets["项目"].cell(row + 1 + i, columns["年度"], 2025)
        sheets["项目"].cell(row + 2, columns["财政拨款"], 10)  # a sum that does not add up
        row, columns = heading(sheets["指标"])
        for cells in sheets["指标"].iter_rows(min_row=row + 1):
            if cells[columns["三级指标"] - 1].value == "完成时间":
                cells[columns["指标值"] - 1].value = "2025年11月30日"
        sheets["指标"].cell(row + 1, columns["分值"], 10)  # points that do not add up

    typed(change)


def mended_list() -> None:
    """The two slips set right."""

    def change(sheets: dict[str, Any]) -> None:
        row, columns = heading(sheets["项目"])
        sheets["项目"].cell(row + 2, columns["财政拨款"], 15)
        row, columns = heading(sheets["指标"])
        sheets["指标"].cell(row + 1, columns["分值"], 20)

    typed(change)


def entries(i: int, **changed: Any) -> dict[str, Any]:
    """What an officer fills in, by column; ``changed`` by indicator."""
    spent = Decimal(12 + 3 * i) * Decimal("0.97")
    actual = {
        "完成任务数量": 120 + i,
        "验收合格率": Decimal("0.97"),
        "单位成本": 380 - 3 * i,
        "群众满意度": Decimal("0.95"),
    } | changed
    return {
        "年度总体目标": {"实际完成情况": f"全年完成{NAMES[i]}各项任务，已通过验收。"},
        "项目资金": {"年度资金总额": {"全年执行数": spent}, "当年财政拨款": {"全年执行数": spent}},
        "绩效指标": [
            *({"三级指标": name, "实际完成值": value} for name, value in actual.items() if value is not None),
            {"三级指标": "完成时间", "实际完成值": "2025-11-20"},
            {
                "三级指标": "服务能力",
                "完成情况": "达成",
                "得分": 29 - i % 3,
                "偏差原因分析及改进措施": REASONS[i],
            },
        ],
        "填报人": "填报人甲",
    }


def form(i: int) -> Path:
    return next(Path("下发").rglob(f"{CODES[i]}*.xlsx"))


def filled(i: int, **changed: Any) -> bytes:
    return flows.fill(form(i), entries(i, **changed)).content


def put(place: str, content: bytes) -> None:
    Path(place).parent.mkdir(parents=True, exist_ok=True)
    Path(place).write_bytes(content)


def edited(content: bytes, change: Callable[[Any], None]) -> bytes:
    """A form after somebody has edited it in another program."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def cell(book: Any, name: str) -> Any:
    sheet, _, address = book.defined_names[name].attr_text.rpartition("!")
    return book[sheet.strip("'")][address.replace("$", "")]


def percent_typed() -> bytes:
    return edited(filled(4), lambda book: setattr(cell(book, "indicators.2.actual"), "value", 97))


def returned() -> None:
    """What the units send: in folders, in a zip, as .xls, twice, blank, stamped and scanned."""
    for i in range(3):
        put(f"回收/{UNITS[0]}/{form(i).name}", filled(i))
    put(f"回收/{UNITS[1]}.zip", zipped_in_gbk({
        form(3).name: edited(filled(3), lambda book: setattr(cell(book, "indicators.1.actual"), "value", "约120个")),
        form(4).name: percent_typed(),
        form(5).name: edited(filled(5), lambda book: setattr(cell(book, "indicators.1.score"), "value", 20)),
    }))  # fmt: skip
    put(f"回收/{UNITS[2]}/{form(6).stem}.xls", saved_old(filled(6)))
    put(f"回收/{UNITS[2]}/{form(7).name}", filled(7))
    put(f"回收/{UNITS[2]}/{form(7).stem}（最终）.xlsx", filled(7, 单位成本=369))
    put(f"回收/{UNITS[2]}/{form(8).name}", form(8).read_bytes())
    put(f"回收/{UNITS[3]}/{form(9).name}", filled(9))
    put(f"回收/{UNITS[3]}/{form(9).stem} - 副本.xlsx", filled(9))
    put(f"回收/{UNITS[3]}/{form(9).stem}_盖章.pdf", b"%PDF-1.4 scanned")
    put(f"回收/{UNITS[3]}/{form(10).name}", filled(10, 群众满意度=Decimal("0.85")))


def mended_forms() -> None:
    """What the units send again, as their lists told them."""
    Path(f"回收/{UNITS[1]}.zip").unlink()
    put(f"回收/{UNITS[1]}/{form(3).name}", filled(3))
    put(f"回收/{UNITS[1]}/{form(4).name}", percent_typed())
    put(f"回收/{UNITS[1]}/{form(5).name}", next(Path("回收_修复").rglob(form(5).name)).read_bytes())
    put(f"回收/{UNITS[2]}/{form(8).name}", filled(8))
    content = edited(
        filled(10, 群众满意度=Decimal("0.85")),
        lambda book: setattr(cell(book, "indicators.6.reason"), "value", "样本偏少，明年增加发放"),
    )
    put(f"回收/{UNITS[3]}/{form(10).name}", content)


DEEDS: dict[str, Callable[[], None]] = {
    "去年的清单": last_year, "改成今年的": this_year, "改好清单": mended_list, "各单位报回": returned, "改好再报": mended_forms,
}  # fmt: skip


if __name__ == "__main__":
    PAGE.write_text(told(PAGE.read_text("utf-8"), DEEDS), "utf-8")
