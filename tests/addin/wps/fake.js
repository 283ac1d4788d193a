"use strict";
// A stand-in for WPS 表格 that the shipped files run in: as much of its object model as they use, a disk in memory and a clock
// that only moves when told. What is typed into a cell becomes what Excel and WPS make of it.

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const ADDIN = process.env.XLGEN_WPS; // the folder that build_wps wrote
const OPTIONS = [
  "FormattingCells",
  "FormattingColumns",
  "FormattingRows",
  "InsertingColumns",
  "InsertingRows",
  "InsertingHyperlinks",
  "DeletingColumns",
  "DeletingRows",
  "Sorting",
  "Filtering",
  "UsingPivotTables",
];

// ---- cells ----------------------------------------------------------------------------------------------------------

class Cell {
  constructor() {
    Object.assign(this, { value: null, formula: "", prefix: "", NumberFormat: "General", note: null, thread: null, look: {} });
  }

  enter(text) {
    if (text === null) {
      // nobody says what null in a matrix becomes
      throw new Error("null is no value");
    }
    Object.assign(this, { value: text, formula: "", prefix: "" });
    if (text === "") {
      this.value = null;
    } else if (this.NumberFormat === "@" || typeof text !== "string") {
      return;
    } else if (text[0] === "'") {
      Object.assign(this, { prefix: "'", value: text.slice(1) });
    } else if (text[0] === "=") {
      Object.assign(this, { formula: text, value: 0 });
    } else if (text.trim() !== "" && !Number.isNaN(Number(text.replace("%", "")))) {
      this.value = Number(text.replace("%", ""));
    } else if (/^\d+[-/]\d+([-/]\d+)?$|^[〇一二三四五六七八九十]+年|^[上下]午\d+时/.test(text)) {
      this.value = 45000.5; // some date, some time
    }
  }
}

/** A property of a range that is one of its cells' too; what several cells disagree on is null. */
function shared(name) {
  return {
    get() {
      const found = new Set(this.all().map((cell) => (name in cell ? cell[name] : cell.look[name])));
      return found.size === 1 ? [...found][0] : null;
    },
    set(value) {
      this.write();
      this.all().forEach((cell) => {
        (name in cell ? cell : cell.look)[name] = value;
      });
    },
  };
}

function part(range, prefix, names) {
  const made = {};
  names.forEach((name) =>
    Object.defineProperty(made, name, {
      get: () => range[prefix + name],
      set: (value) => {
        range[prefix + name] = value;
      },
    }),
  );
  return made;
}

class Range {
  constructor(sheet, row, column, rows, columns) {
    Object.assign(this, { sheet, row, column, rows, columns });
    this.Interior = part(this, "Interior", ["Pattern", "Color", "ColorIndex"]);
    this.Font = part(this, "Font", ["Bold", "Size", "Color"]);
    this.Borders = part(this, "Borders", ["LineStyle", "Weight"]);
    this.Cells = { Item: (down, right) => new Range(sheet, row + down - 1, column + right - 1, 1, 1) };
  }

  all() {
    const found = (this.others || []).reduce((cells, each) => cells.concat(each.all()), []);
    for (let down = 0; down < this.rows; down += 1) {
      for (let right = 0; right < this.columns; right += 1) {
        found.push(this.sheet.cell(this.row + down, this.column + right));
      }
    }
    return found;
  }

  write() {
    if (this.sheet.ProtectContents) {
      throw new Error("工作表受保护");
    }
  }

  set Value2(value) {
    this.write();
    const matrix = Array.isArray(value) ? value : [[value]];
    this.all().forEach((cell, at) => cell.enter(matrix[Math.floor(at / this.columns)][at % this.columns]));
  }

  get Value2() {
    const values = this.all().map((cell) => cell.value);
    return this.Count === 1 ? values[0] : values.map((each) => [each]);
  }

  get Count() {
    return this.rows * this.columns;
  }

  set Formula(text) {
    this.write();
    if (Array.isArray(text)) {
      throw new Error("Formula takes one text");
    }
    this.all().forEach((cell) => cell.enter(text));
  }

  get Formula() {
    const typed = this.all().map((cell) => cell.formula || (cell.value === null ? "" : String(cell.value)));
    return this.Count === 1 ? typed[0] : typed.map((each) => [each]);
  }

  get HasFormula() {
    const found = new Set(this.all().map((cell) => cell.formula !== ""));
    return found.size === 1 ? [...found][0] : null;
  }

