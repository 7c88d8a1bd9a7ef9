// The board: filtered as one types, changed without leaving the page, one task or several at once.
import { send, say, replace } from "./send.js";

const filters = document.getElementById("filters");
let asked = 0;

// What is filtered shows at once; the button is for those without JavaScript, and for Enter.
async function filter() {
  const mine = ++asked;
  const fields = new URLSearchParams();
  const roles = [...filters.querySelectorAll(".roles input")];
  const all = roles.every((box) => box.checked) || !roles.some((box) => box.checked);
  for (const [name, value] of new FormData(filters)) if (value && !(all && roles.some((box) => box.name === name))) fields.append(name, value);
  const address = `/board${fields.size ? `?${fields}` : ""}`;
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== asked) return;
    if (!page.getElementById("board")) return location.assign(address);
    replace(page);
    recount(page);
    history.replaceState(null, "", address);
    say(document.querySelector("#board .heading strong").textContent);
    shown();
  } catch {
    say(document.body.dataset.offline);
  }
}

// The numbers behind the choices follow; what somebody is choosing from just now stays in place.
function recount(page) {
  for (const select of filters.querySelectorAll("select")) {
    const fresh = page.querySelector(`#filters select[name="${select.name}"]`);
    if (!fresh) continue;
    const value = select.value;
    select.replaceChildren(...[...fresh.options].map((option) => document.importNode(option, true)));
    select.value = value;
  }
}

let typing;
filters.addEventListener("input", (event) => {
  if (event.target.type === "search" || event.target.matches("input:not([type=checkbox])")) {
    clearTimeout(typing);
    typing = setTimeout(filter, 350);
  }
});
filters.addEventListener("change", (event) => {
  if (event.target.matches("select, [type=checkbox]")) filter();
});
filters.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(typing);
  filter();
});

// A form asks for what its state needs, and no more.
function fit(form) {
  const state = form.elements.state?.value;
  for (const label of form.querySelectorAll("[data-for]")) label.hidden = !label.dataset.for.split(" ").includes(state);
}

function count() {
  const chosen = document.querySelectorAll("#board .pick:checked").length;
  const badge = document.getElementById("chosen");
  if (!badge) return;
  badge.hidden = !chosen;
  badge.querySelector("span").textContent = chosen;
  if (chosen) document.getElementById("bulk-fold").open = true;
}

// On a phone all but the first group is folded, and of a long group the first tasks are shown; what somebody folded or asked for stays so.
const narrow = matchMedia("(max-width: 560px)");
const folded = new Map(), whole = new Set();

function fold() {
  document.querySelectorAll("#board .group-fold").forEach((group, index) => {
    const open = folded.get(group.id) ?? (!narrow.matches || index === 0);
    if (group.open !== open) group.open = open;
  });
  for (const more of document.querySelectorAll("#board [data-more]")) {
    const group = more.closest("section");
    more.hidden = !narrow.matches || whole.has(group.id);
    [...group.querySelector(".tasks").children].slice(Number(more.dataset.more)).forEach((task) => (task.hidden = !more.hidden));
  }
}

document.addEventListener("click", (event) => {
  const summary = event.target.closest(".group-fold > summary");
  if (summary) folded.set(summary.parentElement.id, !summary.parentElement.open);
  const more = event.target.closest("[data-more]");
  if (more) {
    const next = more.closest("section").querySelector(".task[hidden]");
    whole.add(more.closest("section").id);
    fold();
    next.focus();
  }
});
narrow.addEventListener("change", fold);

function shown() {
  fold();
  for (const form of document.querySelectorAll("#board .task-form")) fit(form);
  const all = document.getElementById("choose-all");
  if (all) all.hidden = false;
  count();
}

document.addEventListener("change", (event) => {
  if (event.target.matches("#choose-all input")) {
    // Nobody changes what is folded away.
    for (const box of document.querySelectorAll("#board .pick")) box.checked = event.target.checked && box.checkVisibility();
    count();
  } else if (event.target.matches(".pick")) count();
  else if (event.target.name === "state" && event.target.closest(".task-form")) fit(event.target.form);
});

document.addEventListener("submit", async (event) => {
  if (!event.target.matches("form[data-send]")) return;
  event.preventDefault();
  const task = event.target.dataset.task && `task-${event.target.dataset.task}`;
  const group = event.target.closest("section")?.id, next = event.target.closest(".task")?.nextElementSibling?.id;
  await send(event.target, event.submitter);
  shown();
  const wrong = document.querySelector("#board [aria-invalid=true]"), problem = document.getElementById("problem");
  if (wrong) return wrong.focus();
  if (problem) return problem.focus();
  const same = document.getElementById(task);
  // A task that went to another group leaves its place to the next one.
  const there = task && (same?.closest("section").id === group ? same : document.getElementById(next)) || same;
  if (there) {
    const closed = there.closest("details:not([open])");
    if (closed) closed.open = true;
    there.hidden = false;
    there.focus({ preventScroll: true });
    there.scrollIntoView({ block: "nearest" });
  } else (document.querySelector("#board .undo button") ?? document.getElementById("board")).focus({ preventScroll: true });
});

shown();
