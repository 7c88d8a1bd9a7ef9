"""Strangers who guess passwords, clerks whose sessions were to end, and what goes over the line."""

import contextlib
import subprocess
import sys
import threading
from pathlib import Path
from urllib.parse import urlencode

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "flows" / "review"))
from office import make_office
from review_process import ReviewProcess, Visitor

from config.settings import Settings
from db.engine import engine_for
from flows.review.accounts import remove_account, save_account
from flows.review.patience import FREE_TRIES, FREE_TRIES_OF_ADDRESS

pytestmark = [pytest.mark.attack, pytest.mark.xdist_group("attack-review-sign-in")]
PASSWORD = "mot-hai-ba-bon"
PROXY = "127.0.0.1"
MORE = 9  # tries behind the free ones; the wait is minutes by then
SLOW = 60


@pytest.fixture(scope="module")
def home(tmp_path_factory, migrated_sqlite):
    """A home with accounts."""
    found = tmp_path_factory.mktemp("review-sign-in") / "home"
    settings, _ = make_office(found, migrated_sqlite, 1)
    engine_for(settings.database).dispose()
    for name in ("lan", "minh", "ha", "tu"):
        save_account(settings.review_users_file, name, "editor", PASSWORD)
    return found


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for localhost with its key, in one file."""
    path = tmp_path_factory.mktemp("certificate") / "both.pem"
    words = f"req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost -keyout {path} -out {path}.crt"
    subprocess.run(["openssl", *words.split(), "-addext", "subjectAltName=DNS:localhost"], check=True, capture_output=True)
    path.write_text(path.read_text() + Path(f"{path}.crt").read_text())
    return path


@pytest.fixture(scope="module")
def served(home, certificate):
    """Three processes of one home: one as it is, one behind a proxy of its machine, one with TLS."""
    log = home.parent
    made = [
        ReviewProcess(home, log / "plain.log"),
        ReviewProcess(home, log / "proxy.log", review_proxy=PROXY),
        ReviewProcess(home, log / "tls.log", tls=certificate, review_certificate=str(certificate)),
    ]
    yield [one.ready() for one in made]
    for one in made:
        one.stop()


@pytest.fixture
def plain(served):
    return served[0]


@pytest.fixture
def behind(served):
    return served[1]


@pytest.fixture
def over_tls(served):
    return served[2]


def forwarded(address):
    return {"X-Forwarded-For": address, "Forwarded": f"for={address}"}


def refused_after(tries):
    """How many tries it took until one had to wait; each wait is twice the one before, so that a slow machine needs a few more."""
    for number in range(SLOW):
        status = next(tries)
        if status == 429:
            return number
        assert status in {401, 422}
    return SLOW


def test_nobody_is_believed_about_addresses_who_was_not_named(plain):
    stranger = Visitor(plain, "127.0.0.21")
    guesses = (stranger.sign_in("lan", "guess-guess", **forwarded(f"203.0.113.{n}")) for n in range(SLOW))
    assert FREE_TRIES <= refused_after(guesses) <= FREE_TRIES + MORE


def test_what_a_stranger_writes_in_front_is_not_the_hop_that_counts(behind):
    stranger = Visitor(behind, PROXY)
    guesses = (stranger.sign_in("lan", "guess-guess", **forwarded(f"203.0.113.{n}, 198.51.100.7")) for n in range(SLOW))
    assert FREE_TRIES <= refused_after(guesses) <= FREE_TRIES + MORE
    assert Visitor(behind, PROXY).sign_in("lan", PASSWORD, **forwarded("198.51.100.8")) == 303  # somebody else behind the proxy


def test_one_address_does_not_go_through_the_names(plain):
    stranger = Visitor(plain, "127.0.0.22")
    mark = stranger.mark()
    guesses = (stranger.send("/login", mark=mark, user=f"name {n}", password="guess-guess") for n in range(SLOW))
    assert FREE_TRIES_OF_ADDRESS <= refused_after(guesses) <= FREE_TRIES_OF_ADDRESS + MORE
    assert Visitor(plain, "127.0.0.23").sign_in("lan", PASSWORD) == 303


def test_guesses_at_once_are_no_more_than_in_turn(plain):
    stranger = Visitor(plain, "127.0.0.24")
    mark, found = stranger.mark(), []
    body = urlencode({"mark": mark, "user": "lan", "password": "guess-guess"})

    def guess():
        one = Visitor(plain, "127.0.0.24")
        one.cookies = stranger.cookies
        one.ask("POST", "/login", body.encode(), Content_Type="application/x-www-form-urlencoded")
        found.append(one.status)

    threads = [threading.Thread(target=guess) for _ in range(25)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(found) == {401, 429} and FREE_TRIES <= found.count(401) <= FREE_TRIES + MORE


@pytest.fixture
def two(plain, behind):
    """Signs somebody in at one process; the same cookies at both, and another browser of the same person at the second."""

    def enter(name, source):
        here, there, elsewhere = Visitor(plain, source), Visitor(behind, PROXY), Visitor(behind, PROXY)
        assert here.sign_in(name, PASSWORD) == 303
        there.cookies = dict(here.cookies)
        assert elsewhere.sign_in(name, PASSWORD, **forwarded(source)) == 303
        assert here.signed_in and there.signed_in and elsewhere.signed_in
        return here, there, elsewhere

    return enter


def test_signing_out_holds_for_every_process(two):
    here, there, elsewhere = two("minh", "127.0.0.31")
    stolen = dict(here.cookies)
    assert here.send("/logout") == 303
    assert not there.signed_in
    here.cookies = stolen
    assert not here.signed_in
    assert elsewhere.signed_in  # another session of the same account
    assert elsewhere.send("/logout") == 303
    here.cookies = dict(elsewhere.cookies)
    assert not here.signed_in


def test_a_new_password_holds_for_every_process(two, home):
    here, there, elsewhere = two("ha", "127.0.0.32")
    new = PASSWORD + "-nam"
    assert here.send("/password", old="guess-guess", new=new, again=new) == 422
    assert there.signed_in
    assert here.send("/password", old=PASSWORD, new=new, again=new) == 303
    assert here.signed_in
    assert not there.signed_in and not elsewhere.signed_in
    assert elsewhere.sign_in("ha", PASSWORD) == 401
    assert elsewhere.sign_in("ha", new) == 303


def test_another_role_and_the_end_of_an_account_hold_for_every_process(two, home):
    users = Settings(home=home).review_users_file
    here, there, _ = two("tu", "127.0.0.33")
    save_account(users, "tu", "reader", PASSWORD)
    assert not here.signed_in and not there.signed_in
    here, there, elsewhere = two("tu", "127.0.0.33")
    assert there.send("/documents/01010101/corrections", about="head", action="confirm") == 403
    remove_account(users, "tu")
    assert not here.signed_in and not there.signed_in and not elsewhere.signed_in


def test_a_stolen_session_does_not_guess_the_password(plain):
    thief = Visitor(plain, "127.0.0.41")
    assert thief.sign_in("lan", PASSWORD) == 303
    new = "cua-ke-trom-ne"
    guesses = (thief.send("/password", old=f"guess-guess-{n}", new=new, again=new) for n in range(SLOW))
    assert FREE_TRIES <= refused_after(guesses) <= FREE_TRIES + MORE


def test_over_tls_cookies_stay_on_it(over_tls):
    lan = Visitor(over_tls)
    assert lan.sign_in("lan", PASSWORD) == 303
    [cookie] = lan.headers.get_all("Set-Cookie")
    assert cookie.startswith("__Host-thongbao-review=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=lax"} <= {part.strip() for part in cookie.split(";")}
    assert lan.signed_in


def test_without_tls_nothing_is_said(over_tls):
    one = over_tls.connect(b"GET /login HTTP/1.1\r\nHost: localhost\r\n\r\n")
    with contextlib.suppress(ConnectionResetError):
        assert b"HTTP" not in one.recv(1000)
    one.close()


def test_half_a_handshake_stops_nobody(over_tls):
    held = [over_tls.connect(b"\x16\x03\x01\x02\x00\x01", "127.0.0.9") for _ in range(300)]
    assert Visitor(over_tls).sign_in("lan", PASSWORD) == 303
    closed = 0
    for one in held:
        one.setblocking(False)
        with contextlib.suppress(BlockingIOError, ConnectionResetError):
            closed += one.recv(10) == b""
        one.close()
    assert closed >= 300 - 128


def test_past_the_proxy_nobody_gets_in(behind):
    stranger = Visitor(behind, "127.0.0.51")
    stranger.ask("GET", "/login", **{"X-Forwarded-Proto": "https"})
    assert stranger.status == 200  # of this machine, and not believed:
    assert all(not cookie.startswith("__Host-") for cookie in stranger.headers.get_all("Set-Cookie"))
    near = Visitor(behind, PROXY)
    near.ask("GET", "/login", **{"X-Forwarded-Proto": "https"})
    assert all(cookie.startswith("__Host-") for cookie in near.headers.get_all("Set-Cookie"))


def test_a_session_signed_with_no_key_is_none(plain):
    from flows.review.sessions import Sessions, Signer

    for key in (b"", b"\0" * 32):
        forged = Sessions(Signer(key), Path("nowhere")).begin("lan", "", 4e9)[1]
        stranger = Visitor(plain, "127.0.0.52")
        stranger.cookies = {"thongbao-review": forged}
        assert not stranger.signed_in


def test_nothing_of_a_password_is_in_the_logs(served, home):
    """Last, when there is something in them."""
    for name in ("plain", "proxy", "tls"):
        said = (home.parent / f"{name}.log").read_text()
        assert "signed in: 'lan'" in said
        assert PASSWORD not in said and "guess-guess" not in said and "Traceback" not in said
