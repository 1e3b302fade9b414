"use strict";
// The page reads without any of this: links between the columns are plain anchors.
(() => {
  const twins = (mark) => {
    const numbers = mark.dataset.passage.split(" ");
    const columns = mark.closest(".wirecopy-side");
    return [...columns.querySelectorAll("mark")].filter((other) =>
      other.dataset.passage.split(" ").some((number) => numbers.includes(number)));
  };
  const point = (event) => {
    for (const lit of document.querySelectorAll("mark.together")) lit.classList.remove("together");
    const mark = event.target instanceof Element && event.target.closest(".wirecopy-side mark");
    if (mark) for (const twin of twins(mark)) twin.classList.add("together");
  };
  document.addEventListener("pointerover", point);
  document.addEventListener("focusin", point);

  // A pair opens where the sharing begins.
  const begin = (pair) => {
    for (const text of pair.querySelectorAll(".text")) {
      const first = text.querySelector("mark");
      const below = first ? first.getBoundingClientRect().top - text.getBoundingClientRect().top : 0;
      if (below > text.clientHeight * 0.75) text.scrollTop = below - text.clientHeight / 4;
    }
  };
  for (const pair of document.querySelectorAll(".pair")) {
    if (pair.open) begin(pair);
    pair.addEventListener("toggle", () => pair.open && begin(pair), { once: true });
  }

  // A passage's number brings its twin level with it, in the other column only where both stand abreast.
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest(".wirecopy-side mark a");
    const twin = link && document.getElementById(link.hash.slice(1));
    if (!twin) return;
    const here = link.closest(".text"), there = twin.closest(".text");
    const abreast = Math.abs(here.getBoundingClientRect().top - there.getBoundingClientRect().top) < here.clientHeight;
    if (!abreast) return;
    event.preventDefault();
    there.scrollTop += twin.getBoundingClientRect().top - link.getBoundingClientRect().top;
    twin.focus({ preventScroll: true });
  });
})();