  get Comment() {
    const cell = this.all()[0];
    return cell.note === null
      ? null
      : {
          Text: () => cell.note,
          Delete: () => {
            this.write();
            cell.note = null;
          },
        };
  }

  get CommentThreaded() {
    return this.all()[0].thread;
  }

  AddComment(text) {
    this.write();
    if (this.Comment) {
      throw new Error("there is a comment already");
    }
    this.all()[0].note = text;
  }

  ClearContents() {
    this.Value2 = Array(this.rows).fill(Array(this.columns).fill(""));
  }

  Select() {
    this.sheet.book.app.gone.push(this.a1());
  }

  Merge() {
    this.sheet.merges.push(this.a1());
  }

  UnMerge() {
    this.sheet.merges = this.sheet.merges.filter((each) => each !== this.a1());
  }

  Address() {
    return this.a1();
  }

  a1() {
    const spell = (row, column) => `$${String.fromCharCode(64 + column)}$${row}`;
    const last = spell(this.row + this.rows - 1, this.column + this.columns - 1);
    return this.rows * this.columns === 1 ? last : `${spell(this.row, this.column)}:${last}`;
  }
}

[
  "NumberFormat",
  "WrapText",
  "HorizontalAlignment",
  "VerticalAlignment",
  "IndentLevel",
  "ColumnWidth",
  "RowHeight",
  "InteriorPattern",
  "InteriorColor",
  "InteriorColorIndex",
  "FontBold",
  "FontSize",
  "FontColor",
  "BordersLineStyle",
  "BordersWeight",
].forEach((name) => Object.defineProperty(Range.prototype, name, shared(name)));

// ---- sheets, names, workbooks ---------------------------------------------------------------------------------------

class Sheet {
  constructor(book, name) {
    Object.assign(this, { book, Name: name, grid: {}, merges: [], PageSetup: {}, password: "", EnableSelection: 0, calls: [] });
    Object.assign(this, {
      ProtectContents: false,
      ProtectDrawingObjects: false,
      ProtectScenarios: false,
      ProtectionMode: false,
    });
    this.Protection = {};
    OPTIONS.forEach((option) => {
      this.Protection[`Allow${option}`] = false;
    });
  }

  cell(row, column) {
    this.grid[[row, column]] = this.grid[[row, column]] || new Cell();
    return this.grid[[row, column]];
  }

  /** As far as something stands in a cell. */
  get UsedRange() {
    const places = Object.keys(this.grid).filter((at) => this.grid[at].value !== null || this.grid[at].note !== null);
    const sides = [0, 1].map((side) => places.map((at) => Number(at.split(",")[side])));
    const [rows, columns] = sides.map((numbers) => Math.max(1, ...numbers));
    return new Range(this, 1, 1, rows, columns);
  }

  Range(address) {
    if (address.length > 255) {
      throw new Error("an address has at most 255 characters");
    }
    const [first, ...others] = address.split(",").map((each) => this.area(each));
    first.others = others;
    return first;
  }

  area(address) {
    const corners = address
      .replace(/\$/g, "")
      .split(":")
      .map((each) => {
        const found = /^([A-Z]+)(\d+)$/.exec(each);
        const letters = [...found[1]].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
        return [Number(found[2]), letters];
      });
    const [first, last] = [corners[0], corners[corners.length - 1]];
    return new Range(this, first[0], first[1], last[0] - first[0] + 1, last[1] - first[1] + 1);
  }

  Protect(password, drawing, contents, scenarios, mode, ...allowed) {
    this.calls.push("Protect");
    if (this.cannotProtect) {
      throw new Error("cannot protect");
    }
    Object.assign(this, { password, ProtectContents: contents, ProtectDrawingObjects: drawing });
    Object.assign(this, { ProtectScenarios: scenarios, ProtectionMode: mode });
    OPTIONS.forEach((option, at) => {
      this.Protection[`Allow${option}`] = allowed[at];
    });
  }

  Unprotect(password) {
    this.calls.push("Unprotect");
    if (password !== this.password) {
      throw new Error("wrong password");
    }
    Object.assign(this, { ProtectContents: false, ProtectDrawingObjects: false, ProtectScenarios: false });
  }

  Activate() {
    this.book.ActiveSheet = this;
    this.book.app.gone.push(this.Name);
  }

  Delete() {
    if (this.book.app.DisplayAlerts) {
      this.book.app.asked.push(`delete ${this.Name}?`);
    }
    this.book.sheets = this.book.sheets.filter((each) => each !== this);
  }
}

