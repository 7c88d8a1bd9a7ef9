// The scan: pages, zoom, boxes that light up, and drawing a rectangle.
const frame = document.querySelector(".pages");
const figures = [...document.querySelectorAll(".page")];
const body = document.body;
const SHARPER_FROM = 1.3;
let scale = 1;
let now = 1;

export function lightUp(row, scroll) {
  document.querySelectorAll(".box.lit").forEach((box) => box.classList.remove("lit"));
  const boxes = [...document.querySelectorAll(`.box[data-row="${CSS.escape(row)}"]`)];
  boxes.forEach((box) => box.classList.add("lit"));
  // Parts may stand in a heading pages before; the row itself is what is gone to.
  const own = boxes.filter((box) => !box.classList.contains("part"));
  if (scroll && boxes.length) reveal(own.length ? own : boxes);
}

// What a search led to, wherever its row begins.
export function revealFound() {
  const boxes = [...document.querySelectorAll(".box.found")];
  if (boxes.length) reveal(boxes);
  else document.querySelector("mark#found")?.scrollIntoView({ block: "center" });
}

function reveal(boxes) {
  const first = boxes[0].closest(".page");
  const shape = boxes.filter((box) => box.closest(".page") === first).map((box) => box.getBoundingClientRect());
  const edge = frame.getBoundingClientRect();
  const top = Math.min(...shape.map((r) => r.top)), bottom = Math.max(...shape.map((r) => r.bottom)), left = Math.min(...shape.map((r) => r.left));
  if (top < edge.top + 20 || bottom > edge.bottom - 20) frame.scrollTop += top - edge.top - Math.max(30, (edge.height - (bottom - top)) / 2);
  if (left < edge.left || left > edge.right - 60) frame.scrollLeft += left - edge.left - 30;
}

export function showPage(number) {
  const figure = figures[number - 1];
  if (figure) frame.scrollTop += figure.getBoundingClientRect().top - frame.getBoundingClientRect().top - 8;
}

export const step = (by) => showPage(Math.min(figures.length, Math.max(1, now + by)));

export function zoom(by) {
  set(Math.min(5, Math.max(0.25, scale * by)));
}

// The whole page, or the whole width where it is shown so already.
export function fitPages() {
  const image = figures[0]?.querySelector("img");
  if (!image) return;
  const whole = ((frame.clientHeight - 24) * image.getAttribute("width")) / image.getAttribute("height") / (frame.clientWidth - 24);
  set(Math.abs(scale - whole) < 0.01 ? 1 : Math.min(1, whole));
  showPage(now);
}

function set(wanted) {
  const middle = (frame.scrollTop + frame.clientHeight / 2) / Math.max(1, frame.scrollHeight);
  scale = wanted;
  for (const figure of figures) {
    figure.style.width = `${scale * 100}%`;
    const image = figure.querySelector("img");
    if (scale > SHARPER_FROM && image.dataset.fine) {
      image.src = image.dataset.fine;
      delete image.dataset.fine;
    }
  }
  frame.scrollTop = middle * frame.scrollHeight - frame.clientHeight / 2;
  document.querySelector("[data-zoom-now]").textContent = `${Math.round(scale * 100)}%`;
}

export function watchPages() {
  if (!frame) return;
  const follow = () => {
    const middle = frame.getBoundingClientRect().top + frame.clientHeight / 3;
    now = Math.max(1, figures.filter((figure) => figure.getBoundingClientRect().top <= middle).length);
    document.querySelector("[data-page-now]").textContent = now;
    const text = document.querySelector("[data-text-of]");
    if (text && figures.length) text.href = text.dataset.textOf + figures[now - 1].dataset.page;
    document.querySelectorAll("[data-thumbnail]").forEach((link) => {
      if (Number(link.dataset.thumbnail) === now) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  };
  frame.addEventListener("scroll", () => requestAnimationFrame(follow), { passive: true });
  follow();
  for (const image of document.querySelectorAll(".page img")) {
    const lost = () => (image.parentElement.querySelector(".gone").hidden = false);
    image.addEventListener("error", lost);
    if (image.complete && !image.naturalWidth) {
      // It failed before anybody listened.
      const again = new Image();
      again.addEventListener("error", lost);
      again.src = image.src;
    }
  }
}

export function startDrawing() {
  body.classList.add("drawing");
  document.querySelector(".draw-help").hidden = false;
  document.querySelector("[data-do=draw]").setAttribute("aria-pressed", "true");
}

export function stopDrawing() {
  body.classList.remove("drawing");
  document.querySelector(".draw-help").hidden = true;
  document.querySelector("[data-do=draw]").setAttribute("aria-pressed", "false");
  document.querySelectorAll(".box.drawn").forEach((box) => box.remove());
}

let drawing = null;
const share = (value, from, size) => Math.min(1, Math.max(0, (value - from) / size));

function rectangle(event) {
  const edge = drawing.figure.querySelector(".boxes").getBoundingClientRect();
  const x = share(event.clientX, edge.left, edge.width), y = share(event.clientY, edge.top, edge.height);
  return { left: Math.min(x, drawing.x), top: Math.min(y, drawing.y), right: Math.max(x, drawing.x), bottom: Math.max(y, drawing.y) };
}

frame?.addEventListener("pointerdown", (event) => {
  const figure = event.target.closest(".page");
  if (!body.classList.contains("drawing") || !figure || event.button !== 0) return;
  event.preventDefault();
  document.querySelectorAll(".box.drawn").forEach((box) => box.remove());
  const svg = figure.querySelector(".boxes");
  const edge = svg.getBoundingClientRect();
  const box = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  box.setAttribute("class", "box drawn");
  svg.append(box);
  drawing = { figure, box, x: share(event.clientX, edge.left, edge.width), y: share(event.clientY, edge.top, edge.height) };
  frame.setPointerCapture(event.pointerId);
});
frame?.addEventListener("pointermove", (event) => {
  if (!drawing) return;
  const r = rectangle(event);
  for (const [name, value] of Object.entries({ x: r.left, y: r.top, width: r.right - r.left, height: r.bottom - r.top })) drawing.box.setAttribute(name, value);
});
frame?.addEventListener("pointerup", (event) => {
  if (!drawing) return;
  const r = rectangle(event), { figure, box } = drawing;
  drawing = null;
  if (r.right - r.left < 0.005 || r.bottom - r.top < 0.003) return box.remove();
  const page = Number(figure.dataset.page);
  body.classList.remove("drawing");
  document.querySelector(".draw-help").hidden = true;
  document.querySelector("[data-do=draw]").setAttribute("aria-pressed", "false");
  document.dispatchEvent(new CustomEvent("drawn", { detail: { page, ...r } }));
});
frame?.addEventListener("pointercancel", () => {
  drawing?.box.remove();
  drawing = null;
});
