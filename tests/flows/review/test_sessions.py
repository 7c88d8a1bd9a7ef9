"""Signed tokens and sessions."""

import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.review.sessions import LASTS_SECONDS, Sessions, Signer, load_secret
from tasks.domain.errors import ConfigError

SIGNER = Signer(b"k" * 32)


def test_the_key_is_made_once_and_kept_to_its_owner(tmp_path):
    path = tmp_path / "home" / "secret"
    first = load_secret(path)
    assert load_secret(path) == first and len(first) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [p.name for p in path.parent.iterdir()] == ["secret"]


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=20), max_size=4))
def test_what_is_packed_is_unpacked_for_its_purpose_alone(content):
    token = SIGNER.pack("a", content)
    assert SIGNER.unpack("a", token) == content
    assert SIGNER.unpack("b", token) is None
    assert Signer(b"x" * 32).unpack("a", token) is None


@given(st.text(max_size=60))
def test_nothing_that_is_made_up_is_unpacked(token):
    assert SIGNER.unpack("a", token) is None


@pytest.mark.parametrize("place", [0, 10, -2])
def test_a_changed_letter_is_seen(place):
    token = list(SIGNER.pack("a", {"u": "lan"}))
    token[place] = "A" if token[place] != "A" else "B"
    assert SIGNER.unpack("a", "".join(token)) is None


def test_a_session_lasts_over_a_restart_until_it_ends(tmp_path):
    ended = tmp_path / "ended"
    sessions = Sessions(SIGNER, ended)
    session, cookie = sessions.begin("lan", "m", 1000.0)
    assert Sessions(SIGNER, ended).find(cookie, 1001.0) == session
    assert sessions.find(cookie, 1000.0 + LASTS_SECONDS) is None
    assert sessions.find(None, 0) is None
    assert sessions.form_mark_holds(session, sessions.form_mark(session))
    assert not sessions.form_mark_holds(sessions.begin("lan", "m", 1000.0)[0], sessions.form_mark(session))
    elsewhere = Sessions(SIGNER, ended)  # another process, which began before
    assert elsewhere.find(cookie, 1001.0) == session
    sessions.end(session, 1002.0)
    assert sessions.find(cookie, 1003.0) is None
    assert elsewhere.find(cookie, 1003.0) is None
    assert [stat.S_IMODE(path.stat().st_mode) for path in (ended, *ended.iterdir())] == [0o700, 0o600]
    other, _ = sessions.begin("minh", "m", 2.0 + LASTS_SECONDS)
    sessions.end(other, 1002.0 + LASTS_SECONDS)  # what is over anyway is forgotten
    assert len(list(ended.iterdir())) == 1


@pytest.mark.parametrize("held", ["", "\n", "00" * 16, "zz" * 32, "\xff"])
def test_a_key_that_is_none_is_refused(tmp_path, held):
    path = tmp_path / "secret"
    path.write_text(held, "latin-1")
    with pytest.raises(ConfigError, match="key"):
        load_secret(path)
    assert path.read_text("latin-1") == held
