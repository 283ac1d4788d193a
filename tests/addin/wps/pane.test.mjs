// The pane of findings: what it asks, what it shows, where a click goes, what becomes of a mended fault.
import assert from "node:assert/strict";
import { test } from "node:test";
import fake from "./fake.js";

const { Workbook, openWps, press, asked, join } = fake;

const TEXT = {
  code: "XG202", weight: "错误", place: "自评表!H8", sheet: "自评表", cell: "H8", name: "indicators.1.actual",
  message: "“培训人数”填的是文字“约120人”", hint: "请改填数值", why: "表里的公式算不了", found: "约120人", expected: "120",
  meant: "120", read: "约120人",
};
const DOUBT = { ...TEXT, code: "XG204", weight: "需核实", place: "自评表!H9", cell: "H9", name: "indicators.2.actual", meant: "" };
const WHOLE = { ...TEXT, code: "XG104", weight: "说明", place: "", sheet: "", cell: "", name: "", meant: "", found: "", expected: "" };

/** The pane over an open workbook; its first request is written. */
function openPane(options = {}) {
  const wps = openWps({ html: "pane.html", ...options });
  wps.disk.folders.push(wps.exchange);
  wps.disk.put(join(wps.exchange, "watching.json"), "{}");
  wps.page.document.acts.DOMContentLoaded();
  return wps;
}

function pending(wps) {
  return wps.disk.folders.find((folder) => /\d{21}$/.test(folder));
}

function replied(wps, findings, more = {}) {
  const folder = pending(wps);
  const { id, action } = asked(wps, folder);
  const reply = { version: 1, id, action, status: "done", message: "第 3/20 份：有 2 处错误，退回修改。", operations: [], findings, ...more };
  wps.disk.put(join(folder, "marks.json"), JSON.stringify(reply));
  wps.clock.pass(500);
}

function texts(wps, name) {
  return wps.page.document.getElementById("list").all(name).map((each) => each.textContent);
}

const at = (wps, id) => wps.page.document.getElementById(id);

test("when it opens it asks for the findings of the workbook in front and lists them as they come", () => {
  const wps = openPane();
  assert.equal(asked(wps, pending(wps)).action, "pane");
  replied(wps, [TEXT, DOUBT, WHOLE]);
  assert.deepEqual([at(wps, "file").textContent, at(wps, "verdict").textContent], ["P001.xlsx", "第 3/20 份：有 2 处错误，退回修改。"]);
  assert.deepEqual(texts(wps, "weight"), ["错误 XG202", "需核实 XG204", "说明 XG104"]);
  assert.deepEqual(texts(wps, "place"), ["自评表!H8", "自评表!H9", ""]);
  assert.deepEqual([wps.alerts, wps.app.StatusBar], [[], false]);
});

test("a finding says what stands there, what should, how to mend it and why; what is not known is left out", () => {
  const wps = openPane();
  replied(wps, [TEXT, WHOLE]);
  assert.deepEqual(texts(wps, "facts"), ["表上约120人应为120怎么改请改填数值为什么表里的公式算不了", "怎么改请改填数值为什么表里的公式算不了"]);
});

test("a click on a finding goes to its cell", () => {
  const wps = openPane();
  replied(wps, [TEXT]);
  at(wps, "list").children[0].click();
  assert.deepEqual(wps.app.gone, ["P001.xlsx", "自评表", "$H$8"]);
});

test("where there is no such sheet any more that is said", () => {
  const wps = openPane();
  replied(wps, [TEXT]);
  wps.book.sheets[0].Name = "改了";
  at(wps, "list").children[0].click();
  assert.equal(at(wps, "verdict").textContent, "转不到 自评表!H8：这张表可能关了、改了名或隐藏了。");
});

test("what concerns the whole file leads nowhere", () => {
  const wps = openPane();
  replied(wps, [WHOLE]);
  assert.deepEqual(Object.keys(at(wps, "list").children[0].acts), []);
});

test("texts of a workbook are texts on the page", () => {
  const wps = openPane();
  const text = "<img src=x onerror=alert(1)>";
  replied(wps, [{ ...TEXT, message: text, found: text }]);
  assert.deepEqual([texts(wps, "message"), at(wps, "list").all("message")[0].children], [[text], []]);
});

test("after a change it asks anew, once, when it is quiet", () => {
  const wps = openPane();
  replied(wps, [TEXT]);
  for (let n = 0; n < 5; n += 1) {
    wps.app.events.SheetChange();
    wps.clock.pass(1000);
    assert.equal(pending(wps), undefined);
  }
  wps.clock.pass(500);
  assert.equal(asked(wps, pending(wps)).action, "pane");
});

test("a change while something is asked is asked about afterwards", () => {
  const wps = openPane();
  wps.app.events.SheetChange();
  wps.clock.pass(1600);
  replied(wps, [TEXT]);
  wps.clock.pass(1500);
  assert.equal(asked(wps, pending(wps)).action, "pane");
});

test("what is found no more is ticked, and comes back where it is found again", () => {
  const wps = openPane();
  for (const [found, weights] of [
    [[TEXT, DOUBT], ["错误 XG202", "需核实 XG204"]],
    [[DOUBT], ["需核实 XG204", "√ 已改好"]],
    [[], ["√ 已改好", "√ 已改好"]],
    [[TEXT], ["错误 XG202", "√ 已改好"]],
  ]) {
    replied(wps, found);
    assert.deepEqual(texts(wps, "weight"), weights);
    wps.app.events.SheetChange();
    wps.clock.pass(1500);
  }
});

