"""Archives and attachments from the file to the rows, and back again."""

import zipfile
from datetime import date

import pikepdf
import pytest

from config.settings import load_settings
from db.asking.details import list_documents, list_runs, revision_detail
from db.reading.documents import find_document
from db.reading.members import members_of
from db.record.history import sweep_abandoned
from flows.batch import ingest_batch
from flows.parcels import reprocess_all
from flows.report.night import Behind, Night, notice, plain_text
from flows.report.words import words_in
from tasks.domain.outcome import Outcome

pytestmark = pytest.mark.usefixtures("prefect_server")


def database():
    return load_settings().database


def states():
    return {row.file_name: row.state for row in list_documents(database())}


@pytest.fixture
def parcel(scan, tmp_path):
    """An archive of two notices in folders, a word file and what a system left."""
    path = tmp_path / "in" / "hồ sơ.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(scan(tmp_path / "made" / "a.pdf", mark="a"), "01 thông báo.pdf")
        archive.write(scan(tmp_path / "made" / "b.png", mark="b"), "ảnh/trang.png")
        archive.writestr("ghi chú.rar", b"Rar!\x1a\x07\x01\x00")
        archive.writestr("Thumbs.db", b"x")
    return path


async def test_an_archive_becomes_documents_that_know_where_they_lay(ready, parcel):
    outcomes = await ingest_batch([str(parcel)])
    assert [(o.source.rpartition("/")[2], o.outcome, o.revision) for o in outcomes] == [
        ("hồ sơ.zip", Outcome.SUCCEEDED, 0),
        (" 01 thông báo.pdf", Outcome.SUCCEEDED, 1),
        ("trang.png", Outcome.SUCCEEDED, 1),
    ]
    assert outcomes[0].unpacked and outcomes[0].message.endswith("1 set aside: ghi chú.rar (a RAR archive).")
    assert states() == {"hồ sơ.zip": "unpacked", "hồ sơ.zip / 01 thông báo.pdf": "loaded", "hồ sơ.zip / ảnh/trang.png": "loaded"}
    attempts = {r.source.rpartition("/")[2]: [a.step for a in r.attempts] for r in list_runs(database()) if r.kind == "ingest"}
    assert attempts["hồ sơ.zip"] == ["register", "unpack"] and attempts["trang.png"][0] == "register"
    assert parcel.exists() and not list(load_settings().work_folder.glob(".*"))


async def test_the_same_archive_again_is_a_duplicate_and_reads_nothing_twice(ready, parcel):
    await ingest_batch([str(parcel)])
    [again] = await ingest_batch([str(parcel)])
    assert (again.outcome, again.message) == (Outcome.DUPLICATE, "The same content as hồ sơ.zip, which is unpacked.")


async def test_an_archive_leaves_the_inbox_and_the_night_tells_of_it(ready, parcel):
    inbox = load_settings().inbox_folder
    inbox.mkdir(parents=True)
    parcel.rename(inbox / parcel.name)
    night = Night(outcomes=await ingest_batch([]), files=3)
    assert not list(inbox.iterdir())
    behind = Behind(date(2026, 6, 20), 7)
    assert [one["id"] for one in notice(night, behind)["unpacked"]] == [night.outcomes[0].short_id]
    assert "ghi chú.rar (a RAR archive)" in plain_text(night, behind, words_in("en"), lambda _: None)


@pytest.mark.parametrize("killed_after", ["stored", "recorded"])
async def test_a_kill_between_the_archive_and_its_files_loses_and_doubles_nothing(ready, parcel, monkeypatch, killed_after):
    class KilledError(BaseException):
        """The end of a process that nobody catches."""

    def die(*_args, **_kwargs):
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr("tasks.unpack.record_members" if killed_after == "stored" else "flows.document.take_apart", die)
        if killed_after == "recorded":
            patch.undo()
            patch.setattr("flows.batch.members_to_read", die)
        with pytest.raises(KilledError):
            await ingest_batch([str(parcel)])
    sweep_abandoned(database(), 0)
    assert states()["hồ sơ.zip"] == ("waiting" if killed_after == "stored" else "unpacked")
    outcomes = await ingest_batch([])
    assert {o.outcome for o in outcomes} == {Outcome.SUCCEEDED}
    assert all("/" not in o.source.replace(" / ", "").replace("ảnh/", "") for o in outcomes)
    assert states() == {"hồ sơ.zip": "unpacked", "hồ sơ.zip / 01 thông báo.pdf": "loaded", "hồ sơ.zip / ảnh/trang.png": "loaded"}


async def test_reprocessing_an_archive_reads_all_that_is_in_it_again(ready, parcel):
    await ingest_batch([str(parcel)])
    outcomes = await reprocess_all("hồ sơ.zip")
    assert [(o.outcome, o.revision) for o in outcomes] == [(Outcome.SUCCEEDED, 0), (Outcome.SUCCEEDED, 2), (Outcome.SUCCEEDED, 2)]
    assert [o.source for o in outcomes][1:] == ["hồ sơ.zip / 01 thông báo.pdf", "hồ sơ.zip / ảnh/trang.png"]


async def test_the_files_attached_to_a_notice_are_documents_and_the_notice_says_so(ready, scan, tmp_path):
    whole = scan(tmp_path / "tb.pdf")
    with pikepdf.open(whole, allow_overwriting_input=True) as pdf:
        for name, data in (("phụ lục.pdf", scan(tmp_path / "p.pdf", mark="annex").read_bytes()), ("số liệu.rar", b"Rar!\x1a\x07\x01\x00")):
            pdf.attachments[name] = pikepdf.AttachedFileSpec(pdf, data, filename=name)
        pdf.save(whole)
    notice_of, annex = await ingest_batch([str(whole)])
    assert (notice_of.symbol, annex.symbol) == ("12/TB-UBND", "12/TB-UBND")
    document = find_document(database(), notice_of.short_id)
    assert [(m.path, m.state) for m in members_of(database(), document.id)] == [("phụ lục.pdf", "loaded"), ("số liệu.rar", "")]
    doubts = {i.code: (i.severity, i.message) for i in revision_detail(database(), document.id).issues}
    assert doubts["attachments-apart"][0] == "info" and "phụ lục.pdf" in doubts["attachments-apart"][1]
    assert doubts["attachments-unread"][0] == "error" and "số liệu.rar (a RAR archive)" in doubts["attachments-unread"][1]


async def test_an_archive_of_nothing_that_can_be_read_is_set_aside_with_the_reason(ready, tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.rar", b"Rar!\x1a\x07\x01\x00")
    [outcome] = await ingest_batch([str(path)])
    assert (outcome.outcome, outcome.error_code) == (Outcome.QUARANTINED, "unsupported-file")
    assert outcome.message == "a.zip holds no file that can be read: a.rar (a RAR archive). Save them as PDF; pictures are read too."


async def test_an_archive_in_an_archive_is_taken_apart_once(ready, scan, tmp_path):
    inner = scan(tmp_path / "a.pdf")
    for name in ("1.zip", "2.zip", "3.zip"):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            archive.write(inner, inner.name)
            archive.write(scan(tmp_path / "made" / f"{name}.pdf", mark=name), f"{name}.pdf")
        inner = tmp_path / name
    outcomes = await ingest_batch([str(inner)])
    assert {o.source.rpartition("/")[2].strip() for o in outcomes} == {"3.zip", "2.zip", "3.zip.pdf", "2.zip.pdf"}
    assert "1.zip (an archive inside an archive" in next(o.message for o in outcomes if o.source.endswith("2.zip"))
