"""A limited account on every page: nothing of a document it may not see comes out, and nothing of it can be changed."""

import io
import sys
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from fastapi.routing import APIRoute
from sqlalchemy import text

sys.path.insert(0, str(Path(__file__).parents[1] / "flows" / "review"))
sys.path.insert(0, str(Path(__file__).parents[1] / "db"))
from notice import LINES, PLAIN, Task
from people import PASSWORD, Person

from config.settings import Settings
from db.asking.details import revision_detail
from db.copies.shown import copies_of
from db.engine import engine_for, transaction
from db.reading.documents import find_document, quarantine, register_document, set_media_type
from db.repository import RevisionKey, write_readings
from db.review.corrections import Change, correct
from db.review.followup import set_task
from db.review.joining import join
from db.schema import upgrade
from flows.review.accounts import save_account
from flows.review.app import make_site
from flows.review.groups import Change as GroupChange
from flows.review.groups import change_group, let_others_see
from tasks.domain.finding import Deadline
from tasks.domain.outcome import Issue, Severity

pytestmark = pytest.mark.attack
TOWN, OFFICE = "UBND tỉnh Tân Giang", "Sở Nội vụ tỉnh Tân Giang"
OPEN_LINES = (*LINES[:4], "Sở Nội vụ kiểm tra các trạm y tế xã trong quý III.", *LINES[5:])
OPEN = replace(
    PLAIN,
    lines=OPEN_LINES,
    tasks=(Task(3, ("Sở Nội vụ",), deadline=Deadline("trước ngày 30/6/2026", date(2026, 6, 30))), Task(5, ("Sở Tài chính",))),
)
SECRET_LINES = (LINES[0], "Tỷ lệ đà điểu đạt 45,5% kế hoạch, số hộ nghèo giảm 400 hộ.", *LINES[2:6], "a) Đà điểu được niêm yết.", LINES[7])
SECRET = replace(PLAIN, lines=SECRET_LINES, figures=(replace(PLAIN.figures[0], name="tỷ lệ đà điểu"), PLAIN.figures[1]))
DOUBTED = Issue("head-field-doubtful", Severity.WARNING, "The issuer was read badly.", kind="head", field="issuer")


class Office:
    """Documents of a made-up office, some of which the members of one group may see."""

    def __init__(self, home):
        self.settings = Settings(home=home)
        self.url = self.settings.database
        home.mkdir()
        upgrade(self.url)
        self.number = 0
        self.seen, self.hidden = [], []

    def bring(self, source, variant, symbol, issuer, subject, *, seen, issues=()):
        return self.bring_file(source, [(variant, symbol, issuer, subject, seen)], issues)[0]

    def bring_file(self, source, notices, issues=()):
        self.number += 1
        sha256 = f"{self.number:02x}" * 32
        place = f"{sha256[:2]}/{sha256}"
        original = self.settings.store_folder / place
        original.parent.mkdir(parents=True)
        original.write_bytes(b"original bytes " + sha256.encode())
        delivery = (source, Path(source).name)
        document, _ = register_document(self.url, sha256=sha256, byte_size=10, store_path=place, delivery=delivery)
        set_media_type(self.url, document.id, "pdf")
        readings = []
        for page, (variant, symbol, issuer, subject, _) in enumerate(notices, 1):
            reading = replace(variant, symbol=symbol).reading()
            head = replace(reading.structure.head, issuer=issuer, subject=subject, number=symbol.split("/")[0])
            picture = f"pictures/{self.number}-{page}.jpg"
            pages = tuple(replace(one, number=page, sheet=page, picture=picture) for one in reading.pages)
            readings.append(replace(reading, structure=replace(reading.structure, head=head), pages=pages, issues=issues))
            self.paint(self.settings.work_folder / picture)
        write_readings(self.url, RevisionKey(document.id, f"f{self.number}", {}, {}), readings)
        ids = [document.short_id, *(f"{document.short_id}.{part}" for part in range(2, len(notices) + 1))]
        for short_id, (*_, seen) in zip(ids, notices, strict=True):
            (self.seen if seen else self.hidden).append(short_id)
        return ids

    def paint(self, path):
        from PIL import Image

        path.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (300, 400), "white").save(path)

    def id_of(self, short_id):
        return find_document(self.url, short_id).id

    def detail(self, short_id):
        return revision_detail(self.url, self.id_of(short_id))


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


def routes_of(app):
    """Method and path of every page, whatever it is included through."""
    found, waiting = set(), list(app.routes)
    while waiting:
        route = waiting.pop()
        waiting += getattr(route, "routes", None) or getattr(getattr(route, "original_router", None), "routes", ())
        if isinstance(route, APIRoute):
            found |= {(method, route.path) for method in route.methods}
    return sorted(found)


def text_of(answer):
    """What an answer says, of a packed file what its members say."""
    if answer.content[:2] != b"PK":
        return answer.content.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        return "\n".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


