"""What a page costs does not depend on how many documents there are: counted in steps and rows, not timed."""

from __future__ import annotations

import json
from datetime import date
from functools import partial

import pytest
from sqlalchemy import event, text

from benchmarks.grown import grow
from benchmarks.grown_rows import Spread
from db.asking.board import board
from db.asking.board_ids import matching_tasks
from db.asking.board_wanted import BoardWanted
from db.asking.details import revision_detail
from db.asking.figures import codes_and_names, figures
from db.asking.listing import SORTS, Wanted, list_page
from db.asking.night import standings
from db.asking.ordering import ORDERS, read_place
from db.asking.questions import due
from db.asking.queue import Progress, first_of, place_in, progress_of
from db.asking.search import NEWEST, search
from db.engine import engine_for
from db.schema import upgrade
from tasks.domain.membership import Whose

TODAY = date(2026, 11, 30)
SPREAD = Spread(TODAY, years=0.01, names=40)  # few days, which are soon all there: numbers by day are as many with few documents
# Words are found by bitmaps alone; tasks that are due are looked up one by one where there are far more that are not.
NEVER = {"list": ("bitmapscan",), "board": ("bitmapscan",), "due": ("bitmapscan", "hashjoin", "mergejoin")}
INDEXED = ("deadline", "newest", "symbol", "owner")  # all orders of the board but that by state, which depends on the day
FEW, MANY = 250, 1000
MOST = 1.5  # times as much with four times the documents; an index is a step deeper
ISSUER = "UBND tỉnh Tân Giang"

PAGES = {
    **{f"list, {sort}": partial(list_page, wanted=Wanted(sort=sort, size=20)) for sort in SORTS},
    "list, from a place": lambda url: list_page(url, Wanted(size=20, after=read_place("newest", f"{TODAY.toordinal()}~1000000"))),
    "list, of an issuer": partial(list_page, wanted=Wanted(issuer=ISSUER, size=10)),
    "list, of a type": partial(list_page, wanted=Wanted(type="TB", size=10)),
    "list, set aside": partial(list_page, wanted=Wanted(state="waiting", size=20)),
    "search, one symbol": partial(list_page, wanted=Wanted(words="77/TB-UBND")),
    "search, nothing": partial(list_page, wanted=Wanted(words="khong co tu nay")),
    **{f"board, {sort}": partial(board, wanted=BoardWanted(sort=sort, limit=20), today=TODAY) for sort in INDEXED},
    "board, of a state": partial(board, wanted=BoardWanted(state="open", limit=20), today=TODAY),
    "board, all that is done": partial(board, wanted=BoardWanted(state="done", limit=20), today=TODAY),
    "due": partial(due, today=TODAY, days=400, limit=20),
    "document": partial(revision_detail, document_id=7),
    "night": partial(standings, short_ids=("9e3779b97f4a",)),
    "figures there are": codes_and_names,
}
# What is asked of them grows with them: the tasks of one agency, the figures of one name.
LARGE = {"document", "revision", "task", "directive", "directive_party", "metric", "section", "evidence", "issue", "page", "search_index"}


@pytest.fixture(scope="module")
def sizes(tmp_path_factory):
    """Two SQLite databases, the second with four times the documents."""
    made = []
    for number in (FEW, MANY):
        url = f"sqlite:///{tmp_path_factory.mktemp('grown') / 'grown.db'}"
        upgrade(url)
        grow(url, number, SPREAD, lambda _: None)
        made.append(url)
    yield made
    for url in made:
        engine_for(url).dispose()


@pytest.fixture(scope="module")
def servers(postgres):
    """The same on PostgreSQL."""
    made = []
    for number in (FEW, MANY):
        url = postgres.server.create(f"grown{number}")
        upgrade(url)
        grow(url, number, SPREAD, lambda _: None)
        made.append(url)
    yield made
    for url in made:
        engine_for(url).dispose()


