"""What the engine does not offer, said in words: what it is, and what to do instead. No member of xlwings fails without."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

from xlwings import base_classes

from xlgen.errors import XlgenError

T = TypeVar("T")
ELSEWHERE = "请在 WPS 或 Excel 里打开文件来做"
LISTED = "要写别的内容，用 book.sheets.add(名称) 在最后加一张工作表"


class NotOffered(XlgenError, NotImplementedError):
    """Something that this engine does not do, or not here."""


# What a member is, and what to do instead; by class and member where one word has two meanings
_WORDS: dict[str, tuple[str, str]] = {
    "add": ("在这里新增", ELSEWHERE),
    "add_comment": ("加会话批注", "加普通批注用 add_note(文字)"),
    "add_hyperlink": ("加超链接", '可写成公式：单元格.formula = \'=HYPERLINK("地址","文字")\''),
    "adjust_indent": ("改缩进", ELSEWHERE),
    "App.calculate": ("计算公式", "公式的结果是上次在 WPS 或 Excel 里存盘时算出来的，要新的结果请打开再存一次"),
    "App.hwnd": ("窗口的编号", "这里没有窗口"),
    "App.path": ("Excel 装在哪里", "这里不用 Excel"),
    "App.run": ("运行工作簿里的 VBA 宏", "收回的文件里的宏一律不运行，请把要做的事写进自己的 Python 宏"),
    "App.startup_path": ("Excel 的启动文件夹", "这里不用 Excel"),
    "App.xl": ("Excel 的原生对象", "这里不用 Excel"),
    "autofill": ("自动填充", "请用循环逐格写 value 或 formula"),
    "autofilter": ("筛选", "请把数据读出来，在 Python 里筛选"),
    "autofit": ("按内容调行高列宽", "给自己加的工作表写 column_width（字符数），行高写 row_height（磅）"),
    "Book.json": ("转成 JSON", "请用 range.value 读出来自己写"),
    "Book.to_pdf": ("另存为 PDF", ELSEWHERE),
    "Books.add": ("新建工作簿", f"请打开一个已有的文件；{LISTED}"),
    "Borders": ("读边框、单独改某一边", "只能加四周和内部的细线：borders.set('all', line_style='continuous', weight='thin')"),
    "characters": ("一格之中部分文字的格式", "整格的字体用 font"),
    "charts": ("图表", ELSEWHERE),
    "clear": ("连格式一起清除", "只清内容用 clear_contents()，去掉底色写 color = None"),
    "clear_formats": ("清除格式", "去掉底色写 color = None"),
    "comment": ("会话批注", "普通批注用 note"),
    "comments": ("会话批注", "普通批注用 notes"),
    "conditional_formats": ("条件格式", ELSEWHERE),
    "copy": ("复制", "要值就读 value 再写到别处"),
    "copy_from": ("复制", "要值就读 value 再写到别处"),
    "copy_picture": ("复制为图片", ELSEWHERE),
    "data_validation": ("数据有效性", ELSEWHERE),
    "delete": ("删除单元格、行或列", "表里的行列不能动，只清内容用 clear_contents()"),
    "formula_array": ("数组公式", ELSEWHERE),
    "freeze_panes": ("冻结窗格", ELSEWHERE),
    "group": ("行列分组", ELSEWHERE),
    "height": ("以磅计的位置和大小", "行高看 row_height，列宽看 column_width"),
    "hyperlink": ("读超链接", "由公式 HYPERLINK 做的，读 formula"),
    "insert": ("插入单元格、行或列", f"表里的行列不能动；{LISTED}"),
    "left": ("以磅计的位置和大小", "行高看 row_height，列宽看 column_width"),
    "move": ("移动", LISTED),
    "paste": ("粘贴", "要值就读 value 再写到别处"),
    "pictures": ("图片", ELSEWHERE),
    "pivot_tables": ("数据透视表", ELSEWHERE),
    "remove_duplicates": ("删除重复项", "请把数据读出来，在 Python 里去重"),
    "replace_all": ("全部替换", "请逐格读 value，改好再写回"),
    "row_hidden": ("隐藏或显示行", ELSEWHERE),
    "column_hidden": ("隐藏或显示列", ELSEWHERE),
    "shapes": ("图形", ELSEWHERE),
    "Sheet.copy": ("复制工作表", LISTED),
    "show_gridlines": ("显示网格线", ELSEWHERE),
    "sort": ("排序", "请把数据读出来，在 Python 里排序"),
    "get_special_cells": ("定位条件", "请逐格看 value 和 formula"),
    "table": ("“表格”对象", "按地址读，如 sheet['A1'].expand()"),
    "tables": ("“表格”对象", "按地址读，如 sheet['A1'].expand()"),
    "to_html": ("另存为网页", ELSEWHERE),
    "to_pdf": ("另存为 PDF", ELSEWHERE),
    "to_png": ("另存为图片", ELSEWHERE),
    "top": ("以磅计的位置和大小", "行高看 row_height，列宽看 column_width"),
    "ungroup": ("行列分组", ELSEWHERE),
    "Sheet.visible": ("隐藏或显示工作表", ELSEWHERE),
    "width": ("以磅计的位置和大小", "行高看 row_height，列宽看 column_width"),
}


def refused(where: str, name: str) -> NoReturn:
    """NotOffered, saying what a member of a class of xlwings would be and what to do instead."""
    if name.startswith("get_") and name != "get_special_cells":
        what, instead = "只在网页版才有的异步读法", f"请用 {name.removeprefix('get_')}"
    else:
        what, instead = _WORDS.get(f"{where}.{name}") or _WORDS.get(name) or _WORDS.get(where) or ("这一项", ELSEWHERE)
    raise NotOffered(f"xlgen 不提供 {where}.{name}（{what}）。{instead}")


def says_what_it_lacks(cls: type[T]) -> type[T]:
    """The class, each member of its xlwings base class that it lacks refusing in words; so does setting what it only reads."""
    base = next(each for each in cls.__mro__ if each.__module__ == base_classes.__name__)
    where = base.__name__
    for name, member in vars(base).items():
        own = next(vars(each)[name] for each in cls.__mro__ if name in vars(each))
        if own is member and _is_empty(member):
            setattr(cls, name, lacking(where, name) if isinstance(member, property) else _refusal(where, name))
        elif own is not member and isinstance(own, property) and own.fset is None and getattr(member, "fset", None):
            setattr(cls, name, own.setter(_refusal(where, name)))
    return cls


def _is_empty(member: Any) -> bool:
    """Whether a member of a base class of xlwings does nothing but raise an error without words."""
    code = getattr(getattr(member, "fget", member), "__code__", None)
    return code is not None and NotImplementedError.__name__ in code.co_names


def lacking(where: str, name: str) -> property:
    """A property that refuses to be asked and to be set."""
    return property(_refusal(where, name), _refusal(where, name))


def _refusal(where: str, name: str) -> Callable[..., NoReturn]:
    def refusal(*_: Any, **__: Any) -> NoReturn:
        refused(where, name)

    return refusal
