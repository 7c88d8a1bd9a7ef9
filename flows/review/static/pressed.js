// Nothing moves between the press of a button and its release, else the click is none.
let pressed = false;
let waiting = null;

function release() {
  pressed = false;
  const deed = waiting;
  waiting = null;
  // Behind the click that follows the release.
  if (deed) setTimeout(deed);
}

document.addEventListener("pointerdown", () => (pressed = true), true);
// Of a touch the browser makes its mouse events behind the release.
for (const name of ["click", "pointercancel", "dragend"]) document.addEventListener(name, release, true);
document.addEventListener("pointerup", () => setTimeout(release, 400), true);

export function whenReleased(deed) {
  if (pressed) waiting = deed;
  else deed();
}
