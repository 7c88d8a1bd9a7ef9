"""An inbox in a bucket of a real S3 server on this machine."""

import logging

import pytest

from benchmarks.ports import free_port
from config.masked import shown
from config.settings import load_settings
from db.asking.details import list_documents, list_runs
from db.reading.documents import find_document
from flows.batch import ingest_batch
from flows.inbox import folder as inbox
from flows.inbox.bucket import BucketInbox, inboxes, look_into
from flows.inbox.folder import watch_inbox
from tasks.archive import bucket
from tasks.archive.bucket import BucketPlace, fetch_object, file_system, list_objects, remove_object
from tasks.archive.originals import store_original
from tasks.domain.errors import ConfigError, InboxError, LimitExceededError, VanishedFileError
from tasks.domain.outcome import Outcome
from tasks.register import Registered

boto3 = pytest.importorskip("boto3")
server = pytest.importorskip("moto.server")
URL = "s3://scans/office"
KEYS = {"AWS_ACCESS_KEY_ID": "AKIAGEHEIM", "AWS_SECRET_ACCESS_KEY": "geheim geheim", "AWS_DEFAULT_REGION": "us-east-1"}


@pytest.fixture(scope="module")
def endpoint():
    """An S3 server on 127.0.0.1."""
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=free_port(), verbose=False)
    running.start()
    yield "http://{}:{}".format(*running.get_host_and_port())
    running.stop()


@pytest.fixture
def store(endpoint, monkeypatch):
    """A client of somebody who fills the bucket."""
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    client = boto3.client("s3", endpoint_url=endpoint)
    client.create_bucket(Bucket="scans")
    monkeypatch.setenv("THONGBAO_INBOX_URL", URL)
    monkeypatch.setenv("THONGBAO_INBOX_ENDPOINT", endpoint)
    yield client
    for key in keys(client):
        client.delete_object(Bucket="scans", Key=key)
    client.delete_bucket(Bucket="scans")


def keys(client):
    return [one["Key"] for one in client.list_objects_v2(Bucket="scans").get("Contents", [])]


def put(client, key, content):
    client.put_object(Bucket="scans", Key=key, Body=content)


@pytest.mark.usefixtures("prefect_server")
async def test_the_bucket_is_emptied_into_the_store_and_nothing_else_is_touched(ready, scan, store, tmp_path):
    whole = scan(tmp_path / "a.pdf").read_bytes()
    folder = load_settings().inbox_folder
    scan(folder / "local.pdf", mark="another")
    for key, content in (
        ("office/2026/Thông báo số 1.pdf", whole),
        ("office/bad.pdf", b"no scan"),
        ("office/upload.pdf.part", whole),
        ("office/.hidden/b.pdf", whole),
        ("office/folder/", b""),
        ("elsewhere/c.pdf", whole),
    ):
        put(store, key, content)
    outcomes = {o.source: o.outcome for o in await ingest_batch([])}
    assert outcomes == {
        f"{URL}/2026/Thông báo số 1.pdf": Outcome.SUCCEEDED,
        f"{URL}/bad.pdf": Outcome.QUARANTINED,
        str(folder / "local.pdf"): Outcome.SUCCEEDED,
    }
    assert sorted(keys(store)) == ["elsewhere/c.pdf", "office/.hidden/b.pdf", "office/folder/", "office/upload.pdf.part"]
    settings = load_settings()
    document = find_document(settings.database, "Thông báo số 1.pdf")
    assert (settings.store_folder / document.store_path).read_bytes() == whole
    assert list(settings.work_folder.rglob(".incoming-*")) == []
    assert {run.source for run in list_runs(settings.database) if run.kind == "ingest"} >= {f"{URL}/bad.pdf"}
    put(store, "office/again.pdf", whole)
    [again] = await ingest_batch([])
    assert (again.outcome, keys(store).count("office/again.pdf")) == (Outcome.DUPLICATE, 0)
    assert len(list_documents(settings.database)) == 3


