// The board: a task is changed without leaving the page.
import { send } from "./send.js";

document.addEventListener("submit", async (event) => {
  if (!event.target.matches("form[data-send]")) return;
  event.preventDefault();
  const task = `task-${event.target.dataset.task}`;
  await send(event.target, event.submitter);
  const moved = document.getElementById(task);
  if (document.getElementById("problem")) document.getElementById("problem").scrollIntoView({ block: "nearest" });
  else if (moved) {
    moved.focus({ preventScroll: true });
    moved.scrollIntoView({ block: "nearest" });
  }
});
