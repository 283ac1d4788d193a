"use strict";
document.documentElement.classList.add("live");
const value = (row, at, isNumber) => {
  const text = row.cells[at].textContent.trim();
  return isNumber ? Number(text || 0) : text;
};
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
      const rows = [...body.rows].sort((one, other) => {
        const a = value(one, at, isNumber);
        const b = value(other, at, isNumber);
        return sign * (isNumber ? a - b : a.localeCompare(b, "zh-CN"));
      });
      body.append(...rows);
    });
  });
}
const asked = document.getElementById("find");
const told = document.getElementById("found");
const rows = [...document.querySelectorAll("table.units tbody tr")];
asked.addEventListener("input", () => {
  const wanted = asked.value.trim().toLowerCase();
  let count = 0;
  for (const row of rows) {
    row.hidden = !row.cells[0].textContent.toLowerCase().includes(wanted);
    count += row.hidden ? 0 : 1;
  }
  told.textContent = `显示 ${count} 个单位，共 ${rows.length} 个`;
});
