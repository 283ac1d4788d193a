"""XG114–XG115: are all rows and cells of the issued form still there."""

from __future__ import annotations

from collections.abc import Sequence

from xlgen.findings import Severity
from xlgen.returned.answers import Answers
from xlgen.rules.registry import Hit, Hits, rule
from xlgen.whereabouts.planning import plans
from xlgen.whereabouts.straying import gone_cells, gone_rows
from xlgen.words.labels import in_marks
from xlgen.workbook.addresses import column_letters


@rule("XG114", "行被删了", Severity.ERROR, "请收表的人用 xlgen repair 补回这一行，再由填报人重填；或用下发的原表重新填报")
def row_gone(answers: Answers) -> Hits:
    """A row of the issued form was deleted, or another was put in its place; it has no values then.

    Passes: insert 自评表 15
    XG114: delete 自评表 15

    查什么：下发时有的一行，现在找不到了：多半是整行删除，或者拿另一行盖住了它
    为什么：这一项没有数，得分不计，总分也不是全表的总分；程序不会拿下面一行的数来顶。公式里的 #REF! 是它带来的，不另说
    依据：下发清单记下的每一格
    """
    for (sheet, _), fate in gone_rows(answers).items():
        yield Hit("", fate, place=(plans(answers)[sheet].sheet, ""))


@rule("XG115", "单元格找不到了", Severity.ERROR, "请收表的人用 xlgen repair 恢复，再由填报人重填；或用下发的原表重新填报")
def cell_gone(answers: Answers) -> Hits:
    """A cell of the issued form is nowhere to be found, though its row is: its column was deleted, or something else stands there.

    Those of one column are told together.

    Passes: insert 自评表 15
    XG115: drop 自评表 G

    查什么：一格的名称没有了，按行、按栏也找不到它：多半是整列删除，或者单元格被删、别的格挤了过来
    为什么：找不到的格没有数；程序不会拿挤过来的数顶它
    依据：下发清单记下的每一格
    """
    columns: dict[tuple[str, int], list[str]] = {}
    for name in gone_cells(answers):
        sheet, _, column = answers.slot(name).place or ("", 0, 0)
        columns.setdefault((sheet, column), []).append(name)
    for (sheet, column), names in columns.items():
        yield Hit("", _told(answers, column, names), place=(plans(answers)[sheet].sheet, ""))


def _told(answers: Answers, column: int, names: Sequence[str]) -> str:
    labels = "、".join(in_marks(answers.slot(name).cell.label) for name in names[:3])
    many = f"等 {len(names)} 格" if len(names) > 3 else ""
    return f"下发时在 {column_letters(column)} 列的{labels}{many}找不到了"
