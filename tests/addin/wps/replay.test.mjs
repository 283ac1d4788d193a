// Operations of an answer, replayed in the workbook that is open.
import assert from "node:assert/strict";
import { test } from "node:test";
import fake from "./fake.js";

const { OPTIONS, openWps, replayed } = fake;
const FORM = "自评表";

/** What was said and the cells of a range of the form after some operations. */
function done(operations, address = "A1", prepare = () => {}) {
  const wps = openWps({ sheets: [FORM, "自检"] });
  const sheet = wps.book.Sheets.Item(FORM);
  prepare(sheet, wps);
  const said = replayed(
    wps,
    operations.map((op) => Object.assign({ sheet: FORM }, op)),
  );
  return { said, wps, sheet, range: sheet.Range(address), cells: sheet.Range(address).all() };
}

function value(address, matrix) {
  return { op: "range.value", range: address, value: matrix };
}

function formula(address, matrix) {
  return { op: "range.formula", range: address, value: matrix };
}

function format(address, text) {
  return { op: "range.number_format", range: address, value: text };
}

// ---- every operation ------------------------------------------------------------------------------------------------

test("sheet.add puts a sheet behind another, A4 across and one page wide", () => {
  const { wps } = done([{ op: "sheet.add", sheet: "退回意见", after: FORM }]);
  assert.deepEqual(
    wps.book.sheets.map((each) => each.Name),
    [FORM, "退回意见", "自检"],
  );
  assert.deepEqual(wps.book.sheets[1].PageSetup, {
    PaperSize: 9,
    Orientation: 2,
    Zoom: false,
    FitToPagesWide: 1,
    FitToPagesTall: false,
    LeftFooter: "&8&A",
    RightFooter: "&8第 &P 页 共 &N 页",
  });
});

test("sheet.add after null puts a sheet behind the last", () => {
  const { wps } = done([{ op: "sheet.add", sheet: "退回意见", after: null }]);
  assert.deepEqual(
    wps.book.sheets.map((each) => each.Name),
    [FORM, "自检", "退回意见"],
  );
});

test("a sheet is added where there is no printer to set up a page for", () => {
  const { wps, said } = done([{ op: "sheet.add", sheet: "退回意见", after: FORM }], "A1", (sheet, { book }) => {
    const add = book.Sheets.Add;
    book.Sheets.Add = (...given) =>
      Object.defineProperty(add(...given), "PageSetup", {
        get() {
          throw new Error("no printer");
        },
      });
  });
  assert.deepEqual([said, wps.book.sheets.length], ["办好了。", 3]);
});

test("sheet.delete takes a sheet of ours out without asking", () => {
  const { wps } = done([{ op: "sheet.delete", sheet: "自检'2" }], "A1", (sheet, { book }) => {
    book.Sheets.Item("自检").Name = "自检'2";
    book.Names.Add("xlgen.mark.return", "='自检''2'!$A$1");
  });
  assert.deepEqual(
    wps.book.sheets.map((each) => each.Name),
    [FORM],
  );
  assert.deepEqual([wps.app.asked, wps.app.DisplayAlerts], [[], true]);
});

test("sheet.activate brings a sheet to the front", () => {
  assert.equal(done([{ op: "sheet.activate", sheet: "自检" }]).wps.book.ActiveSheet.Name, "自检");
});

test("sheet.print_titles sets the rows that every page repeats", () => {
  assert.equal(done([{ op: "sheet.print_titles", value: "$5:$5" }]).sheet.PageSetup.PrintTitleRows, "$5:$5");
});

test("sheet.print_area sets what is printed", () => {
  assert.equal(done([{ op: "sheet.print_area", value: "$A$1:$J$40" }]).sheet.PageSetup.PrintArea, "$A$1:$J$40");
});

test("range.value writes numbers, booleans, texts and blanks by row", () => {
  const { cells } = done(
    [
      value("A1:B3", [
        [1, 2.5],
        [true, "合格"],
        [null, ""],
      ]),
    ],
    "A1:B3",
    (sheet) => sheet.Range("A3").all()[0].enter(9),
  );
  assert.deepEqual(
    cells.map((cell) => cell.value),
    [1, 2.5, true, "合格", null, null],
  );
});

