"use strict";
// What ribbon.xml calls. A click hands a copy of the workbook to `xlgen bridge watch` (exchange.js) and replays the answer in
// the workbook that is open (replay.js). ES2015 in classic scripts: some versions of WPS embed an old Chromium.

const EVERY = 500; // milliseconds between two looks for the answer
const SIGN = 10; // looks until a watcher must have shown itself: 5 seconds
const LAST = 240; // looks in all: 120 seconds
const START = "请先打开命令窗口运行 xlgen bridge watch，不要关那个窗口，再点一次这个按钮。";

const WRITES = /^(sheet|range|note|name)\./; // such an operation is only done on what it was worked out for

// One request at a time: the answer to a second one would be about a workbook that the first is about to change.
let busy = false;

/** The ribbon is there. */
function OnLoad() {
  return true;
}

/** Icon of a button. */
function GetImage(control) {
  return `images/${control.Id}.svg`;
}

/** A button was pressed: xlgenCheck asks for the action check. */
function OnAction(control) {
  const book = application().ActiveWorkbook;
  if (busy) {
    alert("xlgen 还在处理上一次的请求，请稍候。");
  } else if (!book) {
    alert("没有打开的工作簿。请先打开一张表，再点这个按钮。");
  } else {
    ask(book, String(control.Id).replace(/^xlgen/, "").toLowerCase());
  }
  return true;
}

function ask(book, action) {
  busy = true;
  let request = null;
  try {
    request = send(book, action);
    showStatus("xlgen 正在处理，请不要改动表格……");
    lookLater(request, 1);
  } catch (error) {
    finish(request, `没有做任何改动：${error.message}`);
  }
}

function lookLater(request, looks) {
  setTimeout(() => {
    try {
      look(request, looks);
    } catch (error) {
      finish(request, error.message);
    }
  }, EVERY);
}

function look(request, looks) {
  const reply = readJson(request.answer);
  if (reply) {
    finish(request, carryOut(request, reply));
  } else if (looks === SIGN && !exists(request.watching)) {
    finish(request, `xlgen 没有回应，没有做任何改动。${START}`);
  } else if (looks >= LAST) {
    finish(request, `等了两分钟，xlgen 没有答复，没有做任何改动。如果那个命令窗口已经关了，${START}`);
  } else {
    if (looks === SIGN) {
      // the file may be left from a watcher whose window was closed; an alert here would stop the looking
      showStatus(`xlgen 还没有答复，继续等。如果那个命令窗口已经关了，${START}`);
    }
    lookLater(request, looks + 1);
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
  const book = openBook(request.fullname);
  if (!book) {
    return `“${request.fullname}”已经关闭或另存为别的名字，没有做任何改动，请打开后再点一次这个按钮。`;
  }
  const operations = reply.operations || [];
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

function finish(request, message) {
  busy = false;
  showStatus(false); // false gives the status bar back to WPS
  if (request) {
    discard(request.folder);
  }
  alert(message);
}

function showStatus(text) {
  try {
    application().StatusBar = text;
  } catch (error) {
    // some versions of WPS have no status bar to write to; the alert at the end says it all
  }
}
