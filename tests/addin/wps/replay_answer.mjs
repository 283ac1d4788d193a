// Replays the operations given on standard input in a workbook with the sheets given, and prints what the workbook is then:
// {"said", "names": {name: target}, "sheets": {sheet: {"cells": {"row,column": value or formula}, "notes": {…}, "colours": {…}}}}.
import fs from "node:fs";
import fake from "./fake.js";

const { sheets, names, operations } = JSON.parse(fs.readFileSync(0, "utf8"));
const wps = fake.openWps({ sheets });
names.forEach(([name, target]) => wps.book.Names.Add(name, target));
const said = fake.replayed(wps, operations);

function shown(sheet, read) {
  const found = Object.entries(sheet.grid).map(([at, cell]) => [at, read(cell)]);
  return Object.fromEntries(found.filter(([, value]) => value !== null && value !== undefined));
}

const state = wps.book.sheets.map((sheet) => [
  sheet.Name,
  {
    cells: shown(sheet, (cell) => cell.formula || cell.value),
    notes: shown(sheet, (cell) => cell.note),
    colours: shown(sheet, (cell) => cell.look.InteriorColor),
  },
]);
const named = wps.book.names.map((each) => [each.Name, each.RefersTo]);
console.log(JSON.stringify({ said, names: Object.fromEntries(named), sheets: Object.fromEntries(state) }));
