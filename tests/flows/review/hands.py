"""The hands of somebody at the pages, a mouse or a keyboard, and what nobody who looks at a page should have to frown at."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import TimeoutError as TooLate

SERIOUS = {"serious", "critical"}
# Words that no Vietnamese page says, and keys whose words were not found.
FOREIGN = re.compile(
    r"\b(?:the|of|and|is|was|by|with|for|from|page|read|row|doubts?|closing|preamble|undefined|null|None|NaN)\b"
    r"|\b(?:app|list|document|act|board|done|field|figures|import|report|search|text|upload|wrong)\.[a-z_]+\b"
)
SAID = """() => [document.body.innerText, ...[...document.querySelectorAll("[aria-label], [title], [placeholder], [alt]")]
    .flatMap((part) => ["aria-label", "title", "placeholder", "alt"].map((name) => part.getAttribute(name) ?? ""))].join("\\n")"""
FOCUS = """(target) => {
  const at = document.activeElement, style = getComputedStyle(at), box = at.getClientRects()[0];
  const x = Math.min(innerWidth - 1, Math.max(0, box.left + Math.min(box.width, 40) / 2));
  const above = document.elementFromPoint(x, Math.max(0, box.top + Math.min(box.height, 20) / 2));
  return {
    reached: at === target, what: at.outerHTML.slice(0, 160), above: above?.outerHTML.slice(0, 160),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
    inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    free: at.contains(above) || above?.contains(at) || above?.closest("label")?.contains(at) || above?.closest("label")?.control === at,
  };
}"""


def look(page, *, barriers):
    """Looks at what is shown: no other language, nothing wider than the window, one heading; for barriers too, which takes a second."""
    page.wait_for_load_state()  # what stands there without its style sheet yet is as wide as it likes
    if barriers:
        found = Axe().run(page).response["violations"]
        assert [(page.url, v["id"], [node["target"] for node in v["nodes"]]) for v in found if v["impact"] in SERIOUS] == []
    assert sorted({match[0] for match in FOREIGN.finditer(page.evaluate(SAID))}) == [], page.url
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


class Mouse:
    """Somebody who points at everything."""

    def __init__(self, page):
        self.page = page

    def press(self, target):
        target.click()

    def tick(self, box):
        box.click()

    def fill(self, field, words):
        field.click()
        field.fill(words)

    def choose(self, field, label):
        field.click()
        self.page.keyboard.press("Escape")
        field.select_option(label=label)

    def send(self, field):
        field.locator("xpath=ancestor::form[1]").locator("button:not([type=button])").first.click()

    def give(self, field, path):
        with self.page.expect_file_chooser() as asked:
            field.click()
        asked.value.set_files(path)

    def edit(self, row):
        row.get_by_text("Sửa", exact=True).click()

    def settle(self, doubt):
        doubt.get_by_role("button", name="Xác nhận").click()


class Keyboard:
    """Somebody without a mouse: goes by Tab, and by the keys that the page says it has."""

    def __init__(self, page):
        self.page = page

    def wait(self):
        """A key, unlike a click, waits for nothing: the rest of the page and its scripts may be to come."""
        self.page.wait_for_load_state()

    def reach(self, target, most=400):
        """Goes on with Tab, backwards where the target stands before; every stop on the way can be seen."""
        self.wait()
        place = target.element_handle()
        back = place.evaluate("(e) => Boolean(e.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING)")
        for _ in range(most):
            stop = self.page.evaluate(FOCUS, place)
            if stop["reached"]:
                return
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            stop = self.page.evaluate(FOCUS, place)
            assert stop["ring"] and stop["inside"] and stop["free"], stop
        raise AssertionError(f"{target} is not reached in {most} steps")

    def press(self, target):
        key = target.get_attribute("aria-keyshortcuts")
        self.wait()
        if not key:
            self.reach(target)
        self.page.keyboard.press(key or "Enter")

    def tick(self, box):
        self.reach(box)
        self.page.keyboard.press("Space")

    def fill(self, field, words):
        self.reach(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(words)

    def choose(self, field, label):
        self.reach(field)
        labels = [one.strip() for one in field.locator("option").all_inner_texts()]
        here, there = field.evaluate("(e) => e.selectedIndex"), labels.index(label)
        for _ in range(abs(there - here)):
            self.page.keyboard.press("ArrowDown" if there > here else "ArrowUp")

    def send(self, field):
        self.page.keyboard.press("Control+Enter" if field.evaluate("(e) => e.matches('textarea')") else "Enter")

    def give(self, field, path, tries=4):
        """Chromium opens a chooser only within seconds of a key, which a busy machine may miss: then it is pressed again."""
        self.reach(field)
        for left in reversed(range(tries)):
            try:
                with self.page.expect_file_chooser(timeout=15_000) as asked:
                    self.page.keyboard.press("Space")
            except TooLate:
                if not left:
                    raise
            else:
                break
        asked.value.set_files(path)

    def edit(self, row):
        self.wait()
        for _ in range(20):
            if row.get_attribute("aria-current") == "true":
                self.page.keyboard.press("e")
                return
            self.page.keyboard.press("j")
        raise AssertionError("The row is not reached by its key.")

    def settle(self, doubt):
        self.wait()
        self.page.keyboard.press("n")
        self.page.keyboard.press("c")
