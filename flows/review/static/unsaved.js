// What was typed and not saved is not left without asking.
const GUARDED = "form[data-guard], form[data-send]";
const typed = (field) =>
  field.name && field.type !== "hidden" && !field.matches("button") && (field.matches("select") ? choiceOf(field) : field.matches("[type=checkbox]") ? field.checked !== field.defaultChecked : field.value !== field.defaultValue);

function choiceOf(select) {
  const chosen = [...select.options].findIndex((option) => option.defaultSelected);
  return select.selectedIndex !== Math.max(0, chosen);
}

export const isTyped = (form) => [...form.elements].some(typed);
export const unsaved = () => [...document.querySelectorAll(GUARDED)].filter(isTyped);

let leaving = false;
export const leave = () => (leaving = true);

document.addEventListener("submit", (event) => {
  // A form that is sent as a page takes what was typed in it along, unless the button is for something else.
  const takesAlong = (form) => form === event.target && !event.submitter?.hasAttribute("formaction");
  if (event.target.matches("form[data-guard]") || !event.target.matches(GUARDED)) leaving = unsaved().every(takesAlong);
});
window.addEventListener("beforeunload", (event) => {
  if (!leaving && unsaved().length) event.preventDefault();
});
window.addEventListener("pageshow", () => (leaving = false));
