"""Lines of the log that somebody else would like to write, and links that would lead people elsewhere."""

import inspect
import io
import json
import logging
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "flows" / "review"))
from office import make_office
from people import MARK, Person

from config.settings import Settings
from flows.legible_logs import LegibleRecord, install, one_line
from flows.review.accounts import save_account
from flows.review.app import make_site
from flows.review.links import own_path, path_here
from flows.server import api_process

pytestmark = pytest.mark.attack

ROOT = Path(__file__).parents[2]
FORGED = "x.pdf\n2026-11-29 01:00:00 INFO thongbao.review: signed in: 'admin' (editor) from 10.0.0.1"
STEERING = ("\x1b[2J\x1b]0;title\x07", "\x9b31m", "a\rb", "a\x00b", "\u202efdp.exe", "\u2028next", "\x85next", "\x7f", "a\x0bb", "\udc80")
HOST = "van-phong.example"


@pytest.fixture
def log():
    """A logger of the program's, and what it wrote."""
    install()
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger("flows.attacked")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    yield logger, out
    logger.removeHandler(handler)


@pytest.mark.parametrize("name", [FORGED, *STEERING])
@pytest.mark.parametrize("pattern", ["%s was read", "%r was read"])
def test_a_name_of_a_file_writes_one_line_of_printable_characters(log, pattern, name):
    logger, out = log
    logger.info(pattern, name)
    [line] = out.getvalue().splitlines()
    assert line.isprintable()
    assert line.startswith("INFO flows.attacked: ")


def test_a_text_made_into_the_message_itself_does_too(log):
    logger, out = log
    logger.info(f"read {FORGED}")
    assert len(out.getvalue().splitlines()) == 1


def test_an_error_that_carries_such_a_name_stands_indented(log):
    logger, out = log
    try:
        raise ValueError(FORGED + "\x1b[2J")
    except ValueError:
        logger.exception("%s failed", FORGED)
    first, *rest = out.getvalue().splitlines()
    assert first.startswith("ERROR flows.attacked: x.pdf\\n")
    assert len(rest) > 2
    assert all(line.startswith("    | ") and line.isprintable() for line in rest)


@given(st.text())
def test_whatever_a_text_holds_it_is_one_printable_line(text):
    assert one_line(text).isprintable()
    assert LegibleRecord("n", logging.INFO, "f", 1, "%s", (text,), None).getMessage().isprintable()


def test_vietnamese_stays_as_it_is():
    assert one_line("Thông báo số 12/TB-UBND “về việc”… đã đọc") == "Thông báo số 12/TB-UBND “về việc”… đã đọc"


SAYS = """
import json, logging, sys
from contextlib import suppress
names = json.loads(sys.argv[1])
{begin}
logging.basicConfig(stream=sys.stdout, format="%(message)s", force=True)
for name in names:
    logging.getLogger("alembic.runtime").error("%s", name)
    logging.getLogger("anybody.else").error("%s", name)
"""
BEGINNINGS = {
    "a command": "import flows.cli; sys.argv[1:] = ['doctor', '--help']; sys.stdout, kept = open('/dev/null', 'w'), sys.stdout\n"
    "with suppress(SystemExit): flows.cli.main()\nsys.stdout = kept",
    "a run that Prefect begins": "import flows.serving.offered",
    "a run of a work pool": "import flows.serving.pooled",
}


