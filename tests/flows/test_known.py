"""Files whose content is known: which are, and what the history says of them."""

import pytest

from config.retries import RetryPolicy
from config.settings import load_settings
from db.asking.details import list_runs
from db.engine import transaction
from db.models.document import Delivery, Document
from db.reading.documents import quarantine, register_document
from flows.known import ingest_known, tried
from flows.options import ReadingOptions
from tasks.archive.originals import hash_of
from tasks.domain.errors import DamagedFileError, StorageError, VanishedFileError
from tasks.domain.outcome import DocumentState, Outcome

OPTIONS = ReadingOptions(dpi=300)


def database():
    return load_settings().database


def known(source, state=DocumentState.LOADED, came_from=None):
    """Make the content of a file a document in this state."""
    sha256 = hash_of(source, 10**9)
    delivery = (str(came_from or source), source.name)
    found, _ = register_document(database(), sha256=sha256, byte_size=1, store_path=f"{sha256[:2]}/{sha256}", delivery=delivery)
    with transaction(database()) as session:
        session.get_one(Document, found.id).state = state
    return found


def file(folder, name, content=b"%PDF-1.4 a"):
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    return folder / name


async def test_the_history_says_what_it_says_of_a_batch_with_duplicates(ready, tmp_path):
    first, copy = file(tmp_path / "in", "a.pdf"), file(tmp_path / "in", "b.pdf")
    document = known(first)
    outcomes = await ingest_known([str(tmp_path / "in")], OPTIONS)
    assert [(o.outcome, o.short_id, o.source) for o in outcomes] == [
        (Outcome.DUPLICATE, document.short_id, str(first)),
        (Outcome.DUPLICATE, document.short_id, str(copy)),
    ]
    runs = list_runs(database())
    batch = next(r for r in runs if r.kind == "batch")
    assert (batch.outcome, batch.error_text, batch.parameters["files"], batch.parameters["dpi"]) == (
        Outcome.SUCCEEDED,
        "2 duplicate",
        2,
        300,
    )
    single = [r for r in runs if r.kind == "ingest"]
    assert [(r.outcome, r.parent_id, r.document_id, r.prefect_flow_run_id) for r in single] == [
        (Outcome.DUPLICATE, batch.id, document.id, None)
    ] * 2
    assert [[(a.step, a.attempt, a.outcome) for a in r.attempts] for r in single] == [[("register", 1, Outcome.SUCCEEDED)]] * 2
    with transaction(database(), read_only=True) as session:
        assert {(d.source, d.is_duplicate) for d in session.query(Delivery)} == {(str(first), False), (str(copy), True)}


@pytest.mark.parametrize("state", [None, DocumentState.WAITING, DocumentState.QUARANTINED])
async def test_what_may_have_to_be_read_is_left_to_the_flow(ready, tmp_path, state):
    loaded, other = file(tmp_path / "in", "a.pdf"), file(tmp_path / "in", "b.pdf", b"%PDF-1.4 b")
    known(loaded)
    if state is not None:
        known(other, state)
    assert await ingest_known([str(loaded), str(other)], OPTIONS) is None
    assert list_runs(database()) == []


async def test_what_was_set_aside_is_a_duplicate_from_another_place_alone(ready, tmp_path):
    source = file(tmp_path / "in", "a.pdf")
    document = known(source, DocumentState.WAITING, came_from=tmp_path / "elsewhere.pdf")
    quarantine(database(), document.id, "damaged-file", "cut off")
    [outcome] = await ingest_known([str(source)], OPTIONS)
    assert (outcome.outcome, "quarantined" in outcome.message) == (Outcome.DUPLICATE, True)


async def test_what_cannot_be_looked_at_is_left_to_the_flow_which_says_why(ready, tmp_path, monkeypatch):
    source = file(tmp_path / "in", "a.pdf", b"%PDF-1.4 a" * 100)
    known(source)
    monkeypatch.setenv("THONGBAO_MAX_FILE_BYTES", "100")
    assert await ingest_known([str(source)], OPTIONS) is None
    (tmp_path / "nothing").mkdir()
    assert await ingest_known([str(tmp_path / "nothing")], OPTIONS) is None
    with pytest.raises(VanishedFileError):
        await ingest_known([str(tmp_path / "no.pdf")], OPTIONS)


@pytest.mark.parametrize(
    ("errors", "tries", "raised"),
    [
        ([], 1, None),
        ([StorageError("x", "y")], 2, None),
        ([StorageError("x", "y")] * 2, 3, None),
        ([StorageError("x", "y")] * 3, 3, StorageError),
        ([DamagedFileError("x", "y")], 1, DamagedFileError),
    ],
)
async def test_an_attempt_is_tried_again_as_its_policy_says(errors, tries, raised):
    made = []

    async def attempt():
        made.append(1)
        if len(errors) >= len(made):
            raise errors[len(made) - 1]
        return "done"

    policy = RetryPolicy(attempts=3, delay_seconds=(0.0,), jitter=0)
    if raised is None:
        assert await tried(policy, attempt) == "done"
    else:
        with pytest.raises(raised):
            await tried(policy, attempt)
    assert len(made) == tries
