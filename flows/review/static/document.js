// The document page: rows and the scan light each other up, keys do what buttons do, forms are sent without leaving the page.
import { lightUp, revealFound, showPage, step, zoom, fitPages, startDrawing, stopDrawing, watchPages } from "./viewer.js";
import { send, say } from "./send.js";
import { whenReleased } from "./pressed.js";
import "./unsaved.js";
import { deskOf, show, stepIn } from "./tables.js";

const body = document.body;
const rows = () => [...document.querySelectorAll("#findings .row")].filter((row) => row.offsetParent !== null);
let current = null;
// Where somebody was in this document, as long as the tab is open.
const REMEMBERED = `row ${location.pathname}`;
// And in which list, for the way back from the text of a page.
sessionStorage.setItem(`list ${location.pathname}`, location.search);

function choose(row, { focus = true, place = true } = {}) {
  for (let fold = row.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  document.querySelectorAll("[aria-current=true][data-row]").forEach((other) => other.removeAttribute("aria-current"));
  row.setAttribute("aria-current", "true");
  current = row.id;
  sessionStorage.setItem(REMEMBERED, row.id);
  if (row.matches(".cell")) show(row);
  if (focus) {
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }
  lightUp(row.dataset.row, place);
}

function move(by) {
  const all = rows();
  if (!all.length) return;
  const at = all.findIndex((row) => row.id === current);
  // From a cell of a table on to the rows around the table.
  const from = current && document.getElementById(current);
  const after = from ? all.findIndex((row) => from.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING) : 0;
  const next = at >= 0 ? at + by : after < 0 ? all.length - 1 : by > 0 ? after : after - 1;
  choose(all[Math.min(all.length - 1, Math.max(0, next))]);
}

function nextDoubt() {
  const open = rows().filter((row) => row.classList.contains("is-open"));
  if (!open.length) return say(document.querySelector(".doubts .fine-line")?.textContent ?? "");
  const all = rows();
  const at = all.findIndex((row) => row.id === current);
  choose(open.find((row) => all.indexOf(row) > at) ?? open[0]);
}

function edit(row, open, field = "") {
  const fold = deskOf(row).querySelector("details.edit");
  if (!fold) return;
  fold.open = open;
  if (!open) return row.focus();
  const wanted = field && fold.querySelector(`[name="${field}"]`);
  fromTheTop(wanted || fold.querySelector("input:not([type=hidden]), select, textarea"));
  fold.scrollIntoView({ block: "nearest" });
}

// A text that is longer than its box is read from its first line.
function fromTheTop(box) {
  box?.focus();
  if (box?.matches("textarea")) {
    box.setSelectionRange(0, 0);
    box.scrollTop = 0;
  }
}

function press(key) {
  const row = current && document.getElementById(current);
  const control = row && deskOf(row).querySelector(`[data-key="${key}"]`);
  if (!control || control.disabled) return;
  if (key === "e") edit(row, true);
  else control.click();
}

const deeds = {
  "next-row": () => move(1),
  "previous-row": () => move(-1),
  "next-doubt": nextDoubt,
  "next-page": () => step(1),
  "previous-page": () => step(-1),
  "zoom-in": () => zoom(1.25),
  "zoom-out": () => zoom(0.8),
  fit: fitPages,
  draw: () => (body.classList.contains("drawing") ? stopDrawing() : startDrawing()),
  help: () => document.getElementById("help").showModal(),
};
const keys = {
  j: deeds["next-row"], k: deeds["previous-row"], n: nextDoubt, c: () => press("c"), e: () => press("e"), x: () => press("x"),
  u: () => document.querySelector("[data-do=undo]:not(:disabled)")?.click(), a: add, "+": deeds["zoom-in"], "=": deeds["zoom-in"], "-": deeds["zoom-out"],
  "[": () => document.querySelector("[data-do-link=previous-document]")?.click(), "]": () => document.querySelector("[data-do-link=next-document]")?.click(),
  PageDown: deeds["next-page"], PageUp: deeds["previous-page"], "?": deeds.help,
};

function add() {
  if (document.querySelector("[data-do=draw]")) deeds.draw();
  else openAdd();
}

function openAdd(box, text) {
  const fold = document.getElementById("add");
  if (!fold) return;
  fold.open = true;
  if (box) {
    for (const form of fold.querySelectorAll("form")) {
      form.elements.box.value = [box.left, box.top, box.right, box.bottom].map((edge) => edge.toFixed(5)).join(",");
      form.elements.page.value = box.page;
    }
    const first = { directive: "text", metric: "name", citation: "symbol" };
    for (const [kind, name] of Object.entries(first)) fold.querySelector(`#add-${kind}-${name}`).value = text;
  }
  const shown = fold.querySelector("details[open] form") ?? fold.querySelector("form");
  shown.scrollIntoView({ block: "nearest" });
  fromTheTop(shown.querySelector("textarea, input:not([type=hidden], [type=number])"));
}

document.addEventListener("drawn", async (event) => {
  const box = event.detail;
  const address = new URL(`${location.pathname}/words`, location.origin);
  for (const [name, value] of Object.entries(box)) address.searchParams.set(name, value);
  let found = { text: "", note: "" };
  try {
    const answer = await fetch(address, { headers: { Accept: "application/json" } });
    if (answer.ok) found = await answer.json();
  } catch {
    found.note = body.dataset.offline;
  }
  openAdd(box, found.text);
  if (found.note) say(found.note);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button && deeds[button.dataset.do]) return deeds[button.dataset.do]();
  const box = event.target.closest("rect.box[data-row]");
  if (box) {
    const row = document.getElementById(box.dataset.row);
    if (row) choose(row, { place: false });
    return;
  }
  const closing = event.target.closest("[data-close]");
  if (closing) return edit(closing.closest(".row") ?? document.getElementById(current), false);
  const place = event.target.closest("[data-place]");
  if (place) {
    event.preventDefault();
    const row = document.getElementById(place.dataset.place);
    choose(row);
    document.querySelector(".viewer").scrollIntoView({ block: "nearest" });
    return;
  }
  const fill = event.target.closest("[data-fill]");
  if (fill) {
    event.preventDefault();
    const row = document.getElementById(fill.dataset.go ?? "") ?? fill.closest(".row");
    choose(row);
    return edit(row, true, fill.dataset.fill);
  }
  const go = event.target.closest("[data-go]");
  if (go) {
    event.preventDefault();
    return choose(document.getElementById(go.dataset.go));
  }
  const thumbnail = event.target.closest("[data-thumbnail]");
  if (thumbnail) {
    event.preventDefault();
    return showPage(Number(thumbnail.dataset.thumbnail));
  }
});
document.addEventListener("pointerover", (event) => {
  const row = event.pointerType === "mouse" && event.target.closest("#findings [data-row]");
  if (row) lightUp(row.dataset.row, false);
});
document.addEventListener("focusin", (event) => {
  const row = event.target.closest("#findings :is(.row, .cell)");
  if (row && row.id !== current) whenReleased(() => row.id !== current && row.isConnected && choose(row, { focus: false }));
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    if (body.classList.contains("drawing")) return stopDrawing();
    const row = event.target.closest(".row") ?? (event.target.closest(".cell-desk") && document.getElementById(current));
    if (row && deskOf(row).querySelector("details.edit[open]")) return edit(row, false);
  }
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select") || document.querySelector("dialog[open]");
  if (!typing && event.target.matches(".cell")) {
    const cell = stepIn(event);
    if (cell) return choose(cell);
  }
  if (typing || event.ctrlKey || event.altKey || event.metaKey || !document.getElementById("keys-on").checked) return;
  const deed = keys[event.key];
  if (!deed) return;
  event.preventDefault();
  deed();
});
document.addEventListener("submit", async (event) => {
  if (!event.target.matches("form[data-send]")) return;
  event.preventDefault();
  const among = event.target.closest(".doubts") && "doubts";
  const answered = await send(event.target, event.submitter);
  const row = among || answered;
  document.querySelectorAll("[data-close]").forEach((button) => (button.hidden = false));
  const again = document.getElementById(row ?? "") ?? document.getElementById(current ?? "");
  const wrong = document.querySelector("#findings [aria-invalid=true]"), problem = document.getElementById("problem");
  if (wrong) wrong.focus();
  else if (problem) problem.focus();
  else if (again?.matches(".row, .cell")) choose(again);
  else again?.focus({ preventScroll: true });
  foldRest();
});
// An empty line more as soon as the last one is used.
document.addEventListener("input", (event) => {
  const lines = event.target.closest(".field.lines fieldset");
  const last = lines?.querySelector("input:last-of-type");
  if (lines && event.target === last && last.value) {
    const more = last.cloneNode();
    more.value = "";
    more.setAttribute("aria-label", last.getAttribute("aria-label").replace(/\d+$/, (n) => Number(n) + 1));
    last.after(more);
  }
});