test("range.value of nothing but null makes the cells blank and keeps their look", () => {
  const { cells } = done(
    [{ op: "range.bold", range: "A1:B1", value: true }, value("A1:B1", [[1, 2]]), value("A1:B1", [[null, null]])],
    "A1:B1",
  );
  assert.deepEqual(
    cells.map((cell) => [cell.value, cell.look.FontBold]),
    [
      [null, true],
      [null, true],
    ],
  );
});

test("range.formula writes formulas by row and other things as they are", () => {
  const { cells } = done(
    [
      formula("A1:B2", [
        ["=SUM(B1:B9)", 5],
        ["1-2", null],
      ]),
    ],
    "A1:B2",
  );
  assert.deepEqual(
    cells.map((cell) => cell.formula || cell.value),
    ["=SUM(B1:B9)", 5, "1-2", null],
  );
});

test("range.formula is a formula in a cell of format text, too", () => {
  const { cells } = done([format("A1", "@"), formula("A1", [["=1+1"]])]);
  assert.deepEqual([cells[0].formula, cells[0].NumberFormat], ["=1+1", "General"]);
});

test("range.formula over a text keeps the cell's number format", () => {
  const { cells } = done([format("A1", "0.00%"), value("A1", [["—"]]), formula("A1", [["=1+1"]])]);
  assert.deepEqual([cells[0].formula, cells[0].NumberFormat], ["=1+1", "0.00%"]);
});

test("range.color fills and takes the fill away", () => {
  const { cells } = done(
    [
      { op: "range.color", range: "A1:B1", value: "#FFC7CE" },
      { op: "range.color", range: "B1", value: null },
    ],
    "A1:B1",
  );
  assert.deepEqual(
    [cells[0].look.InteriorColor, cells[0].look.InteriorPattern, cells[1].look.InteriorColorIndex],
    [0xcec7ff, 1, -4142],
  );
});

for (const [op, given, name, expected] of [
  ["number_format", "0.00%", "NumberFormat", "0.00%"],
  ["wrap_text", true, "WrapText", true],
  ["bold", true, "FontBold", true],
  ["font_size", 16, "FontSize", 16],
  ["font_color", "#0563C1", "FontColor", 0xc16305],
  ["align", "left", "HorizontalAlignment", -4131],
  ["align", "center", "HorizontalAlignment", -4108],
  ["align", "right", "HorizontalAlignment", -4152],
  ["valign", "top", "VerticalAlignment", -4160],
  ["valign", "center", "VerticalAlignment", -4108],
  ["valign", "bottom", "VerticalAlignment", -4107],
  ["indent", 1, "IndentLevel", 1],
  ["border", true, "BordersLineStyle", 1],
  ["border", true, "BordersWeight", 2],
  ["border", false, "BordersLineStyle", -4142],
  ["column_width", 56, "ColumnWidth", 56],
  ["row_height", 24, "RowHeight", 24],
]) {
  test(`range.${op} ${given} sets ${name}`, () => {
    assert.equal(
      done([{ op: `range.${op}`, range: "A1:C2", value: given }])
        .wps.book.Sheets.Item(FORM)
        .Range("A1:C2")[name],
      expected,
    );
  });
}

test("range.merge merges and takes a merge apart", () => {
  const { sheet } = done(
    [true, true, false].map((given, at) => ({ op: "range.merge", range: at ? "A2:B2" : "A1:B1", value: given })),
  );
  assert.deepEqual(sheet.merges, ["$A$1:$B$1"]);
});

test("note.add and note.delete put a note of ours there and take it away", () => {
  const add = (range) => ({ op: "note.add", range, value: "【xlgen 校验】\n错误：……" });
  const { cells } = done([add("A1"), add("B1"), { op: "note.delete", range: "B1" }], "A1:B1");
  assert.deepEqual(
    cells.map((cell) => cell.note),
    ["【xlgen 校验】\n错误：……", null],
  );
});

test("name.add and name.delete define a name and take it away", () => {
  const { wps } = done([
    { op: "name.add", name: "xlgen.mark.FFF9DB.1", value: "='自评表'!$G$8" },
    { op: "name.add", name: "n", value: "=1" },
    { op: "name.delete", name: "n" },
  ]);
  assert.deepEqual(
    wps.book.names.map((each) => [each.Name, each.RefersTo]),
    [["xlgen.mark.FFF9DB.1", "='自评表'!$G$8"]],
  );
});

