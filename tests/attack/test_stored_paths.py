"""Rows of a database that somebody changed: whatever they name, only originals and what steps left is opened or removed."""

import shutil
import sys
from pathlib import Path

import pytest
from sqlalchemy import update

sys.path.insert(0, str(Path(__file__).parents[1] / "flows" / "review"))
from office import make_office
from people import Person

from config.settings import Settings
from db.asking.details import revision_detail
from db.engine import transaction
from db.models.document import Document, Page
from flows.crop import crop_evidence
from flows.report.page_picture import picture_address
from flows.review.app import make_site
from flows.upkeep.backup import make_backup
from flows.upkeep.verifying import verify
from tasks.archive.artifacts import ArtifactKey, read_artifact
from tasks.archive.places import original_place, work_place
from tasks.domain.errors import StoredPathError

pytestmark = pytest.mark.attack

SHA = "01" * 32
SECRET = b"root:x:0:0:root:/root:/bin/bash"
ELSEWHERE = (
    *("../../etc/passwd", "/etc/passwd", "01/../../secret", "../secret", "", ".", "..", "01", f"01/{SHA}/x", f"02/{SHA}", f"01/{'0' * 64}"),
    *(f"01/{SHA}\0", f"./01/{SHA}", f"01//{SHA}", f"01/{SHA.upper()}x", f"01\\{SHA}", "01/" + "０" * 64),
)


@pytest.mark.parametrize("place", ELSEWHERE)
def test_an_original_has_one_place_and_no_row_can_name_another(tmp_path, place):
    with pytest.raises(StoredPathError):
        original_place(tmp_path, place, SHA)


@pytest.mark.parametrize("place", ["../secret", "/etc/passwd", "a/../../secret", "", "a\0b", ".."])
def test_what_steps_left_lies_in_the_work_folder(tmp_path, place):
    with pytest.raises(StoredPathError):
        work_place(tmp_path, place)


def test_a_link_leads_nowhere(tmp_path):
    (tmp_path / "secret").write_bytes(SECRET)
    store = tmp_path / "store"
    (store / "01").mkdir(parents=True)
    (store / "01" / SHA).symlink_to(tmp_path / "secret")
    (store / "02").symlink_to(tmp_path)
    for place in (f"01/{SHA}", f"02/{'02' * 32}"):
        with pytest.raises(StoredPathError, match="is a link"):
            original_place(store, place)
    with pytest.raises(StoredPathError, match="is a link"):
        work_place(store, "02/secret")


@pytest.mark.parametrize("digest", ["../../x", "a/../../../etc", "x/../../.."])
def test_a_key_of_a_step_that_a_row_states_leads_to_no_other_folder(tmp_path, digest):
    with pytest.raises(StoredPathError):
        read_artifact(tmp_path, ArtifactKey(SHA, "clean", digest), dict)


@pytest.fixture(scope="module")
def made_office(tmp_path_factory, migrated_sqlite):
    home = tmp_path_factory.mktemp("attacked") / "home"
    return home, make_office(home, migrated_sqlite)[1]


@pytest.fixture
def office(made_office, tmp_path):
    """An office whose first document names a file of the machine as its original and as the picture of its page."""
    shutil.copytree(made_office[0], tmp_path / "home")
    (tmp_path / "secret").write_bytes(SECRET)
    # A picture: were it opened, it would be shown.
    shutil.copyfile(tmp_path / "home/work/pictures/1.jpg", tmp_path / "secret.jpg")
    settings = Settings(home=tmp_path / "home")
    with transaction(settings.database) as session:
        session.execute(update(Document).where(Document.short_id == made_office[1][0]).values(store_path="../../secret"))
        session.execute(update(Page).where(Page.picture == "pictures/1.jpg").values(picture="../../secret.jpg"))
    return settings, made_office[1]


@pytest.mark.parametrize("path", ["original", "searchable.pdf", "pages/1.jpg"])
def test_no_page_serves_a_file_that_a_row_names(office, path):
    settings, ids = office
    answer = Person(make_site(settings, "127.0.0.1", lambda: 1_782_000_000.0)).get(f"/documents/{ids[0]}/{path}")
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    assert SECRET not in answer.content


def test_no_command_opens_it(office, tmp_path):
    settings, _ = office
    detail = revision_detail(settings.database, 1)
    with pytest.raises(StoredPathError):
        picture_address(detail.pages[0], (), settings.work_folder)
    evidence = next(row.evidence for row in detail.directives if row.evidence and row.evidence.regions)
    with pytest.raises(StoredPathError):
        crop_evidence(evidence, detail.pages, settings.work_folder, tmp_path / "out.png")


def test_verify_names_the_rows_and_a_backup_takes_nothing_along(office, tmp_path):
    settings, ids = office
    found = {(fault.code, fault.subject.split()[0]) for fault in verify(settings).faults}
    assert {("original-misrecorded", ids[0]), ("picture-misrecorded", ids[0])} <= found
    made = make_backup(settings, tmp_path / "backups", pictures=True)
    assert any("names the place" in one.reason for one in made.manifest.lacking)
    assert all(SECRET not in p.read_bytes() for p in made.folder.rglob("*") if p.is_file())
    assert not list(tmp_path.rglob("backups/*/secret*"))


def test_a_purge_removes_no_file_that_a_row_names(office, tmp_path):
    from flows.upkeep.purging import PurgePlan, carry_out
    from tasks.domain.upkeep import Expected

    settings, _ = office
    plan = PurgePlan(documents=(Expected(1, "a", SHA, 1, "../../secret"),), revisions=(), runs=(), artifacts=(), leftovers=())
    with pytest.raises(StoredPathError):
        carry_out(settings, plan, "test")
    assert (tmp_path / "secret").read_bytes() == SECRET
    assert revision_detail(settings.database, 1).document.id == 1
