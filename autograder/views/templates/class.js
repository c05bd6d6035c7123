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
      });
    });
  }

  const filters = document.getElementById("filters");
  if (filters === null) return;
  const text = document.getElementById("filter-text");
  const state = document.getElementById("filter-state");
  const count = document.getElementById("filter-count");
  const rows = [...document.querySelectorAll("#students tbody tr")];
  const contents = rows.map((row) => row.textContent.toLowerCase());
  const states = rows.map((row) => row.dataset.state.split(" "));
  const update = () => {
    const words = text.value.toLowerCase().trim();
    let visible = 0;
    rows.forEach((row, number) => {
      const matches = contents[number].includes(words) && (state.value === "" || states[number].includes(state.value));
      row.hidden = !matches;
      visible += matches;
    });
    count.textContent = `${visible} of ${rows.length} shown`;
  };
  text.addEventListener("input", update);
  state.addEventListener("change", update);
  filters.hidden = false;
  update();
})();
