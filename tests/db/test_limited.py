"""Limited sight on both databases: what covers the tables, and what happens where it does not."""

import pickle
import pkgutil
from dataclasses import replace

import pytest
from notice import PLAIN
from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

import db.models
from db.asking.board import board
from db.asking.board_wanted import BoardWanted
from db.asking.details import revision_detail
from db.asking.listing import Wanted, list_page, matching_ids
from db.asking.sight import Rule, agencies_led_to, seen_through, sees_task, sees_whole_file
from db.base import Base
from db.engine import covered_engine_for, engine_for, transaction
from db.limited import HIDDEN, UNLIMITED, Limited, Sight, statements
from db.models.document import Document
from db.reading.documents import find_document, register_document
from db.repository import RevisionKey, write_reading
from db.tables import MODELS
from tasks.domain.errors import ConfigError, LoadError, UnknownDocumentError
from tasks.domain.finding import Agency, Heir
from tasks.domain.outcome import Issue, Severity


def bring(url, number, source, *, issuer="UBND tỉnh Tân Giang", issues=()):
    document, _ = register_document(url, sha256=f"{number:02x}" * 32, byte_size=1, store_path="x", delivery=(source, "x.pdf"))
    reading = replace(PLAIN, symbol=f"{number}/TB-UBND").reading()
    head = replace(reading.structure.head, issuer=issuer, subject=f"Việc {number}")
    write_reading(
        url, RevisionKey(document.id, "f", {}, {}), replace(reading, structure=replace(reading.structure, head=head), issues=issues)
    )
    return document.short_id


def listed(url, **wanted):
    return sorted(row.short_id for row in list_page(url, Wanted(**wanted)).rows)


def test_every_table_is_covered_or_said_to_be_none_of_a_document(url):
    for dialect in ("sqlite", "postgresql"):
        made = "\n".join(statements(dialect, "main"))
        covered = {name for name in Base.metadata.tables if f'VIEW "{name}"' in made}
        assert covered | UNLIMITED == set(Base.metadata.tables)
        assert {*HIDDEN, "agency"} <= covered
    there = set(inspect(engine_for(url)).get_table_names())
    # Rows of the search index are found through their revision alone.
    assert {name for name in there if not name.startswith("search_index")} - {"alembic_version"} == set(Base.metadata.tables)
    assert {module.name for module in pkgutil.iter_modules(db.models.__path__)} == {m.__name__.rpartition(".")[2] for m in MODELS}


def test_reading_finds_what_may_be_seen_and_nothing_else(url):
    one, two, three = (bring(url, n, f"/in/{folder}/{n}.pdf") for n, folder in ((1, "a"), (2, "a"), (3, "b")))
    sight = Limited(url, Sight(sources=("/in/a/",)))
    assert listed(sight) == listed(sight, words="tram y te") == listed(sight, words="cán bộ") == [one, two]
    assert len(matching_ids(sight, Wanted())) == 2
    assert listed(url) == [one, two, three]
    today = revision_detail(url, find_document(url, one).id).revision.issued_on
    seen = board(sight, BoardWanted(), today)
    assert (seen.counts.total, {task.document for task in seen.tasks}) == (8, {one, two})
    assert {code: number for code, _, number in seen.agencies} == {"so-noi-vu": 2, "so-y-te": 2}
    with pytest.raises(UnknownDocumentError):
        find_document(sight, three)
    assert [sees_task(sight, revision_detail(url, find_document(url, name).id).directives[0].id) for name in (one, three)] == [True, False]
    assert [sees_whole_file(url, sight, find_document(url, name).sha256) for name in (one, three)] == [True, False]
    # Another sight on the same connections, right after it.
    assert listed(Limited(url, Sight(sources=("/in/b/",)))) == [three]
    assert listed(Limited(url, Sight())) == []
    with transaction(sight, read_only=True) as session:
        for name in sorted(HIDDEN):
            assert session.execute(text(f"SELECT count(*) FROM {name}")).scalar() == 0


