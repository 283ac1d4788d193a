// A click, the request it writes, the wait for the answer, and everything that can go wrong on the way.
import assert from "node:assert/strict";
import { test } from "node:test";
import fake from "./fake.js";

const { Workbook, openWps, press, asked, answer, join } = fake;

function watched(wps) {
  wps.disk.folders.push(wps.exchange);
  wps.disk.put(join(wps.exchange, "watching.json"), '{"version":1,"pid":7,"since":"2026-03-01T09:00:00"}');
  return wps;
}

// ---- the request ----------------------------------------------------------------------------------------------------

test("a request says exactly what the protocol says", () => {
  const wps = openWps({ home: "C:/Users/王", fullname: "C:\\表\\P001.xlsx" });
  wps.book.sheets[0].Range("C3").Value2 = "约120人";
  const folder = press(wps);
  const id = folder.split("\\").pop();
  assert.match(id, /^20\d{19}$/);
  assert.deepEqual(asked(wps, folder), {
    version: 1,
    id,
    action: "check",
    book: "book.xlsx",
    fullname: "C:\\表\\P001.xlsx",
    selection: "自评表!J16",
    fingerprint: { used: { 自评表: "$A$1:$C$3" }, inputs: "013358aa" },
  });
});

test("an id is the time to the millisecond and four digits", () => {
  const id = openWps().page.newId(new Date(2026, 2, 1, 9, 5, 7, 42));
  assert.match(id, /^20260301090507042\d{4}$/);
});

test("the request is written after the copy", () => {
  const wps = openWps();
  const folder = press(wps);
  assert.deepEqual(wps.disk.written, [join(folder, "book.xlsx"), join(folder, "request.json")]);
});

test("a request is plain ASCII whatever the workbook is called", () => {
  const wps = openWps({ fullname: "/data/卫生健康局“一卡通”.xlsx" });
  assert.match(wps.disk.files[join(press(wps), "request.json")], /^[\x20-\x7e]+$/);
});

for (const [home, folder] of [
  ["C:/Users/u", /^C:\\Users\\u\\xlgen-exchange\\\d{21}$/],
  ["/home/u", /^\/home\/u\/xlgen-exchange\/\d{21}$/],
]) {
  test(`the exchange folder below ${home} is written as that system writes paths`, () => {
    assert.match(press(openWps({ home })), folder);
  });
}

test("without a cell selected the selection is blank", () => {
  const wps = openWps();
  wps.app.ActiveCell = null;
  assert.equal(asked(wps, press(wps)).selection, "");
});

for (const saved of [true, false]) {
  test(`a workbook that is ${saved ? "" : "not "}saved is so afterwards`, () => {
    const wps = openWps();
    wps.book.Saved = saved;
    wps.app.savingCopySets = !saved;
    press(wps);
    assert.equal(wps.book.Saved, saved);
  });
}

test("an old WPS, which hands everything out through wps, is served too", () => {
  const wps = openWps({ old: true });
  const folder = press(wps);
  answer(wps, folder, []);
  wps.clock.pass(500);
  assert.deepEqual(wps.alerts, ["办好了。"]);
});

// ---- the answer -----------------------------------------------------------------------------------------------------

test("the message of the answer is shown and the request's folder is gone", () => {
  const wps = watched(openWps());
  answer(wps, press(wps), [], { message: "有 3 处错误，退回修改。" });
  wps.clock.pass(500);
  assert.deepEqual(wps.alerts, ["有 3 处错误，退回修改。"]);
  assert.deepEqual(Object.keys(wps.disk.files), [join(wps.exchange, "watching.json")]);
  assert.deepEqual(wps.disk.folders, ["/home/u", wps.exchange]);
});

test("an answer that is half written is read again", () => {
  const wps = watched(openWps());
  const folder = press(wps);
  answer(wps, folder, [{ op: "name.add", name: "n", value: "=1" }]);
  const whole = wps.disk.files[join(folder, "marks.json")];
  for (const half of ["", whole.slice(0, 40), whole.slice(0, -1)]) {
    wps.disk.put(join(folder, "marks.json"), half);
    wps.clock.pass(500);
  }
  assert.deepEqual(wps.alerts, []);
  wps.disk.put(join(folder, "marks.json"), whole);
  wps.clock.pass(500);
  assert.deepEqual([wps.alerts, wps.book.Names.Count], [["办好了。"], 1]);
});

