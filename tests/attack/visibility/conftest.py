"""An office some of whose documents a limited account may see."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "flows" / "review"))
sys.path.insert(0, str(Path(__file__).parents[2] / "db"))
sys.path.insert(0, str(Path(__file__).parent))
from limited_office import DOUBTED, OFFICE, OPEN, SECRET, TOWN, Office
from people import PASSWORD, Person

from db.engine import engine_for
from db.reading.documents import quarantine, register_document
from db.review.corrections import Change, correct
from db.review.followup import set_task
from db.review.joining import join
from flows.review.accounts import save_account
from flows.review.app import make_site
from flows.review.groups import Change as GroupChange
from flows.review.groups import change_group


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    made = Office(tmp_path_factory.mktemp("visibility") / "home")
    made.secret = made.bring("/in/khac/bimat.pdf", SECRET, "777/TB-BM", TOWN, "Về đà điểu", seen=False)
    made.leader = made.bring("/in/khac/truoc.pdf", OPEN, "31/TB-UBND", TOWN, "Về việc rà soát", seen=False)
    # Said before the copy that is seen arrives, so that the entry stands with the hidden one.
    made.key = set_task(made.url, made.detail(made.leader).directives[0].id, "Hoa", source="page", state="in_progress", note="đang làm")
    made.copy = made.bring("/in/noi-vu/a.pdf", OPEN, "31/TB-UBND", TOWN, "Về việc rà soát", seen=True)
    made.issued = made.bring("/in/khac/b.pdf", OPEN, "32/TB-SNV", OFFICE, "Về cán bộ", seen=True)
    made.doubted = made.bring("/in/khac/ngovuc.pdf", SECRET, "778/TB-NV", OFFICE, "Về đà điểu", seen=False, issues=(DOUBTED,))
    made.nobodys = made.bring("/in/khac/vochu.pdf", SECRET, "779/TB-VC", None, "Về đà điểu", seen=False)
    made.beside = made.bring("/in/noi-vu-khac/bencanh.pdf", SECRET, "780/TB-BC", TOWN, "Về đà điểu", seen=False)
    made.around = made.bring("/in/noi-vu/../khac/vong.pdf", SECRET, "781/TB-VG", TOWN, "Về đà điểu", seen=False)
    stack = [(OPEN, "33/TB-SNV", OFFICE, "Về hồ sơ", True), (SECRET, "782/TB-UBND", TOWN, "Về đà điểu", False)]
    made.stack = made.bring_file("/in/khac/chung.pdf", stack)
    aside, _ = register_document(made.url, sha256="e" * 64, byte_size=1, store_path="ee/x", delivery=("/in/khac/khoa.pdf", "khoa.pdf"))
    quarantine(made.url, aside.id, "encrypted-pdf", "The PDF opens only with a password.")
    made.hidden.append(aside.short_id)
    # What people said of documents: of hidden ones, of both kinds together, and of a doubt that names a hidden one.
    head = made.detail(made.secret)
    correct(made.url, Change(head.document.id, "directive", "change", "Hoa", head.directives[0].id, {"product": "đà điểu con"}))
    join(made.url, made.id_of(made.issued), made.id_of(made.beside), "Hoa")
    naming = next(issue for issue in made.detail(made.copy).issues if issue.code == "copy-loaded-already")
    assert made.leader in naming.message
    correct(made.url, Change(made.id_of(made.copy), "doubt", "confirm", "Hoa", naming.id))
    save_account(made.settings.review_users_file, "lan", "editor", PASSWORD)
    save_account(made.settings.review_users_file, "chu", "editor", PASSWORD)
    users = made.settings.review_users_file
    change_group(users, "noi-vu", GroupChange(issuers=["Sở Nội vụ tỉnh Tân Giang"], sources=["/in/noi-vu"], members=["lan"]), "test")
    names = ("bimat.pdf", "truoc.pdf", "ngovuc.pdf", "vochu.pdf", "bencanh.pdf", "vong.pdf", "khoa.pdf")
    symbols = ("777/TB", "778/TB", "779/TB", "780/TB", "781/TB", "782/TB")
    made.secrets = {*made.hidden, *names, *symbols, "đà điểu", "Đà điểu", "đà điểu con", "đang làm", made.key, "opens only", "Hoa joined"}
    yield made
    engine_for(made.url).dispose()


@pytest.fixture(scope="module")
def site(office):
    return make_site(office.settings, "0.0.0.0")


@pytest.fixture
def lan(site):
    person = Person(site, "van-phong.example")
    assert person.sign_in("lan").status_code == 303
    return person


@pytest.fixture
def chu(site):
    person = Person(site, "van-phong.example")
    assert person.sign_in("chu").status_code == 303
    return person
