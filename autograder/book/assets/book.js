// Figures that turn: the picture stays until a reader asks for more, and only then is Plotly loaded, from this folder.
"use strict";

const plotlyAddress = new URL("plotly.min.js", document.currentScript.src).href;

function loadPlotly() {
  if (window.Plotly) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = plotlyAddress;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

async function turn(figure) {
  const { data, layout, config } = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
  const picture = figure.querySelector("img");
  const stage = document.createElement("div");
  stage.className = "stage";
  stage.setAttribute("role", "img");
  stage.setAttribute("aria-label", picture.alt);
  await loadPlotly();
  picture.after(stage);
  await Plotly.newPlot(stage, data, { ...layout, autosize: true }, { ...config, responsive: true });
  figure.classList.add("turning");
}

document.addEventListener("DOMContentLoaded", () => {
  for (const figure of document.querySelectorAll(".turnable")) {
    const button = figure.querySelector("button");
    button.hidden = false;
    button.addEventListener("click", () => {
      button.disabled = true;
      turn(figure).then(() => button.remove(), () => (button.disabled = false));
    });
  }
});