test("book.open opens a file that the answer made", () => {
  assert.deepEqual(done([{ op: "book.open", value: "/data/P001_修复.xlsx" }]).wps.app.opened, ["/data/P001_修复.xlsx"]);
});

// ---- text stays text ------------------------------------------------------------------------------------------------

const LOOKS_LIKE_MORE = [
  "=1+1",
  "=cmd|'/c calc'!A1",
  "+1",
  "-1",
  "@SUM(A1)",
  "'quoted",
  "007",
  "95%",
  "1-2",
  "2026/3/1",
  "TRUE",
  "P001",
  "　=1",
  "二〇二六年三月一日",
  "上午10时",
];

for (const text of LOOKS_LIKE_MORE) {
  for (const kind of ["General", "@"]) {
    test(`the text ${text} stays text in a cell of format ${kind}`, () => {
      const { cells } = done([format("A1", kind), value("A1", [[text]])]);
      assert.deepEqual([cells[0].value, cells[0].formula, cells[0].NumberFormat], [text, "", kind]);
    });
  }
}

test("texts stay texts in a matrix, where the cells have several formats", () => {
  const { cells } = done(
    [
      format("A1", "@"),
      value("A1:B2", [
        ["=1", "=1"],
        ["'", "合格"],
      ]),
    ],
    "A1:B2",
  );
  assert.deepEqual(
    cells.map((cell) => [cell.value, cell.formula]),
    [
      ["=1", ""],
      ["=1", ""],
      ["'", ""],
      ["合格", ""],
    ],
  );
});

