"""Names that mean the same file on every machine."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.settings import Settings, load_settings
from flows.addresses import address_of
from flows.pool.places import file_at, place_of
from tasks.domain.errors import WorkPoolError

PARTS = st.binary(min_size=1, max_size=12).filter(lambda b: not set(b) & {0, 0x2F} and b not in {b".", b".."})


@given(st.lists(PARTS, min_size=1, max_size=3), st.sampled_from(["inbox", "store"]))
def test_a_name_made_here_leads_to_the_same_place_below_another_machines_folder(parts, shared):
    here, there = Settings(home=Path("/here")), Settings(home=Path("/there"))
    inside = Path(*(os.fsdecode(part) for part in parts))
    place = place_of(address_of(here.home / shared / inside), here)
    place.encode("utf-8")
    with pytest.raises(WorkPoolError, match=f"is not the {shared}"):
        file_at(place, there)


@pytest.mark.parametrize("name", ["a.pdf", "thông báo/số 1.pdf", os.fsdecode(b"b\xe1n.pdf"), "100%.pdf"])
@pytest.mark.parametrize("shared", ["inbox", "store"])
def test_it_is_found_where_the_other_machine_has_the_folder(tmp_path, name, shared):
    one = load_settings(home=tmp_path / "one", inbox=tmp_path / "mnt" / "inbox", store=tmp_path / "mnt" / "store")
    other = load_settings(home=tmp_path / "two", inbox=tmp_path / "mnt" / "inbox", store=tmp_path / "mnt" / "store")
    path = tmp_path / "mnt" / shared / name
    path.parent.mkdir(parents=True)
    path.write_bytes(b"x")
    place = place_of(address_of(path), one)
    assert str(tmp_path) not in place
    assert file_at(place, other) == address_of(path)


def test_a_file_elsewhere_keeps_its_full_path_and_a_missing_one_is_named(tmp_path, home, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.pdf").write_bytes(b"x")
    place = place_of("a.pdf", load_settings())
    assert place == str(tmp_path / "a.pdf")
    assert file_at(place, load_settings()) == str(tmp_path / "a.pdf")
    (tmp_path / "a.pdf").unlink()
    with pytest.raises(WorkPoolError, match=r"a\.pdf is not on"):
        file_at(place, load_settings())


def test_a_relative_home_names_the_same_places(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    settings = Settings(home=Path("var"))
    assert place_of(str(tmp_path / "var" / "inbox" / "a.pdf"), settings) == "inbox:a.pdf"
    assert place_of(str(settings.inbox_folder / "a.pdf"), settings) == "inbox:a.pdf"


def test_an_object_of_a_bucket_has_one_name_everywhere():
    settings = Settings(home=Path("var"))
    assert file_at(place_of("s3://scans/in/a.pdf", settings), settings) == "s3://scans/in/a.pdf"


@pytest.mark.parametrize(
    "place", ["inbox:../secret.pdf", "store:a/../../b", "inbox:/etc/passwd", "inbox%:%2e%2e/secret.pdf", "store%:%2fetc%2fpasswd"]
)
def test_a_shared_name_never_leads_out_of_its_folder(tmp_path, place):
    settings = load_settings(home=tmp_path)
    settings.inbox_folder.mkdir()
    settings.store_folder.mkdir()
    (tmp_path / "secret.pdf").write_bytes(b"x")
    with pytest.raises(WorkPoolError, match="leads out of the"):
        file_at(place, settings)
