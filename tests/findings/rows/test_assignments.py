"""Rows of an assignment table become directives: one test runs the corpus file of tables, as cells of a page and as plain text."""

import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.vocabulary import load_vocabulary
from tasks.domain.geometry import BBox
from tasks.domain.notice import CleanText, Head, Section, Structure, TextLine
from tasks.domain.page import Cell, Column
from tasks.domain.span import Span
from tasks.domain.table import CellPlace
from tasks.findings.extract import tagger_of
from tasks.findings.plain_heads import with_spread_head
from tasks.findings.products import ProductGrammar
from tasks.findings.rows.assignments import find_assignments
from tasks.findings.rows.making import DirectiveMaker
from tasks.findings.tables import read_tables
from tasks.reading.notice import NoticeReading

ISSUED = date(2025, 4, 10)
VOCABULARY = load_vocabulary()
TITLE = "Phụ lục: phân công nhiệm vụ\n\n"
KINDS = tomllib.loads((Path(__file__).parent.parent / "corpus" / "tables.toml").read_text("utf-8"))["kind"]
CASES = [
    pytest.param(table, form, id=f"{kind['name'][:40]} {number} {form}")
    for kind in KINDS
    for number, table in enumerate(kind["tables"], 1)
    for form in ("drawn", "plain")
    if table.get(form) or not (table.get("drawn") or table.get("plain"))
]


def pages_of(table):
    """Cells by page, row and column as written in the corpus."""
    pages = [[]]
    for line in table.strip("\n").split("\n"):
        if line.startswith("===="):
            pages.append([])
        else:
            pages[-1].append([cell.strip() for cell in line.split("|")])
    return pages


def plain(table):
    """The table as a text without geometry: what stands above or to the left leaves a cell empty."""
    pages = [
        "\n".join(" | ".join("" if cell in {"^", "<"} else cell for cell in row) if len(row) > 1 else row[0] for row in page)
        for page in pages_of(table)
    ]
    return CleanText.from_plain(TITLE + "\f".join(f"{page}\n" for page in pages))


def drawn(table):
    """The table as it is found on pages, each cell with its box."""
    text, lines = TITLE, []
    for number, page in enumerate(pages_of(table), 1):
        for row, cells in enumerate(page):
            for column, content in enumerate(cells):
                if not content or content in {"^", "<"}:
                    continue
                last = row
                while last + 1 < len(page) and column < len(page[last + 1]) and page[last + 1][column] == "^":
                    last += 1
                box = BBox(300 * column, 100 * row, 300 * column + 200, 100 * row + 40)
                place = Span(len(text), len(text) + len(content))
                lines.append(TextLine(place, number, Column.CELL, box, starts_paragraph=True, cell=Cell(0, row, column, last)))
                text += content + "\n"
        text += "\f"
    return CleanText(text, tuple(lines))


def found_in(clean, kind=None):
    end = len(TITLE) if kind == "TTr" else len(clean.text)
    sections = (Section("Phụ lục", "Phụ lục", None, "", Span(0, 1), None, Span(0, 1)),)
    structure = Structure(Head(type=kind, issued_on=ISSUED), sections, Span(0, end))
    maker = DirectiveMaker(clean, (), ProductGrammar(VOCABULARY.cues), ISSUED, ISSUED.year)
    tables = [with_spread_head(table) for table in read_tables(clean)]
    return find_assignments(NoticeReading(clean, structure, tagger_of(VOCABULARY.words)), tables, maker, VOCABULARY.cues, 7)


@pytest.mark.parametrize(("table", "form"), CASES)
def test_a_table_means(table, form):
    clean = (drawn if form == "drawn" else plain)(table["table"])
    found = found_in(clean, table.get("type"))
    assert [d.text for d in found] == [row["text"] for row in table["rows"]]
    for directive, wanted in zip(found, table["rows"], strict=True):
        deadline = directive.deadline
        assert (deadline and deadline.on, deadline and deadline.recurs) == (wanted.get("on"), wanted.get("recurs")) or "on" not in wanted
        assert list(directive.lead) == wanted.get("lead", list(directive.lead))
        assert list(directive.coordinating) == wanted.get("with", list(directive.coordinating))
        assert directive.product == wanted.get("product", directive.product)
        assert [d.code for d in directive.doubts] == wanted.get("doubts", [d.code for d in directive.doubts])


@pytest.mark.parametrize(("table", "form"), CASES)
def test_every_part_stands_where_it_was_read(table, form):
    clean = (drawn if form == "drawn" else plain)(table["table"])
    for directive in found_in(clean, table.get("type")):
        assert (directive.section, directive.in_table, directive.rule) == ("Phụ lục", True, "table")
        assert directive.text.startswith(" ".join(directive.span.of(clean.text).split()))
        assert [p.value for p in directive.parts if p.field == "lead"] == list(directive.lead)
        assert [p.value for p in directive.parts if p.field == "coordinating"] == list(directive.coordinating)
        for part in directive.parts:
            printed = " ".join(part.span.of(clean.text).replace("|", " ").split())
            assert printed in part.value or part.value in printed or part.value.startswith(printed.split()[0])


def test_each_row_is_an_item_of_its_own():
    table = next(t for kind in KINDS for t in kind["tables"] if len(t["rows"]) == 2)
    assert [d.item for d in found_in(plain(table["table"]))] == [8, 9]


def test_every_kind_has_two_variants():
    assert {kind["name"] for kind in KINDS if len(kind["tables"]) < 2} == set()


CONTENT = st.sampled_from(["", "1", "Sở Y tế", "chủ trì", "Rà soát", "30/6/2025", "nt", "-", "(", "phối hợp", ";", "Đề nghị", "Bước 1"])
ROWS = st.lists(st.lists(CONTENT | st.text(alphabet="aĐế1 |.;\n\f", max_size=12), min_size=1, max_size=6), max_size=8)


@given(ROWS, st.booleans())
def test_any_table_gives_findings_or_none(rows, is_drawn):
    head = "STT | Nội dung công việc | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian"
    table = "\n".join([head, *(" | ".join(cells) for cells in rows)])
    clean = drawn(table) if is_drawn else CleanText.from_plain(table)
    for directive in found_in(clean):
        assert directive.span.of(clean.text).strip()
        assert all(part.span.end <= len(clean.text) for part in directive.parts)


def test_a_title_over_the_whole_row_is_no_task_of_anybody():
    rows = [
        [(0, 1, "STT"), (1, 1, "Nhiệm vụ"), (2, 1, "Cơ quan chủ trì"), (3, 1, "Thời hạn")],
        [(0, 1, "I"), (1, 3, "Hoàn thiện thể chế, chính sách")],
        [(0, 1, "1"), (1, 1, "Rà soát quy chế làm việc của tỉnh"), (2, 1, "Sở Nội vụ"), (3, 1, "30/6/2026")],
    ]
    text, lines = "", []
    for row, cells in enumerate(rows):
        for column, width, content in cells:
            box = BBox(300 * column, 100 * row, 300 * (column + width) - 100, 100 * row + 40)
            lines.append(TextLine(Span(len(text), len(text) + len(content)), 1, Column.CELL, box, cell=Cell(0, row, column, row, width)))
            text += content + "\n"
    (found,) = found_in(CleanText(text, tuple(lines)))
    assert (found.text, found.lead, found.cell) == ("Rà soát quy chế làm việc của tỉnh", ("Sở Nội vụ",), CellPlace(0, 2, 1))
