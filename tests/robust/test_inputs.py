"""Hostile files through the whole flow: each ends in one state with a reason, none in a bug, and each original is kept as it came."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest
from directly import end_of
from hostile import BROKEN_NAME, NAMES, built, cut, flipped, scan

from config.settings import load_settings
from db.asking.details import list_documents
from db.reading.documents import find_document
from flows.batch import ingest_batch
from flows.upkeep.verifying import verify
from tasks.domain.outcome import Outcome

# One of each kind of end; `make soak` takes all files the whole way.
WHOLE_WAY = {
    "empty.pdf",
    "user-password.pdf",
    "2000-pages.pdf",
    "50000-pixels.pdf",
    "actions.pdf",
    "nested-arrays.pdf",
    "hollow.tiff",
    "flood.pdf",
}
pytestmark = pytest.mark.usefixtures("prefect_server", "ready")


async def ends_of(folder, files):
    """Ingest a folder and check what holds for every file; gives the end of each by its name."""
    outcomes = {os.path.basename(o.source): o for o in await ingest_batch([str(folder)])}  # noqa: PTH119
    assert set(outcomes) == {f.name for f in files}
    database, store = load_settings().database, load_settings().store_folder
    ends = {}
    for file in files:
        outcome = outcomes[file.name]
        assert (folder / file.name).read_bytes() == file.data
        document = find_document(database, outcome.short_id)
        assert (store / document.store_path).read_bytes() == file.data
        if outcome.outcome in {Outcome.SUCCEEDED, Outcome.REUSED, Outcome.DUPLICATE}:
            assert document.state in {"loaded", "quarantined"}
            ends[file.name] = document.reason_code or document.state
        else:
            assert document.state == ("quarantined" if outcome.outcome is Outcome.QUARANTINED else "waiting")
            assert len(outcome.message) > 10
            assert outcome.error_code != "bug", outcome.message
            ends[file.name] = outcome.error_code
    verdict = verify(load_settings())
    assert verdict.faults == (), verdict.faults
    return ends


async def test_files_built_to_harm_end_where_they_should(written, tmp_path):
    files = [file for file in built() if file.name in WHOLE_WAY]
    ends = await ends_of(written(files), files)
    assert {f.name: ends[f.name] for f in files if ends[f.name] not in f.ends} == {}
    assert not (tmp_path / "escape.txt").exists()


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow on tags that make no sense
def test_turned_bits_cuts_and_all_the_others_end_in_an_answer():
    cuts = [file for kind in ("PDF", "JPEG", "PNG", "TIFF") for file in cut(kind)]
    files = [*flipped(16, seed=6), *cuts, *(file for file in built() if file.name not in WHOLE_WAY)]
    with ThreadPoolExecutor(2) as pool:
        ends = dict(zip((f.name for f in files), pool.map(lambda f: end_of(f.data), files), strict=True))
    assert {f.name: ends[f.name] for f in files if ends[f.name] not in f.ends} == {}


async def test_whatever_a_file_is_called_it_is_stored_and_found(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    wanted = [os.fsencode(name) for name in NAMES] + [BROKEN_NAME]
    for number, name in enumerate(wanted):
        with open(os.fsencode(folder) + b"/" + name, "wb") as file:  # noqa: PTH123
            file.write(b"no scan, number %d" % number)
    shutil.copy(os.fsencode(folder) + b"/" + BROKEN_NAME, folder / "copy.pdf")
    (folder / NAMES[0]).write_bytes(scan("a name with a line break"))
    outcomes = await ingest_batch([str(folder), f"{folder}/../in/copy.pdf"])
    assert {o.outcome for o in outcomes} == {Outcome.SUCCEEDED, Outcome.QUARANTINED, Outcome.DUPLICATE}
    assert {o.error_code for o in outcomes} == {None, "unsupported-file"}
    assert len(outcomes) == len(wanted) + 2
    assert {d.file_name for d in list_documents(load_settings().database)} >= set(NAMES)
    assert verify(load_settings()).faults == ()


async def test_links_pipes_and_devices_are_not_read(tmp_path, monkeypatch):
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(scan("secret"))
    inbox = load_settings().inbox_folder
    inbox.mkdir()
    (inbox / "out.pdf").symlink_to(secret)
    (inbox / "passwords.pdf").symlink_to("/etc/passwd")
    (inbox / "nowhere.pdf").symlink_to("/nowhere")
    (inbox / "round").symlink_to(inbox)
    os.mkfifo(inbox / "pipe.pdf")
    assert await ingest_batch([]) == []
    assert list_documents(load_settings().database) == []
    assert secret.is_file()
    # Named by hand, a link is followed but in the inbox, and what is no file is told.
    (tmp_path / "own.pdf").symlink_to(secret)
    paths = [tmp_path / "own.pdf", inbox / "out.pdf", inbox / "pipe.pdf", "/dev/null", tmp_path / "nowhere.pdf"]
    (tmp_path / "nowhere.pdf").symlink_to("/nowhere")
    [followed, *others] = await ingest_batch([str(path) for path in paths])
    assert followed.outcome is Outcome.SUCCEEDED
    assert [(o.outcome, o.error_code) for o in others] == [
        (Outcome.FAILED, "linked-file"),
        (Outcome.FAILED, "unsupported-file"),
        (Outcome.FAILED, "unsupported-file"),
        (Outcome.FAILED, "vanished-file"),
    ]


async def test_the_same_file_many_times_at_once_is_one_document(written, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(8):
        (folder / f"{number}.pdf").write_bytes(scan("many"))
    outcomes = [o.outcome for o in await ingest_batch([str(folder)])]
    assert (outcomes.count(Outcome.SUCCEEDED), outcomes.count(Outcome.DUPLICATE)) == (1, 7)
    [row] = list_documents(load_settings().database)
    assert (row.state, row.revision) == ("loaded", 1)