def queries(office, path):
    """What to ask a page for besides itself: every filter, and the hidden things by name."""
    asked = [{}, {"lang": "en"}]
    if path in {"/documents", "/take/{kind}"}:
        words = ["đà điểu", "da dieu", '"đà điểu"', "777/TB-BM", "bimat.pdf", office.secret, "Sở Y tế", "rà soát", "khoa.pdf"]
        asked += [{"q": word} for word in words] + [{"issuer": TOWN}, {"issuer": OFFICE}, {"type": "TB"}]
        asked += [{"sort": order} for order in ("oldest", "doubts", "arrived", "symbol")]
        asked += [{"state": state} for state in ("loaded", "waiting", "quarantined")] + [{"doubts": "open"}, {"from": "2000-01-01"}]
    if path in {"/board", "/take/{kind}", "/calendar/{token}.ics"}:
        agencies = [{"agency": name} for name in ("so-y-te", "Sở Y tế", "so-noi-vu", "đà điểu")]
        asked += [one | ({"of": "board"} if "take" in path else {}) for one in (*agencies, {"state": "in_progress"}, {"of": "board"})]
    if path == "/figures":
        asked += [{"q": word} for word in ("đà điểu", "số hộ nghèo", "ho ngheo", "")] + [
            {"issuer": TOWN},
            {"place": "tỉnh"},
            {"unit": "hộ"},
        ]
    if path.endswith("/words"):
        asked += [{"page": n, "left": 0, "top": 0, "right": 1, "bottom": 1} for n in (1, 2)]
    return asked


def fillings(office, path):
    """Addresses of a page: with every document, page and kind that there is."""
    everything = {
        "{short_id}": [*office.seen, *office.hidden],
        "{number}": ["1", "2"],
        "{kind}": ["xlsx", "csv", "ics"],
        "{token}": ["x"],
        "{directive_id}": [str(number) for number in range(1, 60)],
    }
    filled = [path]
    for name, values in everything.items():
        filled = [one.replace(name, value) for one in filled for value in (values if name in one else [""])]
    assert all("{" not in one for one in filled), f"say in this test what to fill into {path}"
    return filled


def leaks(office, text, asked):
    """Secrets that stand in a text; what was asked for itself may be said again."""
    said = " ".join(str(value) for value in asked.values())
    return sorted(secret for secret in office.secrets if secret in text and secret not in said)


def is_of_hidden(office, address):
    parts = address.split("/")
    return parts[1] == "documents" and len(parts) > 2 and parts[2] in office.hidden


def test_no_page_shows_anything_of_a_hidden_document(office, lan):
    tried = 0
    for method, path in routes_of(lan.client.app):
        if method != "GET":
            continue
        for address in fillings(office, path):
            for asked in queries(office, path):
                answer = lan.get(address, params=asked)
                tried += 1
                said = asked | {"itself": address}  # the links to other languages repeat it
                assert leaks(office, text_of(answer), said) == [], (address, asked)
                assert leaks(office, str(answer.headers), said) == [], (address, asked)
                if is_of_hidden(office, address):
                    assert answer.status_code == 404, address
    assert tried > 200


def test_a_hidden_document_answers_as_one_that_is_not_there(office, lan):
    for rest in ("", "/pages/1.jpg", "/original", "/searchable.pdf", "/words?page=1&left=0&top=0&right=1&bottom=1"):
        missing = lan.get(f"/documents/abababab{rest}")
        for short_id in office.hidden:
            hidden = lan.get(f"/documents/{short_id}{rest}")
            assert (hidden.status_code, hidden.text.replace(short_id, "abababab")) == (404, missing.text), (short_id, rest)
        # Nor by the whole hash, or a beginning of it.
        for name in (find_document(office.url, office.secret).sha256, office.secret[:8], f"{office.secret}.1"):
            assert lan.get(f"/documents/{name}{rest}").status_code == 404


def state_of(office):
    """Every row of the database but sessions of work, as text."""
    with transaction(office.url, read_only=True) as session:
        names = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")).all()
        return {name: session.execute(text(f"SELECT * FROM {name}")).all() for name in names if not name.startswith("search_index")}


FORMS = (
    *({"about": "head", "action": action, "symbol": "1/TB", "issuer": OFFICE} for action in ("confirm", "change")),
    *({"about": kind, "action": "reject", "row": str(row)} for kind in ("directive", "metric", "citation") for row in (1, 2, 3)),
    {"about": "directive", "action": "add", "page": "1", "text": "Thêm", "box": "0,0,1,1"},
    {"about": "doubt", "action": "confirm", "row": "1"},
    {"action": "lead"},
    {"action": "undo", "decision": "1"},
    {"action": "part", "page": "1"},
    {"action": "join", "page": "2"},
)
OWN = ("/login", "/logout", "/name", "/password")  # these are about the account itself


def test_no_form_changes_anything_of_a_hidden_document(office, lan):
    directives = {d.id for short_id in office.seen for d in office.detail(short_id).directives}
    mark, before, tried = lan.mark(), state_of(office), 0
    for method, path in routes_of(lan.client.app):
        if method == "GET" or path in OWN:
            continue
        assert "{" in path, f"say in this test what {path} is about"
        for address in fillings(office, path):
            if not is_of_hidden(office, address) and "{directive_id}" not in path:
                continue
            if "{directive_id}" in path and int(address.rpartition("/")[2]) in directives:
                continue
            for fields in ({"state": "done", "note": "x"},) if "{directive_id}" in path else FORMS:
                answer = lan.client.post(address, data={"mark": mark} | fields)
                tried += 1
                assert answer.status_code == 404, (address, fields)
                assert leaks(office, answer.text, {"itself": address}) == []
    assert tried > 200
    assert state_of(office) == before