const kept = document.getElementById("keys-on");
kept.checked = localStorage.getItem("keys") !== "off";
kept.addEventListener("change", () => localStorage.setItem("keys", kept.checked ? "on" : "off"));
document.querySelectorAll("[data-close], .viewer-tools").forEach((part) => (part.hidden = false));
// On a phone what nobody has to look at is folded away, until it is asked for.
const narrow = matchMedia("(max-width: 900px)");
function foldRest() {
  document.querySelectorAll("details.rest:not([data-seen])").forEach((fold) => {
    fold.dataset.seen = "";
    if (narrow.matches && !fold.querySelector("details.edit[open]")) fold.open = false;
  });
}
foldRest();
watchPages();
// Where a search led to counts more than where one was before.
const before = document.querySelector(".box.found, mark#found") ? null : sessionStorage.getItem(REMEMBERED);
const asked = document.getElementById(location.hash.slice(1) || (before ?? ""));
if (asked?.matches(".row, .cell")) choose(asked);
else if (!asked && /^#(directive|metric|citation|section)-\d+$/.test(location.hash)) {
  // A row of an earlier reading, which has another number by now.
  fetch(`/old-rows/${location.hash.slice(1)}`).then((answer) => {
    const row = answer.ok && new URL(answer.url).searchParams.get("row");
    if (row && new URL(answer.url).pathname === location.pathname) location.replace(`#${row}`);
    const found = row && document.getElementById(row);
    if (found) choose(found);
  });
}
revealFound();
