"""One file read before its run begins: nothing counts until the step takes it over, and only if it would compute the same."""

import asyncio
import shutil

import pytest

from config.settings import load_settings
from db.asking.details import list_documents, list_runs
from db.reading.documents import find_document, register_document
from flows.batch import ingest_batch
from flows.reading_ahead import reading_ahead
from tasks.ahead import Ahead, taken_over
from tasks.archive.artifacts import make_key, write_artifact
from tasks.archive.originals import hash_of
from tasks.domain.outcome import Outcome
from tasks.recognize import Recognition

KEY = make_key("ab" * 32, "recognize", 1, parameters={}, tools={}, upstream="")


def database():
    return load_settings().database


def nothing(_):
    """A watcher who does not look."""


def steps():
    [run] = [r for r in list_runs(database()) if r.kind == "ingest"]
    return {a.step: a for a in run.attempts}


def left():
    return list(load_settings().work_folder.glob(".building-*"))


@pytest.mark.usefixtures("prefect_server")
async def test_a_step_takes_over_what_was_read_and_the_history_says_so(ready, scan, tmp_path):
    source = str(scan(tmp_path / "in" / "a.pdf"))
    context = reading_ahead(load_settings(), [source], nothing)
    assert await asyncio.to_thread(context.__enter__) is True
    [outcome] = await ingest_batch([source])
    context.__exit__(None, None, None)
    assert (outcome.outcome, outcome.tasks) == (Outcome.SUCCEEDED, 2)
    assert [(s, a.outcome, "read ahead" in a.summary) for s, a in steps().items() if s in {"rasterize", "recognize", "clean"}] == [
        ("rasterize", Outcome.SUCCEEDED, True),
        ("recognize", Outcome.SUCCEEDED, True),
        ("clean", Outcome.SUCCEEDED, False),
    ]
    work = load_settings().work_folder
    assert (work / steps()["rasterize"].artifact).is_dir()
    assert all(p.stat().st_size for p in (work / steps()["rasterize"].artifact).iterdir())
    assert left() == []
    assert find_document(database(), "a.pdf").media_type == "pdf"


def test_until_then_no_row_and_no_original_knows_of_it(ready, scan, tmp_path):
    source = scan(tmp_path / "in" / "a.pdf")
    with reading_ahead(load_settings(), [str(source)], nothing):
        [folder] = left()
        key_of_pages = _wait_for_words()
        assert key_of_pages.sha256 == hash_of(source, 10**9)
        assert list_documents(database()) == list_runs(database()) == []
        assert not load_settings().store_folder.exists()
        assert {p.relative_to(load_settings().work_folder).parts[0] for p in load_settings().work_folder.rglob("*")} == {folder.name}
    assert left() == []


def _wait_for_words():
    from tasks import ahead

    return ahead._CURRENT[0]._made["recognize"].result(timeout=300)


@pytest.mark.parametrize("case", ["two files", "known", "pool", "nothing"])
def test_what_has_a_history_or_company_is_left_to_its_run(ready, scan, tmp_path, monkeypatch, case):
    source = scan(tmp_path / "in" / "a.pdf")
    paths = [str(tmp_path / "in")]
    if case == "two files":
        shutil.copy(source, tmp_path / "in" / "b.pdf")
    elif case == "known":
        sha256 = hash_of(source, 10**9)
        register_document(database(), sha256=sha256, byte_size=1, store_path=f"{sha256[:2]}/{sha256}", delivery=(str(source), "a.pdf"))
    elif case == "pool":
        monkeypatch.setenv("THONGBAO_WORK_POOL", "office")
    else:
        paths = []
    with reading_ahead(load_settings(), paths, nothing) as may_be:
        assert may_be is (case == "known")
        if may_be:
            assert _wait_for_words() is None


def test_only_the_very_same_output_is_taken_over(tmp_path):
    ahead = Ahead(tmp_path / "ahead")
    (tmp_path / "step").mkdir()

    def compute(folder):
        (folder / "page.png").write_bytes(b"picture")
        return Recognition(())

    write_artifact(ahead.work, KEY, Recognition, compute)
    ahead.made(KEY)
    ahead.ended()
    other = make_key("ab" * 32, "recognize", 2, parameters={}, tools={}, upstream="")
    pages = make_key("ab" * 32, "rasterize", 1, parameters={}, tools={}, upstream="")
    clean = make_key("ab" * 32, "clean", 1, parameters={}, tools={}, upstream="")
    assert [ahead.taken_over(key, Recognition, tmp_path / "step") for key in (other, pages, clean)] == [None] * 3
    assert list((tmp_path / "step").iterdir()) == []
    assert ahead.taken_over(KEY, Recognition, tmp_path / "step") == Recognition(())
    assert [(p.name, p.read_bytes()) for p in (tmp_path / "step").iterdir()] == [("page.png", b"picture")]
    assert taken_over(KEY, Recognition, tmp_path / "step") is None  # it is not offered
