"""The glossary says what the pages, the workbook, the charts and the guide say; terms that were dropped are nowhere."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from flows.review.language import wording_of
from flows.takeaway.workbook import CONTRADICTIONS, FIGURES, SIGNATURES, TASKS
from tasks.domain.doubt import DOUBTS

ROOT = Path(__file__).parent.parent.parent
GLOSSARY = ROOT / "docs" / "vi" / "thuat-ngu.md"
ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \|(?: ([^|]+))? \|$", re.MULTILINE)
ROWS = [row for row in ROW.findall(GLOSSARY.read_text("utf-8")) if row[0] != "thuật ngữ"]
TERMS = [term for term, _, _ in ROWS]
DROPPED = [dropped for _, _, dropped in ROWS if dropped]
VIETNAMESE = re.compile(r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE)


def of_sheets():
    for sheet in (TASKS, FIGURES, CONTRADICTIONS, SIGNATURES):
        yield from (sheet.name, *(name for name, _ in sheet.columns))


def of_code():
    """Vietnamese words that a module of the flows says by itself, with its place; docstrings say nothing to readers."""
    for path in sorted((ROOT / "flows").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told and VIETNAMESE.search(node.value):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node.value


def of_pages():
    """The pages that speak of the interface; the last column of the glossary is what it is there for."""
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs" / "vi").glob("*.md"))):
        text = path.read_text("utf-8")
        yield str(path.relative_to(ROOT)), ROW.sub(r"\1 \2", text) if path == GLOSSARY else text


def everything_said():
    yield from wording_of("vi").words.items()
    yield from ((f"doubt {code}", kind.vi) for code, kind in DOUBTS.items())
    yield from (("workbook", name) for name in of_sheets())
    yield from of_code()
    yield from of_pages()


@cache
def said():
    """All of it, read once, and by no worker that is not asked for it."""
    return list(everything_said())


def holds(words, term):
    return re.search(rf"(?<!\w){re.escape(term.lower())}(?!\w)", words.lower()) is not None


def test_there_is_a_glossary():
    assert len(TERMS) > 40 and len(DROPPED) > 10
    assert len(set(TERMS)) == len(TERMS)
    assert not {term.lower() for term in TERMS} & {term.lower() for term in DROPPED}


@pytest.mark.parametrize("term", TERMS)
def test_a_term_is_what_pages_or_sheets_say(term):
    assert any(holds(words, term) for words in [*wording_of("vi").words.values(), *of_sheets()])


@pytest.mark.parametrize("dropped", DROPPED)
def test_a_dropped_term_is_nowhere(dropped):
    # A column of old workbooks still comes back.
    former = "flows/takeaway/columns.py"
    assert [place for place, words in said() if holds(words, dropped) and not place.startswith(former)] == []