for (const old of [true, false]) {
  test(`an answer with a byte order mark is read by ${old ? "an old" : "a new"} WPS`, () => {
    const wps = openWps({ old });
    const folder = press(wps);
    answer(wps, folder);
    wps.disk.files[join(folder, "marks.json")] = "\ufeff" + wps.disk.files[join(folder, "marks.json")];
    wps.clock.pass(500);
    assert.deepEqual(wps.alerts, ["办好了。"]);
  });
}

for (const [more, said] of [
  [{ status: "failed", message: "没有找到下发清单。" }, "没有找到下发清单。"],
  [{ version: 2 }, "WPS 加载项和 xlgen 的版本不一致（答复版本 2，加载项为 1），没有做任何改动，请重新安装加载项。"],
  [{ id: "1" }, "收到的答复不是这一次的，没有做任何改动，请再点一次这个按钮。"],
]) {
  test(`an answer with ${Object.keys(more)[0]} ${Object.values(more)[0]} changes nothing`, () => {
    const wps = openWps();
    answer(wps, press(wps), [{ op: "name.add", name: "n", value: "=1" }], more);
    wps.clock.pass(500);
    assert.deepEqual([wps.alerts, wps.book.Names.Count], [[said], 0]);
  });
}

test("the answer is replayed in the workbook that was asked about, not in the one in front", () => {
  const wps = openWps();
  const folder = press(wps);
  const other = new Workbook(wps.app, "/data/P002.xlsx", ["自评表"]);
  wps.books.push(other);
  wps.app.ActiveWorkbook = other;
  answer(wps, folder, [{ op: "name.add", name: "n", value: "=1" }]);
  wps.clock.pass(500);
  assert.deepEqual([wps.book.Names.Count, other.Names.Count], [1, 0]);
});

test("a workbook that was closed meanwhile gives a sentence", () => {
  const wps = openWps();
  const folder = press(wps);
  wps.books.pop();
  answer(wps, folder, [{ op: "name.add", name: "n", value: "=1" }]);
  wps.clock.pass(500);
  assert.deepEqual(wps.alerts, ["“/data/P001.xlsx”已经关闭或另存为别的名字，没有做任何改动，请打开后再点一次这个按钮。"]);
});

test("what was done outside of the workbook is told and opened, although that was closed meanwhile", () => {
  const wps = openWps();
  answer(wps, press(wps, "xlgenChase"), [{ op: "book.open", value: "/data/催报名单.xlsx" }]);
  wps.books.pop();
  wps.clock.pass(500);
  assert.deepEqual([wps.alerts, wps.app.opened], [["办好了。"], ["/data/催报名单.xlsx"]]);
});

// ---- nobody answers -------------------------------------------------------------------------------------------------

test("where nobody watches, five seconds later a sentence says what to start", () => {
  const wps = openWps();
  press(wps);
  wps.clock.pass(4500);
  assert.deepEqual(wps.alerts, []);
  wps.clock.pass(500);
  assert.deepEqual(wps.alerts, [
    "xlgen 没有回应，没有做任何改动。请先打开命令窗口运行 xlgen bridge watch，不要关那个窗口，再点一次这个按钮。",
  ]);
  assert.deepEqual(wps.disk.files, {});
});

test("a watcher that is slow is waited for, and the status bar says so", () => {
  const wps = watched(openWps());
  const folder = press(wps);
  wps.clock.pass(60000);
  assert.deepEqual(wps.alerts, []);
  assert.match(wps.app.StatusBar, /还没有答复，继续等.*xlgen bridge watch/);
  answer(wps, folder);
  wps.clock.pass(500);
  assert.deepEqual([wps.alerts, wps.app.StatusBar], [["办好了。"], false]);
});

for (const [id, seconds, said] of [
  ["xlgenCheck", 120, /^等了两分钟，xlgen 没有答复，这个工作簿没有改动。xlgen 可能还在做，.*xlgen bridge watch/],
  ["xlgenCollect", 300, /^等了五分钟，xlgen 没有答复，这个工作簿没有改动。/],
  ["xlgenReturnall", 300, /^等了五分钟，/],
]) {
  test(`the wait for ${id} ends after ${seconds} seconds`, () => {
    const wps = watched(openWps());
    press(wps, id);
    wps.clock.pass(seconds * 1000 - 500);
    assert.deepEqual(wps.alerts, []);
    wps.clock.pass(500);
    assert.match(wps.alerts[0], said);
    assert.deepEqual(wps.clock.waiting, []);
  });
}

