"""The made-up notices that pages are timed with fit the schema, and are what the database itself would hold of them."""

from __future__ import annotations

from datetime import date

from benchmarks.grown import grow
from benchmarks.grown_rows import Spread
from db.asking.board import board
from db.asking.board_wanted import BoardWanted
from db.asking.details import revision_details
from db.asking.listing import Wanted, list_page, matching_ids
from db.engine import transaction
from db.reading.kept import kept_wrong, touch
from db.schema import upgrade

TODAY = date(2026, 11, 30)


def test_a_database_is_filled_listed_and_its_numbers_are_those_of_its_rows(migrated_url):
    grow(migrated_url, 60, Spread(TODAY), lambda _: None)
    page = list_page(migrated_url, Wanted())
    assert page.total == 60
    assert page.states["loaded"] > 50
    assert 100 < board(migrated_url, BoardWanted(), TODAY).counts.total < 300
    assert len(list(revision_details(migrated_url, matching_ids(migrated_url, Wanted())))) == page.states["loaded"] - _copies(migrated_url)
    with transaction(migrated_url) as session:
        assert list(kept_wrong(session)) == []
        touch(session, *range(1, 61))  # and writing on works
    upgrade(migrated_url)
    with transaction(migrated_url, read_only=True) as session:
        assert list(kept_wrong(session)) == []


def _copies(url):
    return sum(row.copy_of is not None for row in list_page(url, Wanted(size=100)).rows)