test("a text that a version of WPS makes a formula of all the same is written again as text", () => {
  const { cells } = done([value("A1", [["=1+1"]])], "A1", (sheet) => {
    const cell = sheet.Range("A1").all()[0];
    const enter = cell.enter;
    cell.enter = (text) => enter.call(cell, String(text).replace(/^'/, ""));
  });
  assert.deepEqual([cells[0].value, cells[0].formula, cells[0].NumberFormat], ["=1+1", "", "@"]);
});

// ---- what is not ours -----------------------------------------------------------------------------------------------

for (const kind of ["note", "thread"]) {
  for (const op of ["note.add", "note.delete"]) {
    test(`${op} leaves an officer's own ${kind} alone`, () => {
      const { said, cells } = done([{ op, range: "A1", value: "【xlgen 校验】" }], "A1", (sheet) => {
        sheet.cell(1, 1)[kind] = "已核实";
      });
      assert.equal(said, "办好了。");
      assert.deepEqual([cells[0].note, cells[0].thread].filter(Boolean), ["已核实"]);
    });
  }
}

test("a sheet that is none of ours is not deleted, even where a mark leads to it", () => {
  const { said, wps } = done(
    [{ op: "range.bold", range: "A1", value: true }, { op: "sheet.delete" }],
    "A1",
    (sheet, { book }) => {
      book.Names.Add("xlgen.mark.FFF9DB.1", "='自评表'!$G$8");
    },
  );
  assert.equal(said, "没有做任何改动：要删除的工作表“自评表”不是 xlgen 加的。");
  assert.deepEqual([wps.book.sheets.length, wps.book.sheets[0].cell(1, 1).look], [2, {}]);
});

// ---- protection -----------------------------------------------------------------------------------------------------

const ALLOWED = ["FormattingColumns", "FormattingRows"];

function protect(sheet, password = "") {
  const allowed = OPTIONS.map((option) => ALLOWED.includes(option));
  sheet.Protect(password, true, true, false, false, ...allowed);
  sheet.EnableSelection = 1;
  sheet.calls = [];
}

function protection(sheet) {
  const kinds = [sheet.ProtectDrawingObjects, sheet.ProtectContents, sheet.ProtectScenarios, sheet.ProtectionMode];
  const allowed = OPTIONS.filter((option) => sheet.Protection[`Allow${option}`]);
  return { kinds, allowed, selection: sheet.EnableSelection, password: sheet.password };
}

const KEPT = { kinds: [true, true, false, false], allowed: ALLOWED, selection: 1, password: "" };
const NOTED = { op: "note.add", range: "A1", value: "【xlgen 校验】" };

test("a protected sheet is written to and then protected with the options it had", () => {
  const { said, sheet, cells } = done([NOTED, { op: "range.color", range: "A1", value: "#FFC7CE" }], "A1", (form) =>
    protect(form),
  );
  assert.deepEqual([said, cells[0].note, sheet.calls], ["办好了。", "【xlgen 校验】", ["Unprotect", "Protect"]]);
  assert.deepEqual(protection(sheet), KEPT);
});

test("a sheet that is not written to is not unprotected", () => {
  assert.deepEqual(
    done([{ op: "sheet.activate" }, { op: "sheet.print_area", value: "$A$1" }], "A1", (form) => protect(form)).sheet.calls,
    [],
  );
});

test("a password gives a sentence, and nothing is changed", () => {
  const { said, wps } = done([Object.assign({}, NOTED, { sheet: "自检" }), NOTED], "A1", (sheet, { book }) => {
    protect(book.Sheets.Item("自检"));
    protect(sheet, "secret");
  });
  assert.equal(said, "没有做任何改动：工作表“自评表”加了保护密码。请先撤销工作表保护，再点一次这个按钮。");
  assert.deepEqual(
    wps.book.sheets.map((each) => [each.cell(1, 1).note, each.ProtectContents]),
    [
      [null, true],
      [null, true],
    ],
  );
});

test("a workbook whose structure is protected gives a sentence", () => {
  const { said } = done([NOTED, { op: "sheet.add", sheet: "x", after: null }], "A1", (sheet, { book }) => {
    book.ProtectStructure = true;
  });
  assert.match(said, /^没有做任何改动：工作簿加了结构保护，不能增减工作表。/);
});

test("protection that cannot be put back is told", () => {
  const { said } = done([NOTED], "A1", (sheet) => {
    protect(sheet);
    sheet.cannotProtect = true;
  });
  assert.equal(said, "工作表“自评表”的保护没有恢复，请在“审阅”里重新保护工作表（不设密码）。");
});

// ---- what fails -----------------------------------------------------------------------------------------------------

test("a failing operation stops the replay with a sentence that names it, and protection is put back", () => {
  const { said, sheet, wps } = done(
    [NOTED, { op: "range.color", range: "B2", value: "red" }, { op: "range.bold", range: "A1", value: true }],
    "A1",
    (form) => protect(form),
  );
  assert.equal(
    said,
    "第 2 步没有做成，后面的没有做：range.color 自评表 B2（颜色“red”写得不对）。" +
      "前面 1 步已经做了，可以点“清除标注”去掉，或者不保存就关闭工作簿。",
  );
  assert.equal(sheet.cell(1, 1).look.FontBold, undefined);
  assert.deepEqual(protection(sheet), KEPT);
  assert.deepEqual([wps.app.ScreenUpdating, wps.app.StatusBar], [true, false]);
});

test("an unknown operation is told before anything is changed", () => {
  const { said, cells } = done([NOTED, { op: "range.blink", range: "A1", value: true }]);
  assert.equal(said, "没有做任何改动：加载项不认识“range.blink”这一步，请重新安装和 xlgen 同一版本的加载项。");
  assert.equal(cells[0].note, null);
});

for (const [op, said] of [
  [
    { op: "sheet.activate", sheet: "没有" },
    "第 1 步没有做成，后面的没有做：sheet.activate 没有（没有工作表“没有”）。没有做任何改动。",
  ],
  [{ op: "range.bold", sheet: "没有", range: "A1", value: true }, "没有工作表“没有”"],
  [
    { op: "range.align", range: "A1", value: "middle" },
    "第 1 步没有做成，后面的没有做：range.align 自评表 A1（没有“middle”这个对齐方式）。没有做任何改动。",
  ],
  [
    { op: "name.delete", sheet: undefined, name: "n" },
    "第 1 步没有做成，后面的没有做：name.delete n（no such name）。没有做任何改动。",
  ],
]) {
  test(`${op.op} that fails says ${said}`, () => {
    assert.equal(done([op]).said, said);
  });
}

test("the screen stands still during the replay", () => {
  const wps = openWps();
  const seen = [];
  wps.app.Workbooks.Open = () => seen.push(wps.app.ScreenUpdating);
  replayed(wps, [{ op: "book.open", value: "/a.xlsx" }]);
  assert.deepEqual([seen, wps.app.ScreenUpdating], [[false], true]);
});