// ---- one at a time --------------------------------------------------------------------------------------------------

test("a second click is refused while the first is under way", () => {
  const wps = watched(openWps());
  press(wps);
  press(wps, "xlgenMark");
  assert.deepEqual(wps.alerts, ["xlgen 还在处理上一次的请求，请稍候。"]);
  assert.equal(wps.disk.folders.length, 3);
});

test("after an answer the next click is served", () => {
  const wps = openWps();
  answer(wps, press(wps));
  wps.clock.pass(500);
  assert.equal(asked(wps, press(wps, "xlgenMark")).action, "mark");
});

// ---- what cannot be asked -------------------------------------------------------------------------------------------

test("without a workbook a click gives a sentence", () => {
  const wps = openWps();
  wps.app.ActiveWorkbook = null;
  press(wps);
  assert.deepEqual(wps.alerts, ["没有打开的工作簿。请先打开一张表，再点这个按钮。"]);
});

for (const [fault, said] of [
  [
    (wps) => {
      wps.app.cannotCopy = true;
    },
    /^没有做任何改动：不能存一份副本到 .*请先保存工作簿/,
  ],
  [
    (wps) => {
      wps.book.SaveCopyAs = () => {};
    },
    /^没有做任何改动：副本没有存到 /,
  ],
  [
    (wps) => {
      wps.book.SaveCopyAs = (name) => {
        wps.disk.put(name, "");
        wps.disk.isFull = true;
      };
    },
    /^没有做任何改动：不能写文件 .*request\.json/,
  ],
]) {
  test(`a disk that fails gives a sentence: ${said.source}`, () => {
    const wps = openWps();
    fault(wps);
    press(wps);
    assert.match(wps.alerts[0], said);
    assert.deepEqual([wps.disk.files, wps.clock.waiting], [{}, []]);
  });
}

test("after a click that failed the next is served", () => {
  const wps = openWps();
  wps.app.cannotCopy = true;
  press(wps);
  wps.app.cannotCopy = false;
  assert.equal(asked(wps, press(wps)).action, "check");
});

// ---- a sheet that changed meanwhile ---------------------------------------------------------------------------------

const MARK = { op: "range.color", sheet: "自评表", range: "C3", value: "#FFC7CE" };
const CHANGED = "等答复的时候表格已变，没有做任何改动，请再点一次。";

for (const [what, change, done] of [
  ["nothing", () => {}, true],
  ["a formula's result", (sheet) => { sheet.cell(4, 3).value = 99; }, true],
  ["a value", (sheet) => { sheet.Range("C3").Value2 = 126; }, false],
  ["a formula", (sheet) => { sheet.Range("C4").Formula = "=C3+1"; }, false],
  ["its extent, as by a row put in", (sheet) => { sheet.Range("C5").Value2 = "x"; }, false],
  ["its name", (sheet) => { sheet.Name = "自评表2"; }, false],
]) {
  test(`an answer is ${done ? "" : "not "}replayed where ${what} changed since the click`, () => {
    const wps = watched(openWps());
    const sheet = wps.book.sheets[0];
    sheet.Range("C3").Value2 = "约120人";
    sheet.Range("C4").Formula = "=C3*2";
    answer(wps, press(wps), [MARK]);
    change(sheet);
    wps.clock.pass(500);
    assert.deepEqual(wps.alerts, [done ? "办好了。" : CHANGED]);
    assert.equal(sheet.cell(3, 3).look.InteriorColor === undefined, !done);
  });
}

test("what only opens a file is done whatever changed", () => {
  const wps = watched(openWps());
  answer(wps, press(wps), [{ op: "book.open", value: "/data/a.xlsx" }]);
  wps.book.sheets[0].Range("C3").Value2 = 1;
  wps.clock.pass(500);
  assert.deepEqual([wps.alerts, wps.app.opened], [["办好了。"], ["/data/a.xlsx"]]);
});

test("sheets that nobody can see have no part in it", () => {
  const wps = watched(openWps({ sheets: ["自评表", "_xlgen"] }));
  wps.book.sheets[1].Visible = 2;
  assert.deepEqual(Object.keys(asked(wps, press(wps)).fingerprint.used), ["自评表"]);
});
