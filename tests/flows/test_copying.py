"""Copies on the command line."""

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parents[1] / "db"))
from papers import PAPER, load

from config.settings import load_settings
from db.schema import upgrade
from flows import app as frame
from flows.cli import app
from tasks.domain.correction_errors import CorrectionError
from tasks.domain.errors import UnknownDocumentError


@pytest.fixture
def run(home, monkeypatch):
    """Types a command; an error of our tree comes out as such."""
    monkeypatch.setattr(frame.out, "_width", 300)
    url = load_settings().database
    upgrade(url)
    for number in (1, 2):
        load(url, number, PAPER)

    def typed(*arguments):
        result = CliRunner().invoke(app, list(arguments))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.stdout

    return typed


def test_copies_are_marked_wherever_they_stand(run):
    assert "(copy of 01010101)" in run("status")
    assert "1 copies" in run("status")
    assert "1/TB-UBND (02020202) (copy of 01010101)" in run("search", "sở nội vụ rà soát")
    assert "A copy of 1/TB-UBND, 01010101, which counts" in run("show", "2.pdf")
    assert "Counts for its copies too: 02020202." in run("show", "1/TB-UBND")
    assert run("due", "--today", "2026-06-01").count("1/TB-UBND") == 1
    assert run("issues").count("This notice is loaded already: 1/TB-UBND as 01010101.") == 1


def test_copies_are_parted_joined_chosen_and_what_was_said_is_taken_back(run):
    assert "01010101" in run("copies")
    assert "copy, counts" in run("copies", "2.pdf")
    said = run("copies", "2.pdf", "part", "--by", "Lan")
    assert "02020202 has no copy." in said
    assert "part 02020202, 01010101" in said
    assert "No paper is loaded twice." in run("copies")
    assert "Of the copies 01010101 counts." in run("copies", "2.pdf", "join", "1.pdf")
    assert "Of the copies 02020202 counts." in run("copies", "2.pdf", "lead")
    assert "undo of 4" in run("copies", "1.pdf", "undo", "4")
    assert "Of the copies 01010101 counts." in run("copies", "1.pdf")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("copies", "2.pdf", "burn"), CorrectionError),
        (("copies", "2.pdf", "join"), CorrectionError),
        (("copies", "2.pdf", "undo", "x"), CorrectionError),
        (("copies", "2.pdf", "undo"), CorrectionError),
        (("copies", "2.pdf", "join", "9.pdf"), UnknownDocumentError),
    ],
)
def test_what_makes_no_sense_is_refused(run, arguments, error):
    with pytest.raises(error):
        run(*arguments)
