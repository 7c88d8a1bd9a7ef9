// A form is sent, and the parts of the page that live are taken from the page that answers it; nothing moves below the reader's eyes,
// and what was typed into other forms stays typed.
import { leave, unsaved } from "./unsaved.js";
const body = document.body;

export function say(words) {
  const place = document.getElementById("said");
  place.textContent = "";
  // An empty moment, so that the same words twice are read out twice.
  setTimeout(() => (place.textContent = words), 30);
  clearTimeout(say.timer);
  say.timer = setTimeout(() => (place.textContent = ""), 6000);
}

export async function send(form, button) {
  if (form.getAttribute("aria-busy")) return null;
  form.setAttribute("aria-busy", "true");
  try {
    const fields = new URLSearchParams(new FormData(form, button));
    const answer = await fetch(form.getAttribute("action"), { method: "POST", body: fields, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.getElementById(form.closest("[data-live]")?.id ?? "main")) {
      leave();
      location.assign(answer.url);
      return null;
    }
    const place = placeOf(form), others = unsaved().filter((other) => other !== form).map(typedIn);
    replace(page);
    others.forEach(typeAgain);
    stay(place);
    if (!document.getElementById("problem")) history.replaceState(null, "", new URL(answer.url).pathname + keptQuery());
    say(page.getElementById("said").textContent || page.getElementById("problem")?.textContent.trim().split("\n")[0] || "");
    return new URL(answer.url).searchParams.get("row");
  } catch {
    say(body.dataset.offline);
    return null;
  } finally {
    form.removeAttribute("aria-busy");
  }
}

// The address without what was said once.
function keptQuery() {
  const query = new URLSearchParams(location.search);
  for (const name of ["said", "row"]) query.delete(name);
  return query.size ? `?${query}` : "";
}

// Where the row of a form, or what stands for it, is on the screen.
function placeOf(form) {
  const row = form.closest(".doubts") ?? form.closest("[data-row], section[id], .heading[id], [data-live][id]");
  return row && { id: row.id, top: row.getBoundingClientRect().top };
}

function stay(place) {
  const row = place && document.getElementById(place.id);
  if (row) scrollBy({ top: row.getBoundingClientRect().top - place.top, behavior: "instant" });
}

const nameOf = (form) => [form.getAttribute("action"), ...["about", "row", "directive"].map((name) => form.elements[name]?.value ?? "")].join(" ");

function typedIn(form) {
  const fields = [...form.elements].filter((field) => field.name && field.type !== "hidden" && !field.matches("button, fieldset"));
  return { name: nameOf(form), values: fields.map((field) => (field.matches("[type=checkbox]") ? field.checked : field.value)) };
}

function typeAgain(kept) {
  const form = [...document.querySelectorAll("[data-live] form[data-send]")].find((one) => nameOf(one) === kept.name && one.querySelector("[name]:not([type=hidden], button)"));
  if (!form) return;
  for (let fold = form.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  const fields = [...form.elements].filter((field) => field.name && field.type !== "hidden" && !field.matches("button, fieldset"));
  kept.values.forEach((value, index) => {
    const field = fields[index];
    if (!field) return;
    if (field.matches("[type=checkbox]")) field.checked = value;
    else field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

export function replace(page) {
  const open = new Set([...document.querySelectorAll("[data-live] details[open][id]:not(.edit)")].map((fold) => fold.id));
  for (const part of document.querySelectorAll("[data-live]")) {
    const fresh = page.getElementById(part.id);
    if (fresh) part.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
  }
  for (const fold of document.querySelectorAll("details.rest")) {
    fold.dataset.seen = "";
    fold.open = open.has(fold.id) || Boolean(fold.querySelector("details.edit[open]"));
  }
  // What somebody folded out stays so; the form of what was added is done.
  for (const fold of document.querySelectorAll("[data-live] details[id]:not(.edit)")) {
    if (fold.id !== "add" && open.has(fold.id)) fold.open = true;
  }
}