@pytest.mark.parametrize("kind", BEGINNINGS)
def test_every_process_of_the_program_has_the_filter_whoever_logs(kind):
    names = [FORGED, *STEERING[:-1]]
    command = [sys.executable, "-c", SAYS.format(begin=BEGINNINGS[kind]), json.dumps(names)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    lines = done.stdout.split("\n")[:-1]
    assert len(lines) == 2 * len(names)
    assert all(line.isprintable() for line in lines)


def test_the_process_of_the_server_has_it_too():
    assert "make_logs_legible()" in inspect.getsource(api_process.main)


AWAY = (
    *("//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "///evil.example", "/\t/evil.example"),
    *("/\n//evil.example", "/%5cevil.example", "/%2fevil.example", "/%2F%2Fevil.example", "/%09/evil.example", "/%255cevil.example"),
    *("javascript:alert(1)", "data:text/html,x", "", "evil.example", "//evil.example/%2e%2e", "/ /evil.example", " //evil.example"),
    *("/\x00/evil.example", "?//evil.example"),
)
STAYS = ("/documents", "/documents?q=s%E1%BB%9F&state=open", "/board?agency=a%2Fb", "/documents/01010101?row=directive-1#directive-1")


@pytest.mark.parametrize("wanted", AWAY)
def test_no_address_elsewhere_is_gone_on_to(wanted):
    assert own_path(wanted) == "/documents"


@pytest.mark.parametrize("wanted", STAYS)
def test_pages_of_ours_are(wanted):
    assert own_path(wanted) == wanted


@given(st.text())
def test_a_link_to_the_page_itself_stays_on_the_site_whatever_the_path_is(path):
    for made in (path_here(path), own_path(path)):
        clean = re.sub(r"[\t\n\r]", "", made).replace("\\", "/").strip("".join(map(chr, range(0x21))))  # as browsers read it
        assert urlsplit(urljoin(f"https://{HOST}/x", clean)).netloc == HOST


class Links(HTMLParser):
    """All addresses that a page leads to."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.found += [value or "" for name, value in attributes if name in {"href", "src", "action", "formaction"}]


@pytest.fixture(scope="module")
def settings(tmp_path_factory, migrated_sqlite):
    home = tmp_path_factory.mktemp("linked") / "home"
    make_office(home, migrated_sqlite)
    return Settings(home=home)


@pytest.fixture(params=["open", "guarded", "signed-in"])
def person(request, settings):
    settings.review_users_file.unlink(missing_ok=True)
    if request.param == "open":
        yield Person(make_site(settings, "127.0.0.1", lambda: 1_782_000_000.0))
        return
    save_account(settings.review_users_file, "lan", "editor", "mot-hai-ba-bon")
    one = Person(make_site(settings, "0.0.0.0", lambda: 1_782_000_000.0), HOST)
    if request.param == "signed-in":
        one.sign_in("lan")
    yield one
    settings.review_users_file.unlink()


PATHS = (
    *("//evil.example/x", "/%5Cevil.example/x", "/%5C%5Cevil.example", "/%09/evil.example", "/%0A/evil.example", "///evil.example"),
    "/%2F%2Fevil.example",
)


@pytest.mark.parametrize("path", PATHS)
def test_no_page_of_an_error_links_elsewhere(person, path):
    host = str(person.client.base_url.host)
    answer = person.client.request("GET", f"{person.client.base_url}{path}", headers={"referer": "https://evil.example/"})
    assert answer.status_code in {303, 401, 404}
    for link in [*Links(answer.text).found, answer.headers.get("location", "")]:
        read = re.sub(r"[\t\n\r]", "", link).replace("\\", "/")
        assert urlsplit(urljoin(f"http://{host}/x", read)).hostname in {host, None}, link


@pytest.mark.parametrize("wanted", AWAY[:8])
def test_signing_in_leads_nowhere_else(settings, wanted):
    save_account(settings.review_users_file, "lan", "editor", "mot-hai-ba-bon")
    try:
        one = Person(make_site(settings, "0.0.0.0", lambda: 1_782_000_000.0), HOST)
        page = one.get(f"/login?next={quote(wanted)}")
        assert 'name="next" value="/documents"' in page.text
        mark = MARK.search(page.text)[1]
        answer = one.client.post("/login", data={"mark": mark, "user": "lan", "password": "mot-hai-ba-bon", "next": wanted})
        assert (answer.status_code, answer.headers["location"]) == (303, "/documents")
        assert one.get(f"/login?next={quote(wanted)}").headers["location"] == "/documents"
    finally:
        settings.review_users_file.unlink()
