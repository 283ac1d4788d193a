"use strict";
// The list of findings. All that comes from a workbook is put on the page as text, never as markup.

const QUIET = 1500; // milliseconds without a change after which the workbook is asked about anew
const WEIGHTS = { 错误: "error", 需核实: "warning", 说明: "note" };

let shown = { fullname: "", findings: [], mended: [] };
let waiting = 0; // the timer of a change that was not asked about yet

function start() {
  document.getElementById("again").addEventListener("click", () => askAgain());
  ["previous", "next"].forEach((action) => document.getElementById(action).addEventListener("click", () => turn(action)));
  try {
    const events = application().ApiEvent;
    events.AddApiEventListener("SheetChange", () => changed());
    events.AddApiEventListener("WorkbookActivate", () => changed());
  } catch (error) {
    // this version of WPS tells of no changes: 重新校验 is there
  }
  askAgain();
}

/** Something was typed, or another workbook came to the front: ask when it is quiet. */
function changed() {
  clearTimeout(waiting);
  waiting = setTimeout(() => (busy ? changed() : askAgain()), QUIET);
}

function askAgain() {
  const book = application().ActiveWorkbook;
  if (busy || !book) {
    say(busy ? "还在处理上一次的请求，请稍候。" : "没有打开的工作簿。");
    return;
  }
  ask(book, "pane", {}, (message, reply) => show(book, message, reply), showing);
}

function turn(action) {
  const book = application().ActiveWorkbook;
  if (!busy && book && isSavedOrAsked(book)) {
    ask(book, action, {}, (message) => {
      say(message);
      changed();
    }, showing);
  }
}

/** Write what was meant into the cell, if it still holds what the finding read. */
function adopt(finding) {
  const book = openBook(shown.fullname);
  if (!busy && book) {
    const more = { selection: finding.place, read: finding.read };
    ask(book, "adopt", more, (message) => {
      say(message);
      changed();
    }, showing);
  }
}

function goTo(finding) {
  const book = openBook(shown.fullname);
  try {
    book.Activate();
    const sheet = sheetAt(book, finding.sheet);
    sheet.Activate();
    sheet.Range(finding.cell).Select();
  } catch (error) {
    say(`转不到 ${finding.place}：这张表可能关了、改了名或隐藏了。`);
  }
}

// ---- the page -------------------------------------------------------------------------------------------------------

/**
 * What an answer found. What was found before and is not any more is mended, as long as it is the same workbook.
 * @param {Et.Workbook} book
 */
function show(book, message, reply) {
  const fullname = String(book.FullName);
  const found = reply && reply.status === "done" && Array.isArray(reply.findings) ? reply.findings : null;
  if (found) {
    const now = new Set(found.map(keyOf));
    const before = fullname === shown.fullname ? shown.mended.concat(shown.findings) : [];
    shown = { fullname: fullname, findings: found, mended: before.filter((each) => !now.has(keyOf(each))) };
  } else if (fullname !== shown.fullname) {
    shown = { fullname: fullname, findings: [], mended: [] };
  }
  document.getElementById("file").textContent = String(book.Name);
  say(message);
  const list = document.getElementById("list");
  list.textContent = "";
  shown.findings.forEach((each) => list.appendChild(card(each, false)));
  shown.mended.forEach((each) => list.appendChild(card(each, true)));
}

function keyOf(finding) {
  return `${finding.code} ${finding.name || finding.place}`;
}

function card(finding, isMended) {
  const made = part("div", `finding ${isMended ? "mended" : WEIGHTS[finding.weight] || "note"}`);
  const head = part("div", "head");
  head.appendChild(part("span", "place", finding.place));
  head.appendChild(part("span", "weight", isMended ? "√ 已改好" : `${finding.weight} ${finding.code}`));
  made.appendChild(head);
  made.appendChild(part("div", "message", finding.message));
  if (!isMended) {
    made.appendChild(facts(finding));
    if (finding.meant) {
      made.appendChild(button(`按理解改为 ${finding.meant}`, () => adopt(finding)));
    }
    if (finding.sheet && finding.cell) {
      made.tabIndex = 0;
      made.addEventListener("click", () => goTo(finding));
      made.addEventListener("keydown", (event) => event.target === made && event.key === "Enter" && goTo(finding));
    }
  }
  return made;
}

function facts(finding) {
  const told = part("dl", "facts");
  const lines = [["表上", finding.found], ["应为", finding.expected], ["怎么改", finding.hint], ["为什么", finding.why]];
  lines.filter((line) => line[1]).forEach((line) => {
    const row = part("div", "");
    row.appendChild(part("dt", "", line[0]));
    row.appendChild(part("dd", "", line[1]));
    told.appendChild(row);
  });
  return told;
}

function button(label, act) {
  const made = part("button", "adopt", label);
  made.addEventListener("click", (event) => {
    event.stopPropagation(); // a click on the card goes to the cell
    act();
  });
  return made;
}

function part(tag, name, text) {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text === undefined ? "" : String(text);
  return made;
}

function say(message) {
  document.getElementById("verdict").textContent = String(message);
}

/** While something is being asked, nothing else can be. */
function showing(text) {
  ["previous", "next", "again"].forEach((id) => {
    const made = /** @type {HTMLButtonElement} */ (document.getElementById(id));
    made.disabled = text !== false;
  });
  if (text) {
    say(text);
  }
}

document.addEventListener("DOMContentLoaded", start);
