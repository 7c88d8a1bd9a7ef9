import pytest

from tasks.archive.inventory import strange_files
from tasks.archive.mark import MARK, check_mark, mark_store, read_mark
from tasks.domain.errors import WorkPoolError


def test_a_store_is_marked_once_and_known_again(tmp_path):
    first = mark_store(tmp_path / "store")
    assert len(first) == 32
    assert mark_store(tmp_path / "store") == read_mark(tmp_path / "store") == first
    check_mark(tmp_path / "store", first, "here")


def test_another_store_is_refused_and_so_is_none(tmp_path):
    mark = mark_store(tmp_path / "store")
    mark_store(tmp_path / "other")
    for store in (tmp_path / "other", tmp_path / "none"):
        with pytest.raises(WorkPoolError, match="THONGBAO_STORE"):
            check_mark(store, mark, "machine-2")


def test_a_store_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "store").write_text("a file")
    with pytest.raises(WorkPoolError, match="cannot be marked"):
        mark_store(tmp_path / "store")


def test_the_mark_is_no_stranger_in_the_store_but_elsewhere_it_is(tmp_path, monkeypatch):
    monkeypatch.setattr("tasks.archive.inventory.settled", list)
    mark_store(tmp_path)
    (tmp_path / "ab").mkdir()
    (tmp_path / "ab" / MARK).write_text("x")
    assert [fault.subject for fault in strange_files(tmp_path, set())] == [str(tmp_path / "ab" / MARK)]