class Workbook {
  constructor(app, fullname, names) {
    Object.assign(this, {
      app,
      FullName: fullname,
      Name: fullname.split(/[\\/]/).pop(),
      Saved: false,
      ProtectStructure: false,
    });
    this.sheets = names.map((name) => new Sheet(this, name));
    this.ActiveSheet = this.sheets[0];
    this.names = [];
    const book = this;
    this.Sheets = {
      get Count() {
        return book.sheets.length;
      },
      Item(key) {
        const found = typeof key === "number" ? book.sheets[key - 1] : book.sheets.find((each) => each.Name === key);
        if (!found) {
          throw new Error("subscript out of range");
        }
        return found;
      },
      Add(before, after) {
        const made = new Sheet(book, "Sheet9");
        book.sheets.splice(book.sheets.indexOf(after) + 1, 0, made);
        book.ActiveSheet = made;
        return made;
      },
    };
    this.Names = {
      get Count() {
        return book.names.length;
      },
      Item(key) {
        const found = typeof key === "number" ? book.names[key - 1] : book.names.find((each) => each.Name === key);
        if (!found) {
          throw new Error("no such name");
        }
        return found;
      },
      Add(name, target) {
        const made = {
          Name: name,
          RefersTo: target,
          Delete: () => {
            book.names = book.names.filter((each) => each !== made);
          },
        };
        book.names = book.names.filter((each) => each.Name !== name).concat(made);
      },
    };
  }

  Activate() {
    this.app.ActiveWorkbook = this;
    this.app.gone.push(this.Name);
  }

  Save() {
    this.Saved = true;
  }

  Close(save) {
    this.app.closed.push([this.Name, save]);
  }

  SaveCopyAs(target) {
    this.Saved = this.app.savingCopySets === undefined ? this.Saved : this.app.savingCopySets;
    if (this.app.cannotCopy) {
      throw new Error("cannot copy");
    }
    this.app.disk.put(target, `copy of ${this.FullName}`);
  }
}

// ---- disk, clock ----------------------------------------------------------------------------------------------------

class Disk {
  constructor(home) {
    Object.assign(this, { files: {}, folders: [home], written: [], isFull: false });
  }

  put(name, text) {
    const folder = name.replace(/[\\/][^\\/]*$/, "");
    if (this.isFull || this.folders.indexOf(folder) < 0) {
      throw new Error(`no folder ${folder}`);
    }
    this.files[name] = text;
    this.written.push(name);
  }

  system(home) {
    const disk = this;
    return {
      Exists: (name) => name in disk.files,
      Mkdir(name) {
        if (disk.folders.indexOf(name) >= 0) {
          throw new Error("there already");
        }
        disk.folders.push(name);
      },
      WriteFile(name, text) {
        try {
          disk.put(name, text);
          return true;
        } catch (error) {
          return false;
        }
      },
      ReadFile: (name) => disk.files[name],
      ReadFileAsArrayBuffer: (name) => new TextEncoder().encode(disk.files[name]),
      unlinkSync(name) {
        delete disk.files[name];
      },
      rmdirSync(name) {
        if (Object.keys(disk.files).some((each) => each.startsWith(name))) {
          throw new Error("not empty");
        }
        disk.folders = disk.folders.filter((each) => each !== name);
      },
    };
  }
}

class Clock {
  constructor() {
    Object.assign(this, { now: 0, waiting: [] });
  }

  after(act, time) {
    this.count = (this.count || 0) + 1;
    this.waiting.push({ at: this.now + time, act, number: this.count });
    return this.count;
  }

  forget(number) {
    this.waiting = this.waiting.filter((each) => each.number !== number);
  }

  /** Let time pass, in milliseconds. */
  pass(time) {
    const end = this.now + time;
    while (this.waiting.some((each) => each.at <= end)) {
      this.waiting.sort((one, other) => one.at - other.at);
      const next = this.waiting.shift();
      this.now = next.at;
      next.act();
    }
    this.now = end;
  }
}

// ---- a page, as much of it as is used; markup is not read at all ---------------------------------------------------------

class Element {
  constructor(tag) {
    Object.assign(this, { tag, className: "", own: "", children: [], acts: {}, disabled: false });
  }

  set textContent(text) {
    Object.assign(this, { own: String(text), children: [] });
  }

  get textContent() {
    return this.own + this.children.map((each) => each.textContent).join("");
  }

  appendChild(child) {
    this.children.push(child);
  }

  addEventListener(name, act) {
    this.acts[name] = act;
  }

  click() {
    this.acts.click({ stopPropagation() {} });
  }

  /** All within that bear a class. */
  all(name) {
    const own = this.children.filter((each) => each.className.split(" ").indexOf(name) >= 0);
    return this.children.reduce((found, each) => found.concat(each.all(name)), own);
  }
}

