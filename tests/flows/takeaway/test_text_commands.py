"""Lines of a page from the command line: listed, corrected, taken back; the file is cut again each time."""

import json

import pytest
from typer.testing import CliRunner

from flows import text_commands
from flows.cli import app
from tasks.domain.correction_errors import CorrectionError
from tasks.domain.errors import UnknownDocumentError

LINE = "=SUM(A1) Sở Nội vụ rà soát 12/63 danh sách."


@pytest.fixture
def run(url, monkeypatch):
    """Types a command; tells what it printed and how often a file was cut again. An error of our tree comes out as such."""
    cut = []
    monkeypatch.setattr(text_commands, "follow", lambda _settings, short_id: cut.append(short_id))

    def typed(*arguments):
        result = CliRunner().invoke(app, [str(a) for a in arguments], env={"COLUMNS": "300"})
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == 0, result.output
        return result.stdout, len(cut)

    return typed


def said(run):
    [first, *_] = json.loads(run("text-corrections", "1.pdf", "--json")[0]) or [{}]
    return first


def test_lines_are_listed_corrected_and_taken_back(run):
    told = json.loads(run("text-lines", "1.pdf", 1, "--json")[0])
    assert (told["page"], [(line["number"], line["text"], line["state"]) for line in told["lines"]]) == (1, [(1, LINE, None)])
    assert LINE in run("text-lines", "1.pdf", 1)[0]
    assert json.loads(run("text-lines", "1.pdf", 1, "--open", "--json")[0])["lines"] == []
    assert "Nobody corrected anything." in run("text-corrections", "1.pdf")[0]
    _, cut = run("correct-text", "1.pdf", 1, r"1=Sở Nội vụ rà soát\n2. Sở Y tế kiểm tra = hai lần", "--add", "Hết.", "--by", "Lan")
    assert cut == 1
    entry = said(run)
    assert (entry["by"], entry["state"], entry["before"]) == ("Lan", "waiting", LINE)
    assert entry["after"] == "Sở Nội vụ rà soát\n\n2. Sở Y tế kiểm tra = hai lần\nHết."
    assert "Lan" in run("text-corrections", "1.pdf")[0]
    assert "Nothing is open." in run("text-corrections", "1.pdf", "--open")[0]
    run("correct-text", "1.pdf", 1, "--right", 1)
    run("correct-text", "1.pdf", 1, "--remove", 1)
    assert said(run)["after"] == ""
    _, cut = run("undo-text", "1.pdf", "--by", "Minh")
    assert cut == 4 and said(run)["action"] == "undo"
    run("undo-text", "1.pdf", "--correction", 1)
    assert [e["state"] for e in json.loads(run("text-corrections", "1.pdf", "--json")[0])] == [
        "undo",
        "undo",
        "undone",
        "waiting",
        "undone",
    ]


@pytest.mark.parametrize("values", [["Sở Nội vụ"], ["x=1"], ["²=1"], ["99=chữ"], ["1=" + LINE], ["--join", "1"], []])
def test_what_cannot_be_said_is_refused(run, values):
    with pytest.raises(CorrectionError):
        run("correct-text", "1.pdf", 1, *values)
    assert said(run) == {}


def test_a_page_that_is_not_there(run):
    for command in ("text-lines", "correct-text"):
        with pytest.raises(UnknownDocumentError):
            run(command, "1.pdf", 9)
