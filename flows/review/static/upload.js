// Bringing files: dropped anywhere on the form or taken by the camera one after another, they are sent together, in the order in which they came.
import "./file.js";
import { say } from "./send.js";

const form = document.querySelector(".drop");
const input = document.getElementById("files");
const chosen = document.getElementById("chosen");
let files = [];

function collect(more) {
  files.push(...more);
  hand();
}

function hand() {
  const all = new DataTransfer();
  for (const file of files) all.items.add(file);
  input.files = all.files;
  const list = chosen.querySelector("ol");
  list.replaceChildren(
    ...files.map((file, index) => {
      const item = document.createElement("li");
      const remove = document.createElement("button");
      remove.type = "button";
      remove.className = "quiet";
      remove.dataset.index = index;
      remove.textContent = list.dataset.remove;
      remove.setAttribute("aria-label", `${list.dataset.remove}: ${file.name}`);
      item.append(`${file.name} `, remove);
      return item;
    }),
  );
  chosen.hidden = !files.length;
}

if (form) {
  input.addEventListener("change", () => {
    files = [...files, ...input.files];
    hand();
  });
  const camera = document.getElementById("camera");
  camera.addEventListener("change", () => {
    const taken = [...camera.files];
    camera.value = "";
    collect(taken);
  });
  chosen.addEventListener("click", (event) => {
    const remove = event.target.closest("[data-index]");
    if (!remove) return;
    files.splice(Number(remove.dataset.index), 1);
    hand();
    input.focus();
  });
  for (const name of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      if (![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
      event.preventDefault();
      form.classList.toggle("over", name === "dragover");
      if (name === "drop") collect(event.dataTransfer.files);
    });
  }
}

// As long as something is read, the list is looked at again.
async function follow() {
  const jobs = document.getElementById("jobs");
  if (!jobs.hasAttribute("data-busy")) return;
  try {
    const answer = await fetch("/upload", { headers: { Accept: "text/html" } });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("jobs");
    if (fresh) {
      const isHere = jobs.contains(document.activeElement), isDone = !fresh.hasAttribute("data-busy");
      if (fresh.innerHTML !== jobs.innerHTML) {
        jobs.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
        if (isHere) jobs.focus({ preventScroll: true });
        if (isDone) say(jobs.querySelector("li").innerText.replace(/\s+/g, " "));
      }
      jobs.toggleAttribute("data-busy", !isDone);
    }
  } catch {
    // The next look tells.
  }
  setTimeout(follow, 2000);
}
setTimeout(follow, 2000);