class Page {
  constructor() {
    Object.assign(this, { ids: {}, acts: {}, location: "file:///data/%E5%8A%A0/index.html" });
  }

  getElementById(id) {
    this.ids[id] = this.ids[id] || new Element("div");
    return this.ids[id];
  }

  createElement(tag) {
    return new Element(tag);
  }

  addEventListener(name, act) {
    this.acts[name] = act;
  }
}

function paneHost(app) {
  const kept = {};
  app.panes = [];
  return {
    PluginStorage: {
      getItem: (key) => kept[key],
      setItem: (key, value) => { kept[key] = value; },
    },
    CreateTaskPane(url, title) {
      app.panes.push({ url, title, ID: app.panes.length + 7, Visible: false });
      return app.panes[app.panes.length - 1];
    },
    GetTaskPane: (id) => app.panes.find((each) => each.ID === id),
  };
}

// ---- WPS with the add-in in it --------------------------------------------------------------------------------------

/** WPS 表格 with one workbook open and the add-in loaded from its index.html. */
function openWps({ home = "/home/u", fullname = "/data/P001.xlsx", sheets = ["自评表"], old = false, html = "index.html" } = {}) {
  const root = home.indexOf(":") > 0 ? home.replace(/\//g, "\\") : home;
  const [disk, clock, alerts] = [new Disk(root), new Clock(), []];
  const app = { disk, asked: [], gone: [], closed: [], opened: [], DisplayAlerts: true, ScreenUpdating: true, StatusBar: false };
  const book = new Workbook(app, fullname, sheets);
  const books = [book];
  app.Workbooks = {
    get Count() {
      return books.length;
    },
    Item: (number) => books[number - 1],
    Open: (name) => {
      app.opened.push(name);
    },
  };
  Object.assign(app, { ActiveWorkbook: book, ActiveCell: book.sheets[0].Range("J16") });
  Object.defineProperty(app, "ActiveSheet", { get: () => app.ActiveWorkbook.ActiveSheet });
  const system = { FileSystem: disk.system(), Env: { GetHomePath: () => home } };
  const page = { alert: (text) => alerts.push(text), confirm: () => app.says, TextDecoder, console };
  page.document = new Page();
  Object.assign(app, paneHost(app), { events: {} });
  app.ApiEvent = { AddApiEventListener: (name, act) => { app.events[name] = act; } };
  page.setTimeout = (act, time) => clock.after(act, time);
  page.clearTimeout = (number) => clock.forget(number);
  page.window = page;
  if (old) {
    // WPS 2019: everything is found through wps, and there is no reading of bytes
    delete system.FileSystem.ReadFileAsArrayBuffer;
    page.wps = Object.assign(system, { EtApplication: () => app });
  } else {
    page.Application = Object.assign(app, system);
  }
  vm.createContext(page);
  for (const [, name] of fs.readFileSync(path.join(ADDIN, html), "utf8").matchAll(/<script src="([^"]+)">/g)) {
    vm.runInContext(fs.readFileSync(path.join(ADDIN, name), "utf8"), page, { filename: name });
  }
  return {
    page,
    app,
    book,
    books,
    disk,
    clock,
    alerts,
    exchange: root + (root.includes("\\") ? "\\" : "/") + "xlgen-exchange",
  };
}

/** Press a button; the folder of its request, undefined where none was made. */
function press(wps, id = "xlgenCheck") {
  wps.page.OnAction({ Id: id });
  return wps.disk.folders.find((folder) => /\d{21}$/.test(folder));
}

function join(folder, name) {
  return folder + (folder.includes("\\") ? "\\" : "/") + name;
}

/** What stands in a request. */
function asked(wps, folder) {
  return JSON.parse(wps.disk.files[join(folder, "request.json")]);
}

/** Put a watcher's answer into a request's folder. */
function answer(wps, folder, operations = [], more = {}) {
  const { id, action } = asked(wps, folder);
  const reply = Object.assign({ version: 1, id, action, status: "done", message: "办好了。", operations }, more);
  wps.disk.put(join(folder, "marks.json"), JSON.stringify(reply));
}

/** Press a button, answer at once with some operations, and let them be replayed; what was said. */
function replayed(wps, operations) {
  answer(wps, press(wps), operations);
  wps.clock.pass(500);
  return wps.alerts[wps.alerts.length - 1];
}

module.exports = { ADDIN, OPTIONS, Workbook, openWps, press, asked, answer, replayed, join };
