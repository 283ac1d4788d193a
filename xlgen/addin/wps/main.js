"use strict";
// What ribbon.xml calls: a click asks (asking.js), shows the sentence of the answer, or opens the pane (pane.html).

const LEAVES = ["previous", "next"]; // actions that put another workbook in the place of this one
const PANE = "pane";
const PANE_ID = "xlgen.pane"; // under which the pages of the add-in keep the number of the pane
const [RIGHT, WIDE] = [2, 360]; // msoCTPDockPositionRight; pixels, it is readable from 300

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
  const action = String(control.Id).replace(/^xlgen/, "").toLowerCase();
  const book = application().ActiveWorkbook;
  if (action === PANE) {
    showPane();
  } else if (busy) {
    alert("xlgen 还在处理上一次的请求，请稍候。");
  } else if (!book) {
    alert("没有打开的工作簿。请先打开一张表，再点这个按钮。");
  } else if (LEAVES.indexOf(action) < 0 || isSavedOrAsked(book)) {
    ask(book, action, {}, (message) => alert(message), showStatus);
  }
  return true;
}

function showStatus(text) {
  try {
    application().StatusBar = text; // false gives the status bar back to WPS
  } catch (error) {
    // some versions of WPS have no status bar to write to; the alert at the end says it all
  }
}

/** Show the pane, or hide it where it is shown. */
function showPane() {
  try {
    const known = Number(host().PluginStorage.getItem(PANE_ID));
    const pane = known ? host().GetTaskPane(known) : null;
    if (pane) {
      pane.Visible = !pane.Visible;
    } else {
      makePane();
    }
  } catch (error) {
    alert(`这个版本的 WPS 打不开窗格（${error.message}）。请点“校验”，问题列在“校验结果”表里。`);
  }
}

function makePane() {
  const page = decodeURI(String(document.location)).replace(/[^/]*$/, "pane.html");
  const pane = host().CreateTaskPane(page, "绩效自评：问题清单");
  host().PluginStorage.setItem(PANE_ID, pane.ID);
  pane.DockPosition = RIGHT;
  pane.Width = WIDE;
  pane.Visible = true;
}
