"use strict";
// One request and its answer: a copy of the workbook is handed to `xlgen bridge watch` (exchange.js), the look for the answer, and
// its replay in the workbook that is open (replay.js). ES2015 in classic scripts: some versions of WPS embed an old Chromium.

const EVERY = 500; // milliseconds between two looks for the answer
const SIGN = 10; // looks until a watcher must have shown itself: 5 seconds
const ONE = { looks: 240, words: "两分钟" }; // how long is waited for what is done to one workbook
const MANY = { looks: 600, words: "五分钟" }; // to a whole folder or campaign
const OF_MANY = ["issue", "collect", "chase", "returnall", "rollup"];
const START = "请先打开命令窗口运行 xlgen bridge watch，不要关那个窗口，再点一次这个按钮。";
const WRITES = /^(sheet|range|note|name)\./; // such an operation is only done on what it was worked out for
const OPENS = "book.open"; // the one operation that needs no workbook

// One request at a time: the answer to a second one would be about a workbook that the first is about to change.
let busy = false;

/**
 * Ask for an action on a workbook. `more` is what the request says beside it; `told` is called once, with the sentence to show
 * and the answer, null where there is none; `showing` with what is being done, false at the end.
 * @param {Et.Workbook} book
 */
function ask(book, action, more, told, showing) {
  const asked = { request: null, looks: 0, last: OF_MANY.indexOf(action) < 0 ? ONE : MANY, told: told, showing: showing };
  busy = true;
  try {
    asked.request = send(book, action, more);
    showing("xlgen 正在处理，请不要改动表格……");
    lookLater(asked);
  } catch (error) {
    finish(asked, `没有做任何改动：${error.message}`, null);
  }
}

function lookLater(asked) {
  setTimeout(() => {
    try {
      asked.looks += 1;
      look(asked);
    } catch (error) {
      finish(asked, error.message, null);
    }
  }, EVERY);
}

function look(asked) {
  const reply = readJson(asked.request.answer);
  if (reply) {
    const said = carryOut(asked.request, reply);
    finish(asked, said, reply);
  } else if (asked.looks === SIGN && !exists(asked.request.watching)) {
    finish(asked, `xlgen 没有回应，没有做任何改动。${START}`, null);
  } else if (asked.looks >= asked.last.looks) {
    const waited = `等了${asked.last.words}，xlgen 没有答复，这个工作簿没有改动。`;
    finish(asked, `${waited}xlgen 可能还在做，请看运行 xlgen bridge watch 的窗口；如果那个窗口已经关了，${START}`, null);
  } else {
    if (asked.looks === SIGN) {
      // the file may be left from a watcher whose window was closed; an alert here would stop the looking
      asked.showing(`xlgen 还没有答复，继续等。如果那个命令窗口已经关了，${START}`);
    }
    lookLater(asked);
  }
}

/** Do what an answer says; the sentence to show. */
function carryOut(request, reply) {
  if (reply.version !== PROTOCOL) {
    return `WPS 加载项和 xlgen 的版本不一致（答复版本 ${reply.version}，加载项为 ${PROTOCOL}），没有做任何改动，请重新安装加载项。`;
  }
  if (reply.id !== request.id) {
    return "收到的答复不是这一次的，没有做任何改动，请再点一次这个按钮。";
  }
  if (reply.status !== "done") {
    return String(reply.message || "xlgen 没有做成，也没有说明原因，请看运行 xlgen bridge watch 的窗口。");
  }
  const operations = reply.operations || [];
  const book = openBook(request.fullname);
  if (!book && operations.some((op) => op.op !== OPENS)) {
    return `“${request.fullname}”已经关闭或另存为别的名字，没有做任何改动，请打开后再点一次这个按钮。`;
  }
  if (operations.some((op) => WRITES.test(op.op)) && !isUnchanged(book, request)) {
    return "等答复的时候表格已变，没有做任何改动，请再点一次。";
  }
  replay(book, operations);
  return String(reply.message);
}

/** The workbook that was asked about: another one may be in front by now. */
function openBook(fullname) {
  const books = application().Workbooks;
  for (let number = 1; number <= books.Count; number += 1) {
    if (books.Item(number).FullName === fullname) {
      return books.Item(number);
    }
  }
  return null;
}

function finish(asked, message, reply) {
  busy = false;
  asked.showing(false);
  if (asked.request) {
    discard(asked.request.folder);
  }
  asked.told(message, reply);
}

/**
 * Save a workbook before it is left for another one, if its owner says so; whether it may be left.
 * @param {Et.Workbook} book
 */
function isSavedOrAsked(book) {
  const called = String(book.Name);
  if (!book.Saved && confirm(`“${called}”有没有保存的改动。按“确定”保存，再打开另一份；按“取消”留在这一份。`)) {
    book.Save();
  }
  return Boolean(book.Saved);
}