@pytest.mark.usefixtures("prefect_server")
async def test_an_object_that_is_too_large_stays_and_is_not_even_fetched(ready, store, monkeypatch):
    monkeypatch.setenv("THONGBAO_MAX_FILE_BYTES", "10")
    put(store, "office/huge.pdf", b"x" * 11)
    [outcome] = await ingest_batch([])
    assert (outcome.outcome, outcome.error_code, keys(store)) == (Outcome.FAILED, "limit-exceeded", ["office/huge.pdf"])


@pytest.mark.usefixtures("prefect_server")
async def test_a_bucket_that_is_away_does_not_keep_the_night_from_the_rest(ready, store, scan, monkeypatch):
    monkeypatch.setenv("THONGBAO_INBOX_ENDPOINT", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setattr("tasks.archive.bucket.TRIES", 1)  # of the client, between which it waits; the step is tried three times anyhow
    scan(load_settings().inbox_folder / "a.pdf")
    outcomes = {o.source: o for o in await ingest_batch([])}
    assert [o.outcome for o in outcomes.values()] == [Outcome.SUCCEEDED, Outcome.FAILED]
    away = outcomes[URL]
    assert (away.error_code, away.exit_code, "inbox_endpoint" in away.message) == ("inbox-unavailable", 22, True)
    run = next(r for r in list_runs(load_settings().database) if r.source == URL)
    assert [(a.step, a.outcome) for a in run.attempts] == [("register", "failed")] * 3  # it was tried again


def test_what_is_replaced_while_it_is_watched_is_left_for_later(home, store, monkeypatch):
    for name in ("quiet", "grown", "same-size", "gone"):
        put(store, f"office/{name}.pdf", b"x")

    def meanwhile(_seconds):
        put(store, "office/grown.pdf", b"xx")
        put(store, "office/same-size.pdf", b"y")
        put(store, "office/new.pdf", b"x")
        store.delete_object(Bucket="scans", Key="office/gone.pdf")

    monkeypatch.setattr(inbox.time, "sleep", meanwhile)
    arrivals = watch_inbox(lambda: look_into(inboxes(load_settings())), 5)
    assert arrivals.whole == (f"{URL}/quiet.pdf",)
    assert arrivals.growing == (f"{URL}/grown.pdf", f"{URL}/new.pdf", f"{URL}/same-size.pdf")


@pytest.fixture
def fetched(store, endpoint, tmp_path):
    """An object, its original in the store, and what register found."""
    put(store, "office/a.pdf", b"content")
    place = BucketPlace(f"{URL}/a.pdf", endpoint)
    etag = fetch_object(place, tmp_path / "a", 100)
    kept = store_original(tmp_path / "a", tmp_path / "store", 100)
    found = Registered(1, "x", kept.sha256, kept.store_path, "waiting", False, "a.pdf", etag)
    return BucketInbox(URL, endpoint), place, tmp_path / "store" / kept.store_path, found


def test_an_object_leaves_once_the_store_holds_it(fetched, store):
    place_of, place, original, found = fetched
    assert place_of.leave(place.url, original, found)
    assert keys(store) == []
    assert not place_of.leave(place.url, original, found)


def test_an_object_that_was_replaced_stays(fetched, store):
    place_of, place, original, found = fetched
    put(store, "office/a.pdf", b"newer!!")
    assert not place_of.leave(place.url, original, found)
    assert keys(store) == ["office/a.pdf"]


def test_an_object_stays_where_the_store_does_not_hold_its_bytes(fetched, store):
    place_of, place, original, found = fetched
    original.chmod(0o644)
    original.write_bytes(b"rotten!")
    assert not place_of.leave(place.url, original, found)
    assert keys(store) == ["office/a.pdf"]


@pytest.mark.parametrize("answer", ["PreconditionFailed", "NotImplemented"])
def test_a_condition_decides_where_the_store_knows_conditions(fetched, store, monkeypatch, answer):
    """The server of the tests ignores If-Match, so what a store says that takes it, or does not know it, is put in its mouth."""
    from botocore.exceptions import ClientError

    _, place, _, found = fetched
    asked = []
    real = bucket.file_system

    def with_conditions(where):
        files = real(where)
        call = files.call_s3

        def answering(method, **about):
            if method == "delete_object":
                asked.append(about.get("IfMatch"))
                if "IfMatch" in about:
                    raise ClientError({"Error": {"Code": answer}}, "DeleteObject")
            return call(method, **about)

        files.call_s3 = answering
        return files

    monkeypatch.setattr(bucket, "file_system", with_conditions)
    assert remove_object(place, found.version) is (answer == "NotImplemented")
    assert asked == ([found.version] if answer == "PreconditionFailed" else [found.version, None])
    assert keys(store) == (["office/a.pdf"] if answer == "PreconditionFailed" else [])


def test_an_object_replaced_while_it_is_fetched_is_not_mixed_from_both(store, endpoint, tmp_path, monkeypatch):
    size = 20 << 20  # more than one part
    put(store, "office/a.pdf", b"a" * size)
    place = BucketPlace(f"{URL}/a.pdf", endpoint)
    real, replaced = file_system(place).__class__.open, []

    def replace_after(self, path, *arguments, **options):
        stream = real(self, path, *arguments, **options)
        read = stream.read

        def reading(length=-1):
            chunk = read(length)
            if not replaced:
                replaced.append(True)
                put(store, "office/a.pdf", b"b" * size)
            return chunk

        stream.read = reading
        return stream

    monkeypatch.setattr(file_system(place).__class__, "open", replace_after)
    with pytest.raises((InboxError, VanishedFileError)):
        fetch_object(place, tmp_path / "a", 2 * size)


def test_a_large_object_comes_whole(store, endpoint, tmp_path):
    content = bytes(range(256)) * (70 << 10)
    put(store, "office/a.pdf", content)
    fetch_object(BucketPlace(f"{URL}/a.pdf", endpoint), tmp_path / "a", len(content))
    assert (tmp_path / "a").read_bytes() == content
    with pytest.raises(LimitExceededError, match="max_file_bytes"):
        fetch_object(BucketPlace(f"{URL}/a.pdf", endpoint), tmp_path / "b", len(content) - 1)
    with pytest.raises(VanishedFileError, match="is gone"):
        fetch_object(BucketPlace(f"{URL}/none.pdf", endpoint), tmp_path / "c", 1)


def test_each_trouble_is_said_with_what_to_do_and_without_a_key(store, endpoint, monkeypatch, caplog):
    with pytest.raises(InboxError, match="Make the bucket"):
        list_objects(BucketPlace("s3://nowhere/x", endpoint))
    with pytest.raises(InboxError, match="network") as away:
        list_objects(BucketPlace(URL, f"http://127.0.0.1:{free_port()}"))
    for name in KEYS:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")
    with pytest.raises(InboxError, match="AWS_ACCESS_KEY_ID"):
        list_objects(BucketPlace(URL, endpoint))
    assert (away.value.retryable, "geheim" in f"{away.value} {caplog.text}".lower()) == (True, False)


@pytest.mark.parametrize("url", ["http://x", "s3://", "s3://key:secret@bucket/x", "/folder", "s3://a?b"])
def test_an_address_that_is_none_or_holds_a_secret_is_refused(home, url):
    with pytest.raises(ConfigError, match="inbox_url"):
        load_settings(inbox_url=url)


def test_a_whole_bucket_is_an_inbox_too(store, endpoint, caplog):
    put(store, "a.pdf", b"x")
    put(store, "sub/.b.pdf", b"x")
    with caplog.at_level(logging.WARNING):
        assert list(BucketInbox("s3://scans", endpoint).look()) == ["s3://scans/a.pdf"]
    assert shown("inbox_url", URL) == URL