def test_what_is_seen_cannot_be_joined_with_what_is_hidden(office, lan):
    before = state_of(office)
    tries = [
        (office.issued, {"action": "join", "other": office.secret}),
        (office.issued, {"action": "join", "other": "777/TB-BM"}),
        (office.issued, {"action": "join", "other": "bimat.pdf"}),
        (office.issued, {"action": "part", "other": office.beside}),
        (office.issued, {"action": "lead", "other": office.beside}),
        (office.issued, {"action": "lead"}),
        (office.issued, {"action": "join", "other": office.copy}),  # each has a copy that is hidden
        (office.copy, {"action": "lead"}),
    ]
    with transaction(office.url, read_only=True) as session:
        decisions = session.scalars(text("SELECT id FROM copy_decision")).all()
    tries += [(office.issued, {"action": "undo", "decision": str(number)}) for number in decisions]
    for short_id, fields in tries:
        answer = lan.post(f"/documents/{short_id}/copies", **fields)
        assert answer.status_code == 422, fields
        assert leaks(office, answer.text, fields) == []
    for action in ("part", "join", "undo"):  # the cut of a file that holds a hidden notice
        assert lan.post(f"/documents/{office.stack[0]}/parts", page="2", action=action).status_code == 404
    assert state_of(office) == before


def test_what_may_be_seen_is_seen(office, lan, chu):
    page = lan.get("/documents").text
    assert all(f"/documents/{short_id}" in page for short_id in office.seen)
    for short_id in office.seen:
        assert lan.get(f"/documents/{short_id}").status_code == 200
    for short_id in (office.copy, office.issued):
        assert lan.get(f"/documents/{short_id}/original").status_code == 200
        assert lan.get(f"/documents/{short_id}/pages/1.jpg").status_code == 200
    # A file that holds a hidden notice is not given whole; its own notice is shown.
    assert lan.get(f"/documents/{office.stack[0]}/original").status_code == 404
    assert lan.get(f"/documents/{office.stack[0]}/pages/1.jpg").status_code == 200
    assert lan.get(f"/documents/{office.stack[0]}/pages/2.jpg").status_code == 404
    board = lan.get("/board").text
    assert "Sở Nội vụ" in board
    assert "Sở Y tế" not in board  # which has tasks in hidden documents alone
    assert copies_of(office.url, office.id_of(office.copy)).leading is not None
    everything = chu.get("/documents").text
    assert all(f"/documents/{short_id}" in everything for short_id in (*office.seen, *office.hidden))
    assert chu.get(f"/documents/{office.secret}").status_code == 200


def test_a_limited_editor_says_how_far_the_own_work_is(office, lan):
    detail = office.detail(office.copy)
    answer = lan.post(f"/tasks/{detail.directives[1].id}", state="in_progress", note="của Lan")
    assert answer.status_code == 303
    assert "của Lan" in lan.get("/board").text


def test_the_calendar_is_that_of_its_account(office, lan, chu):
    feeds = {}
    for person in (lan, chu):
        page = person.get("/board").text
        feeds[person] = page[page.index("/calendar/") :].split('"')[0].split("<")[0]
    nobody = Person(lan.site, "van-phong.example")
    mine, all_of_it = nobody.get(feeds[lan]).text, nobody.get(feeds[chu]).text
    assert "BEGIN:VEVENT" in mine
    assert leaks(office, mine, {}) == []
    assert leaks(office, all_of_it, {}) != []


def test_a_change_of_the_group_holds_from_the_next_page_on(office, site, lan):
    users = office.settings.review_users_file
    assert lan.get(f"/documents/{office.secret}").status_code == 404
    change_group(users, "noi-vu", GroupChange(everything=True), "test")
    assert lan.get(f"/documents/{office.secret}").status_code == 200
    change_group(users, "noi-vu", GroupChange(everything=False), "test")
    assert lan.get(f"/documents/{office.secret}").status_code == 404
    let_others_see(users, "nothing", "test")
    chu = Person(site, "van-phong.example")
    chu.sign_in("chu")
    assert [short_id for short_id in (*office.seen, *office.hidden) if chu.get(f"/documents/{short_id}").status_code != 404] == []
    let_others_see(users, "everything", "test")


def test_a_file_of_accounts_that_cannot_be_read_shows_nothing(office, lan):
    users = office.settings.review_users_file
    kept = users.read_text()
    try:
        for broken in (kept.replace('"everything": false', '"everything": "no"'), kept.replace('"members": [', '"members": [1, ')):
            assert broken != kept
            users.write_text(broken)
            answer = lan.get("/documents")
            assert answer.status_code == 500
            assert not any(f"/documents/{short_id}" in answer.text for short_id in office.seen)
    finally:
        users.write_text(kept)
