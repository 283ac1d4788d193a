"use strict";
document.documentElement.classList.add("live");
const collator = new Intl.Collator("zh-CN", { numeric: true });
const number = (text) => Number(text.replace(/[,%]/g, "")) || 0;
for (const table of document.querySelectorAll("table.sorted")) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, at) => {
    const button = head.querySelector("button");
    if (!button) return;
    const isNumber = head.classList.contains("n");
    button.addEventListener("click", () => {
      const first = isNumber ? "descending" : "ascending";
      const second = isNumber ? "ascending" : "descending";
      const order = head.getAttribute("aria-sort") === first ? second : first;
      heads.forEach((each) => each.hasAttribute("aria-sort") && each.setAttribute("aria-sort", "none"));
      head.setAttribute("aria-sort", order);
      const sign = order === "ascending" ? 1 : -1;
      const body = table.tBodies[0];
      const rows = [...body.rows].map((row) => [row.cells[at].textContent.trim(), row]);
      rows.sort(([one], [other]) => sign * (isNumber ? number(one) - number(other) : collator.compare(one, other)));
      body.append(...rows.map(([, row]) => row));
    });
  });
}
const holds = (control, cells) => {
  const wanted = control.value.trim().toLowerCase();
  const at = control.dataset.at;
  if (control.tagName === "SELECT") return cells[at] === wanted;
  return at ? cells[at].includes(wanted) : cells.some((cell) => cell.includes(wanted));
};
const panels = [...document.querySelectorAll(".filters")].map((panel) => {
  const table = document.getElementById(panel.dataset.table);
  const told = document.getElementById(panel.dataset.told);
  const what = panel.dataset.what;
  const controls = [...panel.querySelectorAll("input, select")];
  const rows = [...table.tBodies[0].rows].map((row) => [row, [...row.cells].map((cell) => cell.textContent.trim().toLowerCase())]);
  const narrow = () => {
    const asked = controls.filter((control) => control.value.trim());
    let count = 0;
    for (const [row, cells] of rows) {
      row.hidden = !asked.every((control) => holds(control, cells));
      count += row.hidden ? 0 : 1;
    }
    told.textContent = `显示 ${count} ${what}，共 ${rows.length} ${what[0]}`;
    told.classList.toggle("narrowed", count < rows.length);
  };
  panel.addEventListener("input", narrow);
  if (controls.some((control) => control.value)) narrow();
  return { table, controls, narrow };
});
const choose = ({ controls, narrow }, list, wanted) => {
  for (const control of controls) control.value = control === list ? wanted : "";
  narrow();
};
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (!link) return;
  for (const panel of link.dataset.picks ? panels : []) {
    const list = panel.controls.find((control) => "picked" in control.dataset);
    if (!list) continue;
    const wanted = link.dataset.picks;
    if (![...list.options].some((option) => option.value === wanted)) list.add(new Option(wanted, wanted));
    choose(panel, list, wanted);
  }
  const place = document.getElementById(link.getAttribute("href").slice(1));
  for (const panel of panels) {
    if (place && place.hidden && panel.table.contains(place)) choose(panel);
  }
});