def test_an_issuer_that_is_doubted_shows_nothing_until_somebody_looked(url):
    doubt = Issue("head-field-doubtful", Severity.WARNING, "Badly read.", kind="head", field="issuer")
    other = Issue("head-field-doubtful", Severity.WARNING, "Badly read.", kind="head", field="symbol")
    sure, unsure, otherwise = bring(url, 1, "/x"), bring(url, 2, "/x", issues=(doubt,)), bring(url, 3, "/x", issues=(other,))
    bring(url, 4, "/x", issuer=None)
    sight = Limited(url, Sight(issuers=("UBND tỉnh Tân Giang",)))
    assert listed(sight) == [sure, otherwise]
    with transaction(url) as session:
        found = revision_detail(url, find_document(url, unsure).id).revision
        session.merge(found).head_review = {"issuer": "confirmed"}
    assert listed(sight) == [sure, unsure, otherwise]


def test_views_for_other_programs_show_nothing(url):
    bring(url, 1, "/in/a/1.pdf")
    views = inspect(engine_for(url)).get_view_names()
    assert "current_directive" in views
    for name in views:
        with transaction(Limited(url, Sight(sources=("/in/",))), read_only=True) as session:
            assert session.execute(text(f"SELECT count(*) FROM {name}")).scalar() == 0


def test_nothing_is_written_through_limited_sight(url):
    bring(url, 1, "/in/a/1.pdf")
    with pytest.raises(LoadError), transaction(Limited(url, Sight(sources=("/in/",)))):
        pass
    with pytest.raises(LoadError), transaction(Limited(url, Sight(sources=("/in/",))), read_only=True) as session:
        session.execute(text("UPDATE document SET file_name = 'x'"))


def test_a_connection_that_nobody_narrowed_shows_nothing(url):
    bring(url, 1, "/in/a/1.pdf")
    listed(Limited(url, Sight(sources=("/in/",))))
    with Session(covered_engine_for(url)) as session:
        session.execute(text("DELETE FROM seen_document"))
        assert session.query(Document).count() == 0
    covered_engine_for(url).dispose()


def test_an_address_that_lost_its_sight_opens_nothing(url):
    limited = Limited(url, Sight(sources=("/in/",)))
    assert url not in str(limited)
    for text_alone in (str(limited)[:], "".join(limited)):
        with pytest.raises(ConfigError):
            engine_for(text_alone)
    again = pickle.loads(pickle.dumps(limited))
    assert (again, again.sight, again.whole) == (limited, limited.sight, url)
    assert limited != Limited(url, Sight()) and limited != str(limited) + "x"


AGENCIES = {
    "Sở Tài chính": Agency("so-tai-chinh", "Sở Tài chính", "agency"),
    "Sở Kế hoạch": Agency("so-ke-hoach", "Sở Kế hoạch", "agency", None, (Heir("so-tai-chinh", "Sở Tài chính"),)),
    "Ủy ban Kế hoạch": Agency("uy-ban-ke-hoach", "Ủy ban Kế hoạch", "agency", None, (Heir("so-ke-hoach", "Sở Kế hoạch"),)),
    "Sở Y tế": Agency("so-y-te", "Sở Y tế", "agency"),
}


def test_an_issuer_means_its_forerunners_too(url):
    shown = [bring(url, n, "/x", issuer=issuer) for n, issuer in enumerate(("Sở Tài chính", "Sở Kế hoạch", "Ủy ban Kế hoạch"), 1)]
    for n, issuer in enumerate(("Sở Y tế", "Ban lạ", None), 4):
        bring(url, n, "/x", issuer=issuer)
    for name in ("Sở Tài chính", "so-tai-chinh"):
        assert listed(seen_through(url, Rule(issuers=(name,)), AGENCIES.get)) == shown
    # What came after is not what went before.
    assert listed(seen_through(url, Rule(issuers=("Ủy ban Kế hoạch",)), AGENCIES.get)) == shown[2:]
    # Of a body that no vocabulary knows, the name as it is printed, accents and case of its letters aside.
    assert len(listed(seen_through(url, Rule(issuers=("BAN LẠ",)), AGENCIES.get))) == 1
    assert seen_through(url, Rule(everything=True) | Rule(issuers=("x",)), AGENCIES.get) == url
    assert listed(seen_through(url, Rule(), AGENCIES.get)) == []


def test_bodies_that_took_over_from_each_other_in_a_circle_end():
    circle = {name: Agency(name, name, "agency", None, (Heir(heir, heir),)) for name, heir in (("a", "b"), ("b", "a"))}
    assert agencies_led_to("a", circle.get) == {"a", "b"}
    assert agencies_led_to("c", circle.get) == frozenset()
