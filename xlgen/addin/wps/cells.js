"use strict";
// What the operations are in calls on the object model. Numbers are Excel's enumerations, which WPS shares; older versions of
// WPS have no Enum to name them. Values are set through Value2: Value cannot be assigned to in this API.

const OUR_NOTE = "【xlgen 校验】"; // begins every note of ours; no other note is ever deleted
const NONE = -4142; // xlNone: no colour, no line
const ALIGN = { left: -4131, center: -4108, right: -4152 };
const VALIGN = { top: -4160, center: -4108, bottom: -4107 };

// ---- sheets ---------------------------------------------------------------------------------------------------------

/**
 * @param {Et.Workbook} book
 * @returns {Et.Worksheet}
 */
function sheetNamed(book, name) {
  let found = null;
  try {
    found = sheetAt(book, name);
  } catch (error) {
    // said below
  }
  if (!found) {
    throw new Error(`没有工作表“${name}”`);
  }
  return found;
}

/** @param {Et.Workbook} book */
function addSheet(book, op) {
  const after = op.after === null ? book.Sheets.Item(book.Sheets.Count) : sheetNamed(book, op.after);
  const sheet = book.Sheets.Add(null, after);
  sheet.Name = op.sheet;
  try {
    const page = sheet.PageSetup;
    page.PaperSize = 9; // xlPaperA4
    page.Orientation = 2; // xlLandscape
    page.Zoom = false;
    page.FitToPagesWide = 1;
    page.FitToPagesTall = false;
    page.LeftFooter = "&8&A";
    page.RightFooter = "&8第 &P 页 共 &N 页";
  } catch (error) {
    // without a printer there is no page to set up; the sheet is as good on screen
  }
}

/** @param {Et.Worksheet} sheet */
function deleteSheet(sheet) {
  application().DisplayAlerts = false;
  try {
    sheet.Delete();
  } finally {
    application().DisplayAlerts = true;
  }
}

// ---- cells ----------------------------------------------------------------------------------------------------------

/** @param {Et.Workbook} book */
function cells(book, op) {
  return sheetNamed(book, op.sheet).Range(op.range);
}

/**
 * Values in one call; text stays text, whatever it looks like.
 * @param {Et.Range} range
 */
function putValues(range, matrix) {
  const format = range.NumberFormat; // no text where the cells have several
  if (matrix.every((row) => row.every((value) => value === null))) {
    range.ClearContents();
  } else if (typeof format === "string") {
    const shown = matrix.map((row) => row.map((value) => entry(value, format)));
    range.Value2 = shown.length === 1 && shown[0].length === 1 ? shown[0][0] : shown;
    if (range.HasFormula !== false) {
      eachCell(range, matrix, stayText);
    }
  } else {
    eachCell(range, matrix, (cell, value) => putValues(cell, [[value]]));
  }
}

/**
 * A value as it is typed in. Typed text becomes a formula, number or date if it looks like one; an apostrophe in front keeps it
 * text and is not part of it. Cells of format @ take everything as text, apostrophes too. Text that begins with a Chinese
 * character is left alone, unless it may be a date or a time.
 */
function entry(value, format) {
  if (value === null) {
    return "";
  }
  const mayBeMore = typeof value === "string" && /^(?![\u4e00-\u9fff])|^[一二三四五六七八九十上下]/.test(value);
  return mayBeMore && value !== "" && format !== "@" ? `'${value}` : value;
}

/**
 * Should a version of WPS make a formula of it all the same: cells of format @ never do.
 * @param {Et.Range} cell
 */
function stayText(cell, value) {
  if (typeof value === "string" && value[0] === "=" && cell.HasFormula) {
    cell.NumberFormat = "@";
    cell.Value2 = value;
  }
}

/**
 * Formulas where a text begins with =, else values. Formulas below each other in one call, as values that are typed in; where
 * this WPS took them for texts, and where there are values among them, one call a cell.
 * @param {Et.Range} range
 */
function putFormulas(range, matrix) {
  const areFormulas = matrix.every((row) => row.every((value) => typeof value === "string" && value[0] === "="));
  if (areFormulas && matrix.length > 1 && range.NumberFormat === "General") {
    range.Value2 = matrix;
    if (range.HasFormula === true) {
      return;
    }
  }
  eachCell(range, matrix, (cell, value) => {
    if (typeof value === "string" && value[0] === "=") {
      if (cell.NumberFormat === "@") {
        cell.NumberFormat = "General"; // in a cell of text WPS would print the formula
      }
      cell.Formula = value;
    } else {
      putValues(cell, [[value]]);
    }
  });
}

/** @param {Et.Range} range */
function eachCell(range, matrix, act) {
  matrix.forEach((row, down) => row.forEach((value, right) => act(cellAt(range, down + 1, right + 1), value)));
}

/**
 * A cell of a range, counted from 1. The declared type of Item is that of another call.
 * @param {Et.Range} range
 * @returns {Et.Range}
 */
function cellAt(range, down, right) {
  return /** @type {any} */ (range.Cells).Item(down, right);
}

/** @param {Et.Interior} interior */
function fill(interior, colour) {
  if (colour === null) {
    interior.ColorIndex = NONE;
  } else {
    interior.Pattern = 1; // xlSolid
    interior.Color = packed(colour);
  }
}

/** #RRGGBB as the object model packs it: blue, green, red. */
function packed(colour) {
  const parts = /^#([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})([0-9A-Fa-f]{2})$/.exec(colour);
  if (!parts) {
    throw new Error(`颜色“${colour}”写得不对`);
  }
  return parseInt(parts[3] + parts[2] + parts[1], 16);
}

/** @param {Et.Borders} borders */
function line(borders, isDrawn) {
  borders.LineStyle = isDrawn ? 1 : NONE; // xlContinuous
  if (isDrawn) {
    borders.Weight = 2; // xlThin
  }
}

function known(table, word) {
  if (!table.hasOwnProperty(word)) {
    throw new Error(`没有“${word}”这个对齐方式`);
  }
  return table[word];
}

// ---- notes ----------------------------------------------------------------------------------------------------------

/**
 * A note, unless the cell has a remark of somebody's already: that is never replaced.
 * @param {Et.Range} range
 */
function addNote(range, text) {
  const cell = cellAt(range, 1, 1);
  if (!cell.Comment && !(/** @type {any} */ (cell).CommentThreaded)) {
    cell.AddComment(text);
  }
}

/** @param {Et.Range} range */
function deleteNote(range) {
  const note = cellAt(range, 1, 1).Comment;
  if (note && String(note.Text()).indexOf(OUR_NOTE) === 0) {
    note.Delete();
  }
}
