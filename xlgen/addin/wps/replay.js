"use strict";
// The operations of an answer, in order, on the workbook that is open: all of them, or up to the first that can't be done.

const OUR_SHEETS = /^xlgen\.mark\.(check|return)/; // names that lead to sheets of ours; no other sheet is ever deleted
const ALLOWED = [
  "FormattingCells", "FormattingColumns", "FormattingRows", "InsertingColumns", "InsertingRows", "InsertingHyperlinks",
  "DeletingColumns", "DeletingRows", "Sorting", "Filtering", "UsingPivotTables",
]; // options of Protect, in the order of its arguments

/** @type {Object<string, function(Et.Workbook, any): any>} */
const OPERATIONS = {
  "sheet.add": addSheet,
  "sheet.delete": (book, op) => deleteSheet(sheetNamed(book, op.sheet)),
  "sheet.activate": (book, op) => sheetNamed(book, op.sheet).Activate(),
  "sheet.print_area": (book, op) => { sheetNamed(book, op.sheet).PageSetup.PrintArea = op.value; },
  "sheet.print_titles": (book, op) => { sheetNamed(book, op.sheet).PageSetup.PrintTitleRows = op.value; },
  "range.value": (book, op) => putValues(cells(book, op), op.value),
  "range.formula": (book, op) => putFormulas(cells(book, op), op.value),
  "range.color": (book, op) => fill(cells(book, op).Interior, op.value),
  "range.number_format": (book, op) => { cells(book, op).NumberFormat = op.value; },
  "range.wrap_text": (book, op) => { cells(book, op).WrapText = op.value; },
  "range.bold": (book, op) => { cells(book, op).Font.Bold = op.value; },
  "range.font_size": (book, op) => { cells(book, op).Font.Size = op.value; },
  "range.font_color": (book, op) => { cells(book, op).Font.Color = packed(op.value); },
  "range.align": (book, op) => { cells(book, op).HorizontalAlignment = known(ALIGN, op.value); },
  "range.valign": (book, op) => { cells(book, op).VerticalAlignment = known(VALIGN, op.value); },
  "range.indent": (book, op) => { cells(book, op).IndentLevel = op.value; },
  "range.border": (book, op) => line(cells(book, op).Borders, op.value),
  "range.column_width": (book, op) => { cells(book, op).ColumnWidth = op.value; },
  "range.row_height": (book, op) => { cells(book, op).RowHeight = op.value; },
  "range.merge": (book, op) => (op.value ? cells(book, op).Merge() : cells(book, op).UnMerge()),
  "range.unmerge": (book, op) => { cells(book, op).UnMerge(); },
  "range.clear_contents": (book, op) => { cells(book, op).ClearContents(); },
  "range.italic": (book, op) => { cells(book, op).Font.Italic = op.value; },
  "range.font_name": (book, op) => { cells(book, op).Font.Name = op.value; },
  "sheet.rename": (book, op) => { sheetNamed(book, op.sheet).Name = op.value; },
  "note.add": (book, op) => addNote(cells(book, op), op.value),
  "note.delete": (book, op) => deleteNote(cells(book, op)),
  "name.add": (book, op) => { book.Names.Add(op.name, op.value); },
  "name.delete": (book, op) => book.Names.Item(op.name).Delete(),
  "book.leave": (book) => leaveSaved(book),
  "book.open": (book, op) => { application().Workbooks.Open(op.value); },
};

/**
 * Do all operations in order. Error, in plain words, at the first that can't be done; protection is put back either way.
 * @param {Et.Workbook} book
 */
function replay(book, operations) {
  const lifted = [];
  const problems = [];
  application().ScreenUpdating = false;
  try {
    refuseUnknown(book, operations);
    lift(book, operations, lifted);
    operations.forEach((op, at) => step(book, op, at));
  } catch (error) {
    problems.push(error.message);
  }
  lifted.forEach((kept) => {
    try {
      protect(kept);
    } catch (error) {
      problems.push(`工作表“${kept.sheet.Name}”的保护没有恢复，请在“审阅”里重新保护工作表（不设密码）。`);
    }
  });
  application().ScreenUpdating = true;
  if (problems.length) {
    throw new Error(problems.join("\n"));
  }
}