def steps(url, page):
    """Instructions of SQLite's machine, in tens, that a page takes."""
    engine, counted = engine_for(url), [0]

    def more():
        counted[0] += 1

    def watch(connection, *_):
        connection.set_progress_handler(more, 10)

    event.listen(engine, "checkout", watch)
    try:
        page(url)
    finally:
        event.remove(engine, "checkout", watch)
    return counted[0]


def asked(url, page):
    """The statements of a page with their values."""
    found = []

    def keep(_connection, _cursor, statement, values, *_):
        found.append((statement, values))

    event.listen(engine_for(url), "before_cursor_execute", keep)
    try:
        page(url)
    finally:
        event.remove(engine_for(url), "before_cursor_execute", keep)
    return [(statement, values) for statement, values in found if statement.lstrip()[:6].upper() in {"SELECT", "WITH R"}]


def nodes(plan):
    yield plan
    for below in plan.get("Plans", ()):
        yield from nodes(below)


def plans(url, page, settings=()):
    """The nodes of all plans of a page, as they were run."""
    found = []
    for statement, values in asked(url, page):
        with engine_for(url).connect() as connection:
            for setting in settings:
                connection.execute(text(setting))
            said = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", values).scalar_one()
        found += nodes((json.loads(said) if isinstance(said, str) else said)[0]["Plan"])
    return found


