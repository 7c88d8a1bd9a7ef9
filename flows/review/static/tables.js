// Tables: one cell of each can be reached with Tab, the others from there with the arrow keys; one form below serves the chosen cell.

export const deskOf = (row) => (row.matches(".cell") ? row.closest(".printed-table").querySelector(".cell-desk") : row);

// Lets the form below a table speak of a cell.
export function show(cell) {
  const desk = deskOf(cell);
  const isOther = desk.hidden || desk.querySelector("[data-cell=id]")?.value !== cell.dataset.id;
  for (const other of cell.closest("table").querySelectorAll(".cell[tabindex='0']")) other.tabIndex = -1;
  cell.tabIndex = 0;
  desk.hidden = false;
  for (const part of desk.querySelectorAll("[data-cell]")) {
    const name = part.dataset.cell;
    if (name === "id") part.value = cell.dataset.id;
    else if (name === "text") {
      if (isOther) part.value = cell.dataset.words;
    } else part.textContent = cell.dataset[name];
  }
  const fold = desk.querySelector("details.edit");
  if (fold && isOther) fold.open = false;
}

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

// The cell that a key leads to from the cell it was pressed in; the same one at an edge, none for other keys.
export function stepIn(event) {
  const step = STEPS[event.key];
  if (!step || event.ctrlKey || event.altKey || event.metaKey) return null;
  event.preventDefault();
  const cell = event.target;
  const places = placesOf(cell.closest("table"));
  const own = [...places].filter(([, there]) => there === cell).map(([place]) => place.split(",").map(Number));
  const [down, right] = step;
  const row = down > 0 ? Math.max(...own.map(([r]) => r)) : Math.min(...own.map(([r]) => r));
  const column = right > 0 ? Math.max(...own.map(([, c]) => c)) : Math.min(...own.map(([, c]) => c));
  return places.get(`${row + down},${column + right}`) ?? cell;
}

// The cell at each row and column, as a browser lays them out.
function placesOf(table) {
  const places = new Map();
  [...table.rows].forEach((line, row) => {
    let column = 0;
    for (const cell of line.cells) {
      while (places.has(`${row},${column}`)) column += 1;
      for (let r = 0; r < cell.rowSpan; r++) for (let c = 0; c < cell.colSpan; c++) places.set(`${row + r},${column + c}`, cell);
      column += cell.colSpan;
    }
  });
  return places;
}
