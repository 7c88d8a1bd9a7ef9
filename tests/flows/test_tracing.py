"""From a row back to its grounds, on the command line: quote, rule, page, box and picture of it and of each of its parts."""

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parent / "review"))
from notice import PLAIN
from office import load_notice

from config.settings import Settings
from db.asking.details import revision_detail
from db.engine import engine_for
from db.reading.documents import find_document
from db.review.corrections import Change, correct
from db.schema import upgrade
from flows.cli import app
from flows.crop import COLOURS
from tasks.domain.errors import OutputError
from tasks.domain.outcome import Issue, Severity
from tasks.domain.span import Span


@pytest.fixture
def notice(home):
    """A loaded notice with a picture, whose second directive is not sure, and what can be asked of it."""
    settings = Settings(home=home)
    upgrade(settings.database)
    tasks = (replace(PLAIN.tasks[0], coordinating=("Quyết định", "QĐ-UBND")), replace(PLAIN.tasks[1], sure=False), *PLAIN.tasks[2:])
    short_id = load_notice(settings, 1, replace(PLAIN, tasks=tasks))
    yield settings, revision_detail(settings.database, find_document(settings.database, short_id).id)
    engine_for(settings.database).dispose()


def run(*words):
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    return done.output


def test_each_part_has_its_quote_rule_place_and_picture(notice, tmp_path):
    directive = notice[1].directives[0]
    said = run("trace", "directive", directive.id, "--picture", tmp_path / "x.png")
    assert "sure: yes" in said
    for name, field in (("lead", "lead"), ("coordinating-1", "coordinating"), ("coordinating-2", "coordinating"), ("deadline", "deadline")):
        assert f"picture: {tmp_path / f'x-{name}.png'}" in said.replace("\n", "")
        with Image.open(tmp_path / f"x-{name}.png") as picture:
            colours = {pixel for _, pixel in picture.convert("RGB").getcolors(1 << 24)}
        assert COLOURS[field] in colours and min(map(sum, colours)) < 200  # boxed, and ink inside
    assert re.search(r"deadline: trước ngày 30/6/2026, by rule deadline-rule\n  quote: trước ngày 30/6/2026\n  characters \d+ to \d+", said)
    assert len(re.findall(r"^  page 1: box", said, re.MULTILINE)) == 4


def test_what_is_doubted_is_said_with_its_field(notice, tmp_path):
    said = run("trace", "directive", notice[1].directives[1].id, "--picture", tmp_path / "x.png")
    assert "sure: no" in said
    assert "doubt: warning deadline-unresolved (deadline): " in said
    [issue] = [i for i in notice[1].issues if i.code == "deadline-unresolved"]
    assert "warning deadline-unresolved (deadline): " in run("trace", "issue", issue.id, "--picture", tmp_path / "y.png")


def test_a_field_that_a_person_changed_says_so(notice, tmp_path):
    settings, detail = notice
    directive = detail.directives[0]
    correct(settings.database, Change(detail.document.id, "directive", "change", "Lan", directive.id, {"deadline_on": "2026-07-01"}))
    said = run("trace", "directive", directive.id, "--picture", tmp_path / "x.png")
    assert re.findall(r"^(\w+): .*a person changed this field since", said, re.MULTILINE) == ["deadline"]
    assert "corrected by a person" in said


def test_a_row_without_parts_is_traced_as_before(notice, tmp_path):
    said = run("trace", "metric", notice[1].metrics[0].id, "--picture", tmp_path / "x.png")
    assert "quote: Tỷ lệ giải ngân" in said and "by rule" not in said
    assert [path.name for path in tmp_path.glob("*.png")] == ["x.png"]


def test_lists_tell_what_is_sure(notice):
    rows = {"directive": [], "metric": []}
    shown = run("show", "1/TB-UBND")
    for kind, title in (("directive", "Directives"), ("metric", "Metrics")):
        block = re.split(rf"^{title} *$", shown, flags=re.MULTILINE)[1].split("\n\n")[0]
        rows[kind] = re.findall(r"^ *\d+ +(yes|no) ", block, re.MULTILINE)
    assert rows == {"directive": ["yes", "no", "yes", "yes"], "metric": ["yes", "yes"]}
    assert re.search(r"\d+ +warning +deadline-unresolved +deadline +1 ", shown)
    assert re.search(r"deadline-unresolved +1/TB-UBND +1 +directive \d+ +deadline ", run("issues"))
    assert re.search(r"1/TB-UBND +yes +\d+$", run("due", "--today", "2026-06-20", "--days", "30"), re.MULTILINE)
    assert re.search(r"1/TB-UBND +yes +\d+$", run("series", "hộ nghèo"), re.MULTILINE)


def test_a_doubt_about_the_head_names_its_field(home):
    settings = Settings(home=home)
    upgrade(settings.database)
    head = Issue("head-field-doubtful", Severity.WARNING, "Look.", 1, Span(0, 2), kind="head", field="symbol")
    load_notice(settings, 1, of_no_row=(head,))
    assert re.search(r"head-field-doubtful +1/TB-UBND +1 +head +symbol ", run("issues"))
    engine_for(settings.database).dispose()


def test_pictures_take_no_files_place(notice, tmp_path):
    words = ["trace", "directive", str(notice[1].directives[0].id), "--picture", str(tmp_path / "x.png")]
    (tmp_path / "x-lead.png").write_text("somebody's")
    refused = CliRunner().invoke(app, words)
    assert isinstance(refused.exception, OutputError) and "--force" in str(refused.exception)
    assert [path.name for path in tmp_path.glob("x*.png")] == ["x-lead.png"]
    run(*words, "--force")
    assert (tmp_path / "x-lead.png").read_bytes().startswith(b"\x89PNG")
    for _ in range(2):  # those below the home folder are our own
        run(*words[:3])
