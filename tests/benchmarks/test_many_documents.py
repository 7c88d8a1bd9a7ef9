"""The made-up notices that pages are timed with fit the schema."""

from __future__ import annotations

from benchmarks.many_documents import fill
from db.asking.listing import Wanted, list_page


def test_a_database_is_filled_and_listed(migrated_url):
    fill(migrated_url, 12)
    page = list_page(migrated_url, Wanted())
    assert page.total == 12
    assert {row.state for row in page.rows} == {"loaded"}
