"""The search on the command line: the same grammar as on the pages, words marked, pages, and what can be tried."""

import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parents[1] / "db"))
from notice import PLAIN

from db.asking.passages import Passage
from db.reading.documents import register_document
from db.repository import RevisionKey, write_reading
from flows.cli import app
from flows.searching import marked
from tasks.domain.asking_errors import OnlyExcludedError, OpenQuoteError


@pytest.fixture
def run(home, migrated_sqlite, monkeypatch):
    """Types a command; there are two documents of one text. An error of our tree comes out as such."""
    (home / "thongbao.db").write_bytes(migrated_sqlite.read_bytes())
    url = f"sqlite:///{home / 'thongbao.db'}"
    for number in (1, 2):
        key, place = f"{number:02x}" * 32, (f"/in/{number}.pdf", f"{number}.pdf")
        document, _ = register_document(url, sha256=key, byte_size=1, store_path=f"{key[:2]}/{key}", delivery=place)
        write_reading(url, RevisionKey(document.id, f"k{number}", {}, {}), PLAIN.reading())
    monkeypatch.setenv("COLUMNS", "400")

    def typed(*words):
        done = CliRunner().invoke(app, ["search", *words])
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    return typed


def test_places_are_shown_with_page_and_marks(run):
    said = run('"danh sach"', "soat").stdout
    assert "**soát danh sách**" in said and "p. 1: " in said and "(directive " in said
    assert "2 documents, page 1 of 1." in said
    assert "2 documents, page 1 of 2; --page 2 goes on." in run("soat", "--limit", "1").stdout


def test_what_is_left_out_may_begin_like_an_option(run):
    assert "documents, page" in run("soat", "-hoa", "-x", "--order", "newest").stdout
    assert "Nothing holds soat without danh." in run("soat", "-danh").stdout
    assert "Usage" in run("-h").stdout
    assert run("soat", "--danh").exit_code == 2


def test_nothing_found_says_what_was_asked_and_what_can_be_tried(run):
    said = run('"thiện tài"', "rà").stdout
    assert 'Nothing holds all of "thiện tài", rà.' in said and 'Documents with each: "thiện tài" 0; rà 2.' in said
    assert "Try with fewer words (2): thongbao search 'rà'" in said
    assert "Try fewer words" in run("khôngcó").stdout
    assert "Try without quotes (2): thongbao search 'sach danh'" in run('"sach danh"').stdout


@pytest.mark.parametrize(("words", "error"), [(['"danh'], OpenQuoteError), (["-danh"], OnlyExcludedError)])
def test_what_is_no_search_is_an_error_with_a_name(run, words, error):
    with pytest.raises(error):
        run(*words)


def test_programs_get_offsets_and_boxes(run):
    told = json.loads(run('"danh sach"', "--json").stdout)
    assert (told["search"], told["total"], told["pages"]) == ('"danh sach"', 2, 1)
    text = PLAIN.reading().clean.text
    for hit in told["hits"]:
        [passage] = hit["passages"]
        assert [text[a:b] for a, b in passage["spans"]] == [passage["text"][a:b] for a, b in passage["marks"]] == ["danh sách"]
        [box] = passage["boxes"]
        assert box["page"] == passage["page"] == 1 and box["bbox"][0] < box["bbox"][2]


def test_what_was_read_neither_colours_nor_steers_the_terminal():
    passage = Passage("text", None, "[red]a\x1b[2J b", ((5, 6),))
    plain, coloured = marked(passage, colours=False), marked(passage, colours=True)
    assert "\x1b" not in plain.plain and plain.plain.startswith("[red]") and not plain.spans
    assert {span.style for span in coloured.spans} == {"bold yellow"}
