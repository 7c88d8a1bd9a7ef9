"""The program as its users meet it: a process with arguments, output and an exit code."""

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from prefect_server import furnish

from config.settings import load_settings
from db.engine import engine_for
from flows import app as frame
from flows.batch import ingest_batch
from flows.cli import app
from flows.ending import exit_code

ROOT = Path(__file__).parent.parent.parent
pytestmark = pytest.mark.xdist_group("cli")


@pytest.fixture(scope="module")
def program(tmp_path_factory, ready_prefect, scan):
    """Runs the program in a home with one document loaded, one copy of it and one file set aside."""
    folder = tmp_path_factory.mktemp("cli")
    furnish(folder / "prefect", ready_prefect)
    scan(folder / "in" / "a.pdf")
    (folder / "in" / "b.pdf").write_bytes((folder / "in" / "a.pdf").read_bytes())
    (folder / "in" / "c.pdf").write_bytes(b"")

    def run(*arguments, **environment):
        home = {"THONGBAO_HOME": str(folder / "home"), "COLUMNS": "250", "PREFECT_HOME": str(folder / "prefect")}
        return subprocess.run(
            [sys.executable, "-m", "flows", *map(str, arguments)],
            capture_output=True,
            text=True,
            cwd=ROOT,
            env=os.environ | home | environment,
            timeout=300,
            check=False,
        )

    run.folder = folder
    run.ingested = run("ingest", folder / "in")
    return run


@pytest.fixture
def asked(program, monkeypatch, capsys):
    """Runs a command of the same home in this process, which need not import everything first; gives exit code, output and errors."""
    monkeypatch.setenv("THONGBAO_HOME", str(program.folder / "home"))
    monkeypatch.setattr(frame.out, "_width", 250)

    def run(*arguments):
        code = exit_code(lambda: app([str(one) for one in arguments], prog_name="thongbao", standalone_mode=False))
        return code, *capsys.readouterr()

    yield run
    engine_for(load_settings().database).dispose()


def test_ingest_tells_what_became_of_every_file_and_what_to_type_next(program):
    done = program.ingested
    assert done.returncode == 2, done.stderr
    assert "1 succeeded, 1 duplicate, 1 quarantined." in done.stdout
    assert "c.pdf: " in done.stdout
    short_id = re.search(r"thongbao show ([0-9a-f]{8})", done.stdout)[1]
    assert "12/TB-UBND" in program("show", short_id).stdout
    assert "recognize" in done.stderr
    assert "Traceback" not in done.stderr


def test_status_lists_documents_with_state_and_reason(asked):
    code, said, _ = asked("status")
    assert code == 0
    assert re.search(r"[0-9a-f]{8}  loaded +12/TB-UBND", said)
    assert re.search(r"[0-9a-f]{8}  quarantined .*empty", said)
    assert "1 loaded, 0 waiting, 1 quarantined, 0 copies, 1 duplicate files." in said
    assert "quarantined" not in asked("status", "--state", "loaded")[1].split("\n\n")[0]


def test_show_has_every_kind_of_row(asked):
    shown = asked("show", "12/TB-UBND")[1]
    for title in ("Pages", "Sections", "Directives", "Metrics", "Citations", "Doubts"):
        assert f"\n{title}" in shown
    assert "2026-06-30" in shown
    assert "45/QĐ-UBND" in shown
    assert "rà soát danh sách" in asked("show", "a.pdf", "--text")[1]


def test_runs_shows_each_step_and_attempt(asked):
    shown = asked("runs", "12/TB-UBND")[1]
    for step in ("register", "rasterize", "recognize", "clean", "examine", "segment", "extract", "load"):
        assert re.search(rf"{step} +1 +[\d.]+ s +succeeded", shown), step
    assert "empty-file" in asked("runs", "--limit", "10")[1]


def test_trace_leads_from_a_doubt_to_its_place(program, asked):
    listed = asked("issues", "--code", "directive-without-lead")[1] + asked("issues")[1]
    row = re.search(r"^ *(\d+)  \w+ +(?:number|directive|citation|head-field-doubtful|handwriting)", listed, re.MULTILINE)[1]
    code, told, wrong = asked("trace", "issue", row, "--picture", program.folder / "doubt.png")
    assert code == 0, wrong
    assert "page 1: box" in told
    assert Image.open(program.folder / "doubt.png").width > 50


def test_trace_leads_to_a_picture_of_the_place(program, asked):
    target = program.folder / "place.png"
    code, told, wrong = asked("trace", "directive", 1, "--picture", target)
    assert code == 0, wrong
    assert "quote: " in told
    assert re.search(r"page 1: box \d+,\d+ to \d+,\d+", told)
    with Image.open(target) as picture:
        assert picture.width > 200
        # The place is boxed in red, and there is ink inside.
        colours = {pixel for _, pixel in picture.convert("RGB").getcolors(1 << 24)}
    assert (200, 30, 30) in colours
    assert min(sum(c) for c in colours) < 200


