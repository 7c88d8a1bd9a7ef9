// The text of a page: a line and its place on the scan light each other up; Enter goes on to the next line, Alt+Enter splits one.
import { fitPages, lightUp, watchPages, zoom } from "./viewer.js";
import { whenReleased } from "./pressed.js";
import "./unsaved.js";

const deeds = { "zoom-in": () => zoom(1.25), "zoom-out": () => zoom(0.8), fit: fitPages };
const boxes = () => [...document.querySelectorAll(".line textarea")];

// Where somebody was on this page, for when it is shown again after what was typed was saved.
const REMEMBERED = `line ${location.pathname}`;

function choose(line) {
  sessionStorage.setItem(REMEMBERED, line.id);
  document.querySelectorAll(".line[aria-current]").forEach((other) => other.removeAttribute("aria-current"));
  line.setAttribute("aria-current", "true");
  if (line.dataset.row) lightUp(line.dataset.row, true);
}

// What a button writes counts as typed; a field is as high as its lines.
function write(box, value, cursor = value.length) {
  box.value = value;
  box.rows = value.split("\n").length;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.focus();
  box.setSelectionRange(cursor, cursor);
}

const lineDeeds = {
  split: (box) => write(box, `${box.value.slice(0, box.selectionStart).trimEnd()}\n${box.value.slice(box.selectionEnd).trimStart()}`, box.value.slice(0, box.selectionStart).trimEnd().length + 1),
  below: (box) => write(box, `${box.value.trimEnd()}\n`),
  remove: (box) => write(box, ""),
};

document.addEventListener("focusin", (event) => {
  const line = event.target.closest(".line");
  if (line) whenReleased(() => choose(line));
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) return deeds[button.dataset.do]?.();
  const rect = event.target.closest("rect.box[data-row]");
  if (rect) return document.querySelector(`#${CSS.escape(rect.dataset.row)} textarea`)?.focus();
  const choice = event.target.closest("[data-instead]");
  if (choice) {
    write(choice.closest(".line").querySelector("textarea"), choice.dataset.instead);
  }
  const deed = event.target.closest("[data-line]");
  if (deed) lineDeeds[deed.dataset.line](deed.closest(".line").querySelector("textarea"));
});
document.addEventListener("keydown", (event) => {
  const box = event.target.closest?.(".line textarea");
  if (!box || event.key !== "Enter") return;
  if (box.id === "added" && !event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  if (event.altKey) return lineDeeds.split(box);
  if (event.ctrlKey || event.metaKey) return box.form.requestSubmit(box.form.querySelector("[data-save]"));
  const all = boxes();
  all[all.indexOf(box) + (event.shiftKey ? -1 : 1)]?.focus();
});
document.querySelectorAll("[data-instead], [data-line], .viewer-tools").forEach((part) => (part.hidden = false));
watchPages();
if (new URLSearchParams(location.search).has("said")) document.getElementById(sessionStorage.getItem(REMEMBERED) ?? "")?.querySelector("textarea")?.focus();

// Back to the document in the list in which it is being reviewed.
const back = document.querySelector(".crumb a");
const list = new URLSearchParams(sessionStorage.getItem(`list ${back.pathname}`) ?? "");
for (const name of ["said", "row", "at"]) list.delete(name);
back.search = list;
