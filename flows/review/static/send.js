// A form is sent, and the parts of the page that live are taken from the page that answers it.
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
      location.assign(answer.url);
      return null;
    }
    replace(page);
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

export function replace(page) {
  const open = new Set([...document.querySelectorAll("[data-live] details[open][id]:not(.edit)")].map((fold) => fold.id));
  for (const part of document.querySelectorAll("[data-live]")) {
    const fresh = page.getElementById(part.id);
    if (fresh) part.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
  }
  // What somebody folded out stays so; the form of what was added is done.
  for (const fold of document.querySelectorAll("[data-live] details[id]:not(.edit)")) {
    if (fold.id !== "add" && open.has(fold.id)) fold.open = true;
  }
}