def visited(url, page, but=()):
    """Rows that a page looks at where it goes by indexes and not in the ways ``but``, as PostgreSQL does in large tables."""
    settings = [f"SET LOCAL enable_{way} = off" for way in ("seqscan", *but)]
    return sum(
        (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
        for node in plans(url, page, settings)
        if "Relation Name" in node
    )


@pytest.mark.parametrize("page", PAGES)
def test_sqlite_takes_as_many_steps_for_many_documents_as_for_few(sizes, page):
    few, many = (steps(url, PAGES[page]) for url in sizes)
    assert many <= few * MOST + 50, (few, many)


@pytest.mark.parametrize("page", PAGES)
def test_sqlite_scans_no_large_table(sizes, page):
    for statement, values in asked(sizes[1], PAGES[page]):
        with engine_for(sizes[1]).connect() as connection:
            plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
        scanned = [line for line in plan if line.startswith("SCAN") and line.split()[1] in LARGE and " INDEX " not in line]
        assert scanned == [], statement


@pytest.mark.parametrize("page", PAGES)
def test_postgresql_looks_at_as_many_rows_for_many_documents_as_for_few(servers, page):
    few, many = (visited(url, PAGES[page], NEVER.get(page.split(",")[0], ())) for url in servers)
    assert many <= few * MOST + 50, (few, many)


@pytest.mark.parametrize("page", PAGES)
def test_postgresql_has_an_index_for_all_it_asks_of_large_tables(servers, page):
    scanned = [
        node["Relation Name"]
        for node in plans(servers[1], PAGES[page], ("SET LOCAL enable_seqscan = off",))
        if node["Node Type"] == "Seq Scan" and node["Relation Name"] in LARGE
    ]
    assert scanned == []


IN_THE_MIDDLE = "9e3779b97f4a"  # the first of all documents, in the order in which they came in
COMMON = {
    "list": partial(list_page, wanted=Wanted(words="nam", size=20)),
    "search": partial(search, typed="nam", size=20),
    "place": partial(place_in, wanted=Wanted(words="nam"), short_id=IN_THE_MIDDLE),
    "progress": partial(progress_of, wanted=Wanted(words="nam")),
    "first": partial(first_of, wanted=Wanted(words="nam")),
}


@pytest.fixture
def soon_common(monkeypatch):
    """Words of a hundred rows are common, so that small databases have some."""
    monkeypatch.setattr("db.asking.finding.MANY", 100)
    for room in ("listing", "queue"):
        monkeypatch.setattr(f"db.asking.{room}.LOOKED_AT", 60)


@pytest.mark.parametrize("page", COMMON)
def test_a_word_that_every_document_holds_is_looked_for_along_the_list(sizes, soon_common, page):
    few, many = (steps(url, COMMON[page]) for url in sizes)
    assert 0 < many <= few * MOST + 50, (few, many)


@pytest.mark.parametrize("page", COMMON)
def test_postgresql_asks_its_index_of_no_word_that_every_document_holds(servers, soon_common, page):
    for statement, _ in asked(servers[1], COMMON[page]):
        assert "to_tsquery" not in statement, statement


def test_looking_along_the_list_finds_what_the_index_finds(sizes, soon_common, monkeypatch):
    wanted = Wanted(words="nam", size=20)
    looked, searched, place = list_page(sizes[1], wanted), search(sizes[1], "nam", size=20), place_in(sizes[1], wanted, IN_THE_MIDDLE)
    assert (looked.exact, looked.page, len(looked.rows)) == (False, 1, 20)
    assert (searched.exact, searched.page, searched.pages) == (False, 1, 2)
    assert progress_of(sizes[1], wanted) is None and (place.number, place.total) == (None, None)
    assert first_of(sizes[1], wanted) == looked.rows[0].short_id
    monkeypatch.setattr("db.asking.finding.MANY", 10**9)
    through, newest = list_page(sizes[1], wanted), search(sizes[1], "nam", order=NEWEST, size=20)
    assert [row.id for row in looked.rows] == [row.id for row in through.rows]
    assert [hit.document for hit in searched.hits] == [row.short_id for row in looked.rows]
    assert all(hit.passages for hit in searched.hits) and newest.exact
    counted = place_in(sizes[1], wanted, IN_THE_MIDDLE)
    assert (counted.previous, counted.following) == (place.previous, place.following) and 1 <= counted.number <= counted.total


def test_the_queue_counts_no_further_than_it_says(sizes, monkeypatch):
    monkeypatch.setattr("db.asking.narrowing.MOST_COUNTED", 20)
    monkeypatch.setattr("db.asking.queue.MOST_COUNTED", 20)
    few, many = (steps(url, partial(progress_of, wanted=Wanted())) for url in sizes)
    assert many <= few * MOST + 50
    assert progress_of(sizes[1], Wanted()) == Progress(20, None, more=True)
    place = place_in(sizes[1], Wanted(sort="waiting"), IN_THE_MIDDLE)
    assert (place.number, place.total, place.previous) == (None, None, "") and place.following
    known = progress_of(sizes[1], Wanted(issuer=ISSUER, type="CT", since=TODAY))
    assert known.all is not None and known.left <= known.all
    monkeypatch.setattr("db.asking.narrowing.MOST_COUNTED", 10**6)
    assert progress_of(sizes[1], Wanted()).all == list_page(sizes[1], Wanted(state="loaded")).total


@pytest.mark.parametrize("sort", SORTS)
def test_pages_follow_each_other_by_place_as_by_number(sizes, sort):
    place, by_place, by_number = None, [], []
    for number in range(1, 6):
        page = list_page(sizes[0], Wanted(sort=sort, size=30, page=number, after=place))
        by_place += [row.id for row in page.rows]
        by_number += [row.id for row in list_page(sizes[0], Wanted(sort=sort, size=30, page=number)).rows]
        place = read_place(sort, page.following)
        assert place is not None and len(place) == len(ORDERS[sort].columns)
    assert by_place == by_number
    assert len(set(by_place)) == 150


def test_the_tasks_of_an_agency_are_found_by_its_own(sizes):
    few, many = (len(matching_tasks(url, BoardWanted(whose=Whose("so-noi-vu")), TODAY)[0]) for url in sizes)
    assert 0 < few < many


def test_figures_of_one_name_are_those_among_all(sizes):
    every = figures(sizes[0])
    codes, names = codes_and_names(sizes[0])
    assert set(codes) == {f.code for f in every if f.code}
    assert set(names) >= {f.name for f in every}
    assert figures(sizes[0], codes=["PCI"]) == [f for f in every if f.code == "PCI"]
    assert figures(sizes[0], names=names[:3]) == [f for f in every if f.name in names[:3]]


@pytest.mark.parametrize("typed", ["", "x", "1", "1~2~3", "1~x", "~", f"1~{2**40}", "-1~2"])
def test_a_place_that_is_none_is_passed_over(typed):
    assert read_place("newest", typed) is None
