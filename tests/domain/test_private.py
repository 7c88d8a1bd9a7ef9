"""Files that are the owner's alone are so from the first moment on, and are written whole."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from tasks.domain.private import keep_first_private, replace_private


@pytest.fixture(autouse=True)
def _open_umask():
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.parametrize("write", [replace_private, keep_first_private])
def test_only_the_owner_may_read(tmp_path, write):
    path = tmp_path / "new" / "secret"
    write(path, "lời")
    assert path.read_text("utf-8") == "lời"
    assert [stat.S_IMODE(place.stat().st_mode) for place in (path, path.parent)] == [0o600, 0o700]
    assert list(path.parent.iterdir()) == [path]


def test_the_last_replaces_and_the_first_is_kept(tmp_path):
    path = tmp_path / "secret"
    for word in ("one", "two"):
        replace_private(path, word)
    keep_first_private(path, "three")
    assert path.read_text() == "two"
    assert list(tmp_path.iterdir()) == [path]


def test_of_many_at_once_one_is_kept_whole(tmp_path):
    path, words = tmp_path / "secret", [str(n) * 5000 for n in range(1, 9)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda word: keep_first_private(path, word), words))
    assert path.read_text() in words
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("write", [replace_private, keep_first_private])
def test_a_link_is_not_written_through(tmp_path, write):
    other, path = tmp_path / "other", tmp_path / "secret"
    other.write_text("other's")
    path.symlink_to(other)
    write(path, "mine")
    assert other.read_text() == "other's"


@pytest.mark.parametrize("write", [replace_private, keep_first_private])
def test_nothing_is_left_of_a_text_that_cannot_be_written(tmp_path, write):
    with pytest.raises(UnicodeEncodeError):
        write(tmp_path / "secret", "\ud800")
    assert not list(tmp_path.iterdir())
