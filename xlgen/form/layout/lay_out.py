"""From a ``Form`` to its printed sheets and a map from names to places: the only road on which rows and columns arise."""

from __future__ import annotations

from xlgen.errors import TemplateError
from xlgen.form.layout.breaks import paginate
from xlgen.form.layout.fitting import fit_to_page
from xlgen.form.layout.printer import print_lines
from xlgen.form.layout.records import Layout
from xlgen.form.records import Form
from xlgen.workbook.references import Place


def lay_out(form: Form) -> Layout:
    """Place everything. TemplateError where a line does not fit its grid or names what the form does not have."""
    pages, places = [], dict[str, Place]()
    for sheet in form.sheets.values():
        page = print_lines(form, sheet)
        fit_to_page(page)
        paginate(page)
        pages.append(page)
        for block in page.blocks:
            if block.cell:
                if block.cell.name in places:
                    raise TemplateError(
                        f"{form.id}: sheets.{sheet.key}", f"“{block.cell.name}”印了两次", "一个名称只有一个单元格"
                    )
                places[block.cell.name] = (page.name, block.row, block.column)
    return Layout(tuple(pages), places)
