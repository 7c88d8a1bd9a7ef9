"""Links of the pages lead somewhere; files, rooms and targets that they name are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted([*ROOT.glob("*.md"), ROOT / "NOTICE", *(ROOT / "docs").rglob("*.md")])
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"`((?:flows|tasks|db|config|tests|benchmarks|docs|samples)/[\w./-]+)`")
TARGET = re.compile(r"`make ([a-z-]+)")


def anchor(heading):
    """The anchor that a heading has."""
    return re.sub(r"[^\w -]", "", heading.lower()).strip().replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    for link in LINK.findall(page.read_text("utf-8")):
        if "://" in link or link.startswith("mailto:"):
            continue
        path, _, place = link.partition("#")
        found = (page.parent / path).resolve() if path else page
        assert found.exists(), link
        if place:
            assert place in {anchor(h) for h in HEADING.findall(found.read_text("utf-8"))}, link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_is_named_is_there(page):
    text = page.read_text("utf-8")
    for name in CODE.findall(text):
        module = name.rpartition(".")[0] or name  # `db/limited.Limited` is of a module
        assert any((ROOT / path).exists() for path in (name, f"{name}.py", f"{module}.py")), name
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for target in TARGET.findall(text):
        assert target in targets, target
