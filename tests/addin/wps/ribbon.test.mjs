// What ribbon.xml asks for is there: callbacks, icons, and the action of each button.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import fake from "./fake.js";

const { ADDIN, openWps, press, asked } = fake;
const RIBBON = fs.readFileSync(path.join(ADDIN, "ribbon.xml"), "utf8");
const IDS = [...RIBBON.matchAll(/<button id="([^"]+)"/g)].map((found) => found[1]);
const ACTIONS = {
  Issue: "issue",
  Collect: "collect",
  Chase: "chase",
  Check: "check",
  Mark: "mark",
  Clear: "clear",
  Repair: "repair",
  Pane: null, // opens the pane, which asks by itself
  Adopt: "adopt",
  Previous: "previous",
  Next: "next",
  Returnall: "returnall",
  Rollup: "rollup",
  Explain: "explain",
  Help: "help",
};

test("the ribbon has the buttons whose actions are known here", () => {
  assert.deepEqual(
    IDS.slice().sort(),
    Object.keys(ACTIONS)
      .map((name) => `xlgen${name}`)
      .sort(),
  );
});

for (const callback of new Set([...RIBBON.matchAll(/(?:onLoad|onAction|get\w+)="([^"]+)"/g)].map((found) => found[1]))) {
  test(`${callback} is a global function`, () => {
    assert.equal(typeof openWps().page[callback], "function");
  });
}

for (const id of IDS) {
  test(`${id} asks for its action`, () => {
    const wps = openWps();
    wps.book.Saved = true;
    const folder = press(wps, id);
    assert.equal(folder ? asked(wps, folder).action : null, ACTIONS[id.replace("xlgen", "")]);
  });

  test(`${id} has an icon`, () => {
    assert.ok(fs.existsSync(path.join(ADDIN, openWps().page.GetImage({ Id: id }))));
  });
}

test("every script of the page is in the folder, and every script in the folder is on the page", () => {
  const html = ["index.html", "pane.html"].map((name) => fs.readFileSync(path.join(ADDIN, name), "utf8")).join("");
  const named = [...new Set([...html.matchAll(/<script src="([^"]+)">/g)].map((found) => found[1]))];
  assert.deepEqual(
    named.slice().sort(),
    fs.readdirSync(ADDIN).filter((name) => name.endsWith(".js")),
  );
});
