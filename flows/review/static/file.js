// A field for files speaks the language of the page; what a browser writes into its own, it writes in the browser's.
for (const input of document.querySelectorAll(".file input")) {
  const named = input.closest(".field").querySelector("[data-named]");
  input.closest(".file").classList.add("dressed");
  input.addEventListener("change", () => {
    if (named) named.textContent = [...input.files].map((file) => file.name).join(", ");
  });
}
