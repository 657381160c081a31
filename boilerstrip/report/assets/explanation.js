"use strict";
(() => {
  const blocks = [...document.querySelectorAll("#blocks > li")];
  const chips = [...document.querySelectorAll(".chip")];
  const words = document.getElementById("words");
  const status = document.getElementById("shown");
  const tools = document.querySelector(".tools");
  let texts = null;

  const filter = () => {
    const asked = words.value.trim().toLowerCase();
    const kinds = chips.filter((c) => c.getAttribute("aria-pressed") === "true")
      .map((c) => c.dataset.show);
    if (asked && texts === null) texts = blocks.map((b) => b.textContent.toLowerCase());
    let count = 0;
    blocks.forEach((block, i) => {
      const own = block.dataset.show.split(" ");
      const shown = (!kinds.length || kinds.some((k) => own.includes(k))) &&
        (!asked || texts[i].includes(asked));
      if (block.hidden === shown) block.hidden = !shown;
      count += shown;
    });
    status.textContent = `${count} of ${blocks.length} blocks shown`;
  };

  const showAll = () => {
    words.value = "";
    chips.forEach((c) => c.setAttribute("aria-pressed", "false"));
    filter();
  };

  const step = (by) => {
    const at = blocks.indexOf(document.activeElement.closest("#blocks > li"));
    let next = at + by;
    if (at < 0) {
      const top = Math.max(0, tools.getBoundingClientRect().bottom);
      next = blocks.findIndex((b) => !b.hidden && b.getBoundingClientRect().bottom > top);
    }
    while (blocks[next]?.hidden) next += by;
    blocks[next]?.focus();
  };

  const target = () => {
    const block = document.getElementById(location.hash.slice(1));
    if (!block?.matches("#blocks > li")) return;
    if (block.hidden) showAll();
    block.focus();
  };

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    "/": () => words.focus(),
    Escape: showAll,
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target === words && event.key !== "Escape") return;
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  });
  chips.forEach((chip) => chip.addEventListener("click", () => {
    const pressed = chip.getAttribute("aria-pressed") === "true";
    chip.setAttribute("aria-pressed", String(!pressed));
    filter();
  }));
  words.addEventListener("input", filter);
  document.getElementById("all").addEventListener("click", showAll);
  addEventListener("hashchange", target);
  // What is focused stops beneath the tools, however many rows of labels they have.
  const fit = () => {
    document.documentElement.style.setProperty("--tools", `${tools.offsetHeight}px`);
  };
  tools.hidden = false;
  fit();
  addEventListener("resize", fit);
  filter();
  target();
})();