/**
 * Close a workbook that is saved; one that was changed since it was asked about stays open.
 * @param {Et.Workbook} book
 */
function leaveSaved(book) {
  if (book.Saved) {
    book.Close(false);
  }
}

/** @param {Et.Workbook} book */
function step(book, op, at) {
  try {
    OPERATIONS[op.op](book, op);
  } catch (error) {
    const what = [op.op, op.sheet || op.name || op.value, op.range].filter(Boolean).join(" ");
    const before = at ? `前面 ${at} 步已经做了，可以点“清除标注”去掉，或者不保存就关闭工作簿。` : "没有做任何改动。";
    throw new Error(`第 ${at + 1} 步没有做成，后面的没有做：${what}（${error.message}）。${before}`);
  }
}

/**
 * Nothing is begun that can be seen beforehand not to come to its end.
 * @param {Et.Workbook} book
 */
function refuseUnknown(book, operations) {
  const ours = ownSheets(book, operations);
  operations.forEach((op) => {
    if (!OPERATIONS.hasOwnProperty(op.op)) {
      throw new Error(`没有做任何改动：加载项不认识“${op.op}”这一步，请重新安装和 xlgen 同一版本的加载项。`);
    }
    if (op.op === "sheet.delete" && ours.indexOf(op.sheet) < 0) {
      throw new Error(`没有做任何改动：要删除的工作表“${op.sheet}”不是 xlgen 加的。`);
    }
    if (/^sheet\.(add|delete)$/.test(op.op) && book.ProtectStructure) {
      throw new Error("没有做任何改动：工作簿加了结构保护，不能增减工作表。请在“审阅”里撤销工作簿保护，再点一次这个按钮。");
    }
  });
}

/**
 * Sheets that xlgen added, told by names that lead to them; asked only where one is to be deleted, a form has many names.
 * @param {Et.Workbook} book
 */
function ownSheets(book, operations) {
  const own = operations.filter((op) => op.op === "sheet.add").map((op) => op.sheet);
  if (operations.some((op) => op.op === "sheet.delete")) {
    for (let number = 1; number <= book.Names.Count; number += 1) {
      const name = book.Names.Item(number);
      const target = OUR_SHEETS.test(name.Name) ? /^='?(.+?)'?!/.exec(String(name.RefersTo)) : null;
      if (target) {
        own.push(target[1].replace(/''/g, "'"));
      }
    }
  }
  return own;
}

// ---- protection -----------------------------------------------------------------------------------------------------

/**
 * Take the protection off all sheets that will be written to, and keep what it allowed in `lifted`.
 * @param {Et.Workbook} book
 */
function lift(book, operations, lifted) {
  const added = operations.filter((op) => op.op === "sheet.add").map((op) => op.sheet);
  const written = operations.filter((op) => /^(range|note)\./.test(op.op)).map((op) => op.sheet);
  new Set(written.filter((name) => added.indexOf(name) < 0)).forEach((name) => {
    const sheet = sheetNamed(book, name);
    if (sheet.ProtectContents || sheet.ProtectDrawingObjects) {
      const kept = protection(sheet);
      unprotect(sheet);
      lifted.push(kept);
    }
  });
}

/** @param {Et.Worksheet} sheet */
function protection(sheet) {
  const allowed = ALLOWED.map((what) => Boolean(sheet.Protection[`Allow${what}`]));
  const kinds = [sheet.ProtectDrawingObjects, sheet.ProtectContents, sheet.ProtectScenarios, sheet.ProtectionMode];
  return { sheet: sheet, options: kinds.map(Boolean).concat(allowed), selection: sheet.EnableSelection };
}

/** @param {Et.Worksheet} sheet */
function unprotect(sheet) {
  try {
    sheet.Unprotect(""); // an empty password, lest WPS asks for one: what a person types could not be put back
  } catch (error) {
    // said below
  }
  if (sheet.ProtectContents || sheet.ProtectDrawingObjects) {
    throw new Error(`没有做任何改动：工作表“${sheet.Name}”加了保护密码。请先撤销工作表保护，再点一次这个按钮。`);
  }
}

function protect(kept) {
  kept.sheet.EnableSelection = kept.selection;
  kept.sheet.Protect.apply(kept.sheet, [""].concat(kept.options));
}
