"use strict";
(() => {
  const compareTexts = new Intl.Collator("en", { numeric: true }).compare;
  const valueOf = (row, column) => {
    const cell = row.cells[column];
    const text = cell.dataset.value ?? cell.textContent.trim();
    return text !== "" && !Number.isNaN(Number(text)) ? Number(text) : text;
  };
  const compare = (a, b) =>
    typeof a === "number" && typeof b === "number" ? a - b : compareTexts(String(a), String(b));

  for (const table of document.querySelectorAll("table[data-sortable]")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const direction = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending");
        const body = table.tBodies[0];
        const rows = [...body.rows].map((row) => [valueOf(row, column), row]);
        rows.sort((a, b) => direction * compare(a[0], b[0]));
        body.append(...rows.map(([, row]) => row));
        table.dispatchEvent(new Event("sorted"));
      });
    });
  }

  const filters = document.getElementById("filters");
  if (filters === null) return;
  const LIMIT = 200; // rows on the screen: a table of 2,400 takes a second to lay out
  const text = document.getElementById("filter-text");
  const state = document.getElementById("filter-state");
  const count = document.getElementById("filter-count");
  const all = document.getElementById("filter-all");
  const body = document.querySelector("#students tbody");
  const contents = new Map();
  let limit = LIMIT;
  const matches = (row, words) => {
    if (state.value !== "" && !row.dataset.state.split(" ").includes(state.value)) return false;
    if (words === "") return true;
    if (!contents.has(row)) contents.set(row, row.textContent.toLowerCase());
    return contents.get(row).includes(words);
  };
  const update = () => {
    const words = text.value.toLowerCase().trim();
    let matching = 0;
    for (const row of body.rows) {
      const match = matches(row, words);
      matching += match;
      row.hidden = !match || matching > limit;
    }
    count.textContent = `${Math.min(matching, limit)} of ${matching} shown`;
    all.hidden = matching <= limit;
  };
  text.addEventListener("input", update);
  state.addEventListener("change", update);
  document.getElementById("students").addEventListener("sorted", update);
  all.addEventListener("click", () => {
    limit = Infinity;
    update();
    text.focus();
  });
  filters.hidden = false;
  update();
})();
