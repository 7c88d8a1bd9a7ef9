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

function shown() {
  for (const form of document.querySelectorAll("#board .task-form")) fit(form);
  const all = document.getElementById("choose-all");
  if (all) all.hidden = false;
  count();
}

document.addEventListener("change", (event) => {
  if (event.target.matches("#choose-all input")) {
    for (const box of document.querySelectorAll("#board .pick")) box.checked = event.target.checked;
    count();
  } else if (event.target.matches(".pick")) count();
  else if (event.target.name === "state" && event.target.closest(".task-form")) fit(event.target.form);
});

document.addEventListener("submit", async (event) => {
  if (!event.target.matches("form[data-send]")) return;
  event.preventDefault();
  const task = event.target.dataset.task && `task-${event.target.dataset.task}`;
  await send(event.target, event.submitter);
  shown();
  const moved = task && document.getElementById(task);
  const problem = document.getElementById("problem");
  if (problem) problem.scrollIntoView({ block: "nearest" });
  else if (moved) {
    moved.focus({ preventScroll: true });
    moved.scrollIntoView({ block: "nearest" });
  } else document.querySelector("#board .undo button")?.focus();
});

shown();