test("another workbook begins with its own list", () => {
  const wps = openPane();
  replied(wps, [TEXT]);
  const other = new Workbook(wps.app, "/data/P002.xlsx", ["自评表"]);
  wps.books.push(other);
  wps.app.ActiveWorkbook = other;
  wps.app.events.WorkbookActivate();
  wps.clock.pass(1500);
  replied(wps, [DOUBT]);
  assert.deepEqual([at(wps, "file").textContent, texts(wps, "weight")], ["P002.xlsx", ["需核实 XG204"]]);
});

test("an answer that failed keeps the list and says why", () => {
  const wps = openPane();
  replied(wps, [TEXT]);
  at(wps, "again").click();
  replied(wps, undefined, { status: "failed", message: "文件坏了。" });
  assert.deepEqual([at(wps, "verdict").textContent, texts(wps, "weight")], ["文件坏了。", ["错误 XG202"]]);
});

test("without a helper it says how to start one, and the buttons can be pressed again", () => {
  const wps = openPane();
  delete wps.disk.files[join(wps.exchange, "watching.json")];
  assert.equal(at(wps, "again").disabled, true);
  wps.clock.pass(5000);
  assert.match(at(wps, "verdict").textContent, /^xlgen 没有回应.*xlgen bridge watch/);
  assert.equal(at(wps, "again").disabled, false);
});

// ---- 按理解改 -------------------------------------------------------------------------------------------------------

const WRITTEN = [
  { op: "range.value", sheet: "自评表", range: "H8", value: [[120]] },
  { op: "note.add", sheet: "自评表", range: "H8", value: "原填“约120人”" },
];

test("what was meant is asked for with what the finding read, written, noted and looked at again", () => {
  const wps = openPane();
  const cell = wps.book.sheets[0].Range("H8");
  cell.Value2 = "约120人";
  replied(wps, [TEXT, DOUBT]);
  assert.deepEqual(texts(wps, "adopt"), ["按理解改为 120"]);
  at(wps, "list").all("adopt")[0].click();
  const { action, selection, read } = asked(wps, pending(wps));
  assert.deepEqual([action, selection, read], ["adopt", "自评表!H8", "约120人"]);
  replied(wps, undefined, { message: "已改为 120", operations: WRITTEN });
  assert.deepEqual([cell.Value2, wps.book.sheets[0].cell(8, 8).note], [120, "原填“约120人”"]);
  wps.clock.pass(1500);
  assert.equal(asked(wps, pending(wps)).action, "pane");
});

test("where the cell was changed meanwhile nothing is written", () => {
  const wps = openPane();
  const cell = wps.book.sheets[0].Range("H8");
  cell.Value2 = "约120人";
  replied(wps, [TEXT]);
  at(wps, "list").all("adopt")[0].click();
  cell.Value2 = 126;
  replied(wps, undefined, { operations: WRITTEN });
  assert.deepEqual([cell.Value2, at(wps, "verdict").textContent], [126, "等答复的时候表格已变，没有做任何改动，请再点一次。"]);
});

// ---- 上一份, 下一份 -------------------------------------------------------------------------------------------------

const TURNED = [{ op: "book.open", value: "/data/P002.xlsx" }, { op: "book.leave" }];

for (const [saved, says, done] of [[true, false, true], [false, true, true], [false, false, false]]) {
  test(`a workbook that is ${saved ? "" : "not "}saved is ${done ? "" : "not "}left where its owner says ${says}`, () => {
    const wps = openPane();
    replied(wps, []);
    Object.assign(wps.book, { Saved: saved });
    wps.app.says = says;
    at(wps, "next").click();
    assert.equal(pending(wps) !== undefined, done);
    if (done) {
      assert.equal(wps.book.Saved, true);
      replied(wps, undefined, { operations: TURNED });
      assert.deepEqual([wps.app.opened, wps.app.closed], [["/data/P002.xlsx"], [["P001.xlsx", false]]]);
    }
  });
}

test("one that was changed since stays open", () => {
  const wps = openPane();
  replied(wps, []);
  wps.book.Saved = true;
  at(wps, "previous").click();
  wps.book.Saved = false;
  replied(wps, undefined, { operations: TURNED });
  assert.deepEqual(wps.app.closed, []);
});

test("the ribbon's buttons ask before they leave, too", () => {
  const wps = openWps();
  wps.app.says = false;
  assert.equal(press(wps, "xlgenNext"), undefined);
  wps.app.says = true;
  assert.equal(asked(wps, press(wps, "xlgenNext")).action, "next");
  assert.equal(wps.book.Saved, true);
});

// ---- the pane itself ------------------------------------------------------------------------------------------------

test("its button shows the pane at the right, hides it, and shows the same again", () => {
  const wps = openWps();
  const seen = [];
  for (let n = 0; n < 3; n += 1) {
    press(wps, "xlgenPane");
    seen.push(wps.app.panes.map((each) => each.Visible));
  }
  assert.deepEqual(seen, [[true], [false], [true]]);
  const [{ url, DockPosition, Width }] = wps.app.panes;
  assert.deepEqual([url, DockPosition, Width], ["file:///data/加/pane.html", 2, 360]);
});

test("a WPS without panes says what to use instead", () => {
  const wps = openWps();
  delete wps.app.CreateTaskPane;
  press(wps, "xlgenPane");
  assert.match(wps.alerts[0], /请点“校验”/);
});