def test_export_json_is_an_array_with_the_gold_keys_text_and_evidence(program, asked):
    [document] = json.loads(asked("export")[1])
    assert {"document", "sections", "directives", "metrics", "citations", "text"} <= set(document)
    for kind in ("sections", "directives", "metrics", "citations"):
        for row in document[kind]:
            start, end = row["evidence"]["span"]
            assert document["text"][start:end] == row["evidence"]["quote"]
    output = program.folder / "out" / "x.json"
    assert asked("export", "a.pdf", "--output", output)[0] == 0
    assert json.loads(output.read_text("utf-8")) == [document]


def test_export_csv_is_one_file_a_table(program, asked):
    folder = program.folder / "tables"
    assert asked("export", "--format", "csv", "--output", folder)[0] == 0
    with (folder / "directives.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert rows[0]["document_symbol"] == "12/TB-UBND"
    assert any(row["deadline_on"] == "2026-06-30" for row in rows)


def test_pdf_is_searchable_and_takes_no_files_place(program, asked):
    target = program.folder / "searchable.pdf"
    code, _, wrong = asked("pdf", "12/TB-UBND", "--output", target)
    assert code == 0, wrong
    found = subprocess.run(["pdftotext", "-raw", target, "-"], capture_output=True, text=True, check=True).stdout
    assert found.split() == asked("show", "12/TB-UBND", "--text")[1].split()
    assert "Sở Nội vụ rà soát danh sách" in found
    code, _, wrong = asked("pdf", "12/TB-UBND", "--output", target)
    assert (code, "--force" in wrong) == (14, True)
    assert asked("pdf", "12/TB-UBND", "--output", target, "--force")[0] == 0
    assert asked("pdf", "12/TB-UBND", "--output", program.folder / "in" / "a.pdf", "--force")[0] == 14


def test_doctor_names_tools_settings_and_their_origin(asked, monkeypatch):
    code, told, _ = asked("doctor")
    assert code == 0, told
    assert "Tesseract language vie" in told
    assert "tesseract 5" in told
    monkeypatch.setenv("THONGBAO_DATABASE_URL", "postgresql+psycopg://u:geheim@127.0.0.1:1/x")
    code, told, wrong = asked("doctor")
    assert "geheim" not in told + wrong
    assert code == 3
    assert "environment (THONGBAO_DATABASE_URL)" in told


ERRORS = [
    (["show", "nowhere"], 4, "No document goes by 'nowhere'"),
    (["trace", "metric", "999999"], 4, "There is no metric 999999"),
    (["trace", "colour", "1"], 2, "colour"),
    (["export", "--format", "xml"], 2, "xml"),
    (["fly"], 2, "fly"),
]
ERRORS_OF_PROCESSES = [  # most start Prefect's server
    (["show", "nowhere"], 4, "No document goes by 'nowhere'"),
    (["ingest", "/nowhere.pdf"], 2, "/nowhere.pdf does not exist"),
    (["reprocess", "nowhere"], 4, "No document goes by 'nowhere'"),
    (["ingest", "--dpi", "5", "x.pdf"], 9, "dpi"),
]


@pytest.mark.parametrize(("arguments", "code", "message"), ERRORS)
def test_every_error_says_what_happened(asked, arguments, code, message):
    ended, _, said = asked(*arguments)
    assert ended == code
    assert message in said
    assert "Traceback" not in said


@pytest.mark.parametrize(("arguments", "code", "message"), ERRORS_OF_PROCESSES)
def test_an_error_sets_the_exit_code(program, arguments, code, message):
    done = program(*arguments)
    assert done.returncode == code, done.stderr
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_locked_out_database_is_an_error_with_advice(program):
    done = program("status", THONGBAO_DATABASE_URL="postgresql+psycopg://u:geheim@127.0.0.1:1/x")
    assert done.returncode == 8
    assert "database-unavailable" in done.stderr
    assert "geheim" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (["due", "--today", "2026-06-20", "--days", "30"], "2026-06-30"),
        (["due", "--today", "2026-07-01", "--agency", "so noi vu"], "overdue on 2026-07-01"),
        (["due", "--today", "2020-01-01"], "Nothing is due"),
        (["under", "45/QĐ-UBND"], "bố trí kinh phí"),
        (["under", "99/QĐ-UBND"], "No directive cites"),
        (["search", "ra", "soat", "danh", "sach"], "**rà soát danh sách**"),
        (["search", "không có ở đâu"], "Nothing holds"),
        (["series", "PAR-INDEX"], "No figure goes by"),
        (["issues"], "severity"),
        (["diff", "a.pdf"], "only one revision"),
    ],
)
def test_questions_have_answers(asked, arguments, wanted):
    code, said, wrong = asked(*arguments)
    assert code == 0, wrong
    assert wanted in said


async def test_an_ambiguous_name_lists_the_candidates(prefect_server, program, asked, scan):
    source = scan(program.folder / "more" / "a.pdf", mark="another content")
    [outcome] = await ingest_batch([str(source)])
    assert outcome.exit_code == 0
    code, _, wrong = asked("show", "12/TB-UBND")
    assert code == 4
    assert "2 documents go by" in wrong
    assert len(re.findall(r"[0-9a-f]{8} \(12/TB-UBND\)", wrong)) == 2
