"use strict";
// The exchange folder. A request is a folder of its own: a copy of the workbook, then request.json, which is written last, so
// that a watcher who sees it sees the copy too. FileSystem has no rename: whoever reads tries again until a file parses.

const PROTOCOL = 1; // version of request.json and marks.json
const EXCHANGE = "xlgen-exchange";
const COPY = "book.xlsx";
const REQUEST = "request.json";
const ANSWER = "marks.json";
const WATCHING = "watching.json";

/**
 * WPS 表格 itself: newer versions have it as Application, WPS 2019 hands it out through wps.
 * @returns {WPSMergedRoot}
 */
function application() {
  if (window.Application) {
    return window.Application;
  }
  const old = /** @type {any} */ (window.wps); // declared as a property; WPS 2019 has it as a function
  return typeof old.EtApplication === "function" ? old.EtApplication() : old;
}

/** What has Env and FileSystem. */
function host() {
  return window.Application && window.Application.FileSystem ? window.Application : window.wps;
}

/**
 * Write a request, with what `more` says of it; where its folder is and where the answer will be. Error, in plain words, where
 * that can't be done.
 * @param {Et.Workbook} book
 */
function send(book, action, more) {
  // Env says C:/Users/name on Windows too, and SaveCopyAs wants a path as Windows writes it
  const home = String(host().Env.GetHomePath());
  const exchange = inside(/^([A-Za-z]:|\\\\|\/\/)/.test(home) ? home.replace(/\//g, "\\") : home, EXCHANGE);
  const said = {
    version: PROTOCOL,
    id: newId(new Date()),
    action: action,
    book: COPY,
    fullname: String(book.FullName),
    selection: selectedCell(),
    fingerprint: fingerprint(book),
  };
  Object.keys(more || {}).forEach((key) => { said[key] = more[key]; });
  const folder = inside(exchange, said.id);
  makeFolder(exchange);
  makeFolder(folder);
  try {
    saveCopy(book, inside(folder, COPY));
    write(inside(folder, REQUEST), said);
  } catch (error) {
    discard(folder);
    throw error;
  }
  const watching = inside(exchange, WATCHING);
  const answer = inside(folder, ANSWER);
  return { id: said.id, fullname: said.fullname, fingerprint: said.fingerprint, folder: folder, answer: answer, watching: watching };
}

// ---- what stands in a workbook, in short ----------------------------------------------------------------------------

const VERY_HIDDEN = 2; // xlSheetVeryHidden: nobody changes such a sheet by hand
const MOST_CELLS = 200000; // of a sheet whose inputs are looked at; a larger one is known by its extent

/**
 * The extent of every sheet, and a number that differs where what was typed into them differs.
 * @param {Et.Workbook} book
 */
function fingerprint(book) {
  const used = {};
  let inputs = 0x811c9dc5;
  for (let number = 1; number <= book.Sheets.Count; number += 1) {
    const sheet = sheetAt(book, number);
    if (sheet.Visible !== VERY_HIDDEN && sheet.UsedRange) {
      used[sheet.Name] = String(sheet.UsedRange.Address());
      inputs = digest(JSON.stringify(typedIn(sheet.UsedRange)), inputs);
    }
  }
  return { used: used, inputs: ("0000000" + inputs.toString(16)).slice(-8) };
}

/**
 * A sheet by its name or its number from 1. Item is declared to give several sheets, too.
 * @param {Et.Workbook} book
 * @returns {Et.Worksheet}
 */
function sheetAt(book, which) {
  return /** @type {any} */ (book.Sheets.Item(which));
}

/**
 * What was typed: formulas, not their results, which may change by themselves; values where this WPS has no matrix of formulas.
 * @param {Et.Range} range
 */
function typedIn(range) {
  if (range.Count > MOST_CELLS) {
    return null;
  }
  const formulas = range.Formula;
  return Array.isArray(formulas) ? formulas : range.Value2;
}

/** FNV-1a of a text, 32 bits, going on from an earlier one. */
function digest(text, before) {
  let sum = before;
  for (let at = 0; at < text.length; at += 1) {
    sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193);
  }
  return sum >>> 0;
}

/**
 * Whether a workbook is as it was when the request was written.
 * @param {Et.Workbook} book
 */
function isUnchanged(book, request) {
  return JSON.stringify(fingerprint(book)) === JSON.stringify(request.fingerprint);
}

/** yyyymmddHHMMSSmmm and four random digits: sorts by time. */
function newId(now) {
  const parts = [[now.getFullYear(), 4], [now.getMonth() + 1, 2], [now.getDate(), 2], [now.getHours(), 2]];
  parts.push([now.getMinutes(), 2], [now.getSeconds(), 2], [now.getMilliseconds(), 3]);
  parts.push([Math.floor(Math.random() * 10000), 4]);
  return parts.map((part) => ("000" + part[0]).slice(-part[1])).join("");
}

/** The active cell as sheet!cell; "" where a chart or a drawing is selected. */
function selectedCell() {
  try {
    return `${application().ActiveSheet.Name}!${String(application().ActiveCell.Address(false, false)).replace(/\$/g, "")}`;
  } catch (error) {
    return "";
  }
}

/**
 * The workbook as it is on screen, unsaved edits included; the user's file stays as it was, saved or not.
 * @param {Et.Workbook} book
 */
function saveCopy(book, path) {
  const wasSaved = book.Saved;
  try {
    book.SaveCopyAs(path);
  } catch (error) {
    throw new Error(`不能存一份副本到 ${path}（${error.message}）。请先保存工作簿，再点一次这个按钮。`);
  }
  if (book.Saved !== wasSaved) {
    book.Saved = wasSaved;
  }
  if (!exists(path)) {
    throw new Error(`副本没有存到 ${path}。请看磁盘是不是满了，或先保存工作簿，再点一次这个按钮。`);
  }
}

// ---- files ----------------------------------------------------------------------------------------------------------

function inside(folder, name) {
  return folder + (folder.indexOf("\\") >= 0 ? "\\" : "/") + name;
}

function exists(path) {
  return Boolean(host().FileSystem.Exists(path));
}

function makeFolder(path) {
  try {
    host().FileSystem.Mkdir(path);
  } catch (error) {
    // it is there already; where it is not, the first file in it can't be written and that is said
  }
}

/** Write JSON in plain ASCII: it is the same in whatever encoding this version of WPS writes. */
function write(path, said) {
  const escaped = (letter) => "\\u" + ("000" + letter.charCodeAt(0).toString(16)).slice(-4);
  const text = JSON.stringify(said).replace(/[\u007f-\uffff]/g, escaped);
  if (host().FileSystem.WriteFile(path, text) === false) {
    throw new Error(`不能写文件 ${path}。请看磁盘是不是满了，再点一次这个按钮。`);
  }
}

/** What a file says, null while it is not there or half written. */
function readJson(path) {
  try {
    const said = exists(path) ? JSON.parse(readText(path).replace(/^\ufeff/, "")) : null;
    return said !== null && typeof said === "object" ? said : null;
  } catch (error) {
    return null;
  }
}

/** A UTF-8 file. ReadFile leaves it to the version of WPS which encoding it takes it for, so bytes are preferred. */
function readText(path) {
  const files = host().FileSystem;
  if (typeof files.ReadFileAsArrayBuffer === "function" && typeof TextDecoder === "function") {
    return new TextDecoder("utf-8").decode(files.ReadFileAsArrayBuffer(path));
  }
  return String(files.ReadFile(path));
}

/** Take a request's folder away, as far as that goes: the request first, lest somebody answers what nobody waits for. */
function discard(folder) {
  const files = host().FileSystem;
  const remove = (modern, path) => {
    try {
      if (typeof files[modern] === "function") {
        files[modern](path);
      } else {
        files.Remove(path);
      }
    } catch (error) {
      // left behind: it is in nobody's way
    }
  };
  [REQUEST, COPY, ANSWER].forEach((name) => {
    if (exists(inside(folder, name))) {
      remove("unlinkSync", inside(folder, name));
    }
  });
  remove("rmdirSync", folder);
}
