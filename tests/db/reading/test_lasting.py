"""Lasting names of rows: the same row keeps its name through readings, and no other row ever gets it."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from notice import LINES, PLAIN, TASKS, Figure, Task, misread
from sqlalchemy import text

from db.asking.details import revision_detail
from db.asking.places import Place, place_of_key, place_of_row
from db.engine import engine_for, transaction
from db.reading.documents import register_document
from db.reading.lasting import name_what_is_not
from db.repository import RevisionKey, write_reading
from db.review.corrections import Change, correct, undo
from db.review.followup import set_task
from db.schema import downgrade, upgrade

KINDS = ("directives", "metrics", "citations", "sections")


def load(url, document, variant, name):
    write_reading(url, RevisionKey(document.id, name, {}, {}), variant.reading())
    return revision_detail(url, document.id)


def keys(detail, *kinds):
    return {kind: [row.key for row in getattr(detail, kind)] for kind in kinds or KINDS}


def by_line(detail):
    """Names of directives by the number of the line they stand on."""
    starts = [detail.revision.clean_text.splitlines().index(d.evidence.quote) for d in detail.directives]
    return dict(zip(starts, (d.key for d in detail.directives), strict=True))


def test_every_row_has_a_name_of_its_own(url, document):
    found = keys(load(url, document, PLAIN, "a"))
    names = [name for of in found.values() for name in of]
    assert [len(of) for of in found.values()] == [4, 2, 1, 3]
    assert len(set(names)) == len(names)
    assert all(name.startswith(f"{document.short_id}-") for name in names)


@pytest.mark.parametrize(
    "variant",
    [
        replace(PLAIN, dpi=300),
        misread(PLAIN, "Sở", "Sờ"),
        misread(PLAIN, "trạm y tế xã", "tram y te xa"),
        replace(PLAIN, order=(3, 1, 0, 2)),
        replace(misread(PLAIN, "kiểm tra", "kiêm trn"), dpi=150),
    ],
    ids=["another-resolution", "misread-everywhere", "without-accents", "another-order", "misread-and-smaller"],
)
def test_names_stay_when_it_is_read_otherwise(url, document, variant):
    before = load(url, document, PLAIN, "a")
    after = load(url, document, variant, "b")
    assert by_line(after) == by_line(before)
    assert keys(after, "metrics", "citations", "sections") == keys(before, "metrics", "citations", "sections")
    assert [d.id for d in after.directives] != [d.id for d in before.directives]


def test_a_row_that_comes_has_a_new_name_and_one_that_comes_back_its_own(url, document):
    whole = by_line(load(url, document, PLAIN, "a"))
    fewer = by_line(load(url, document, replace(PLAIN, tasks=TASKS[1:]), "b"))
    assert fewer == {line: key for line, key in whole.items() if line != 3}
    again = by_line(load(url, document, replace(PLAIN, tasks=(*TASKS, Task(7, ("Các cơ quan",)))), "c"))
    assert {line: again[line] for line in whole} == whole
    assert again[7] not in whole.values()


def test_of_two_that_are_alike_none_takes_the_others_name(url, document):
    """Where a figure of a clause is gone, its neighbour keeps its own name."""
    figures = (Figure("số hộ nghèo", "400", "hộ"), Figure("số hộ cận nghèo", "150", "hộ"))
    first = keys(load(url, document, replace(PLAIN, figures=figures), "a"))["metrics"]
    second = keys(load(url, document, replace(PLAIN, figures=figures[1:]), "b"))["metrics"]
    assert second == first[1:]
    third = keys(load(url, document, replace(PLAIN, figures=figures[:1]), "c"))["metrics"]
    assert third == first[:1]


def test_the_same_words_twice_are_told_apart_by_their_order(url, document):
    lines = (*LINES[:4], LINES[4], LINES[4], *LINES[6:])
    twice = replace(PLAIN, lines=lines, tasks=(Task(4, ("Sở Y tế",)), Task(5, ("Sở Y tế",))))
    first = [d.key for d in load(url, document, twice, "a").directives]
    assert len(set(first)) == 2
    assert [d.key for d in load(url, document, replace(twice, dpi=300), "b").directives] == first


def test_corrections_follow_ups_and_rows_by_hand_change_no_name(url, document):
    before = load(url, document, PLAIN, "a")
    names, first = by_line(before), before.directives[0]
    task = set_task(url, before.directives[1].id, "Lan", source="page", state="done", completed_on="2026-06-20")
    assert task == before.directives[1].key
    correct(url, Change(document.id, "directive", "change", "Lan", first.id, {"text": "Việc khác hẳn.", "lead": ["Sở Y tế"]}))
    added = correct(url, Change(document.id, "metric", "add", "Lan", values={"name": "số xã", "value": "9", "unit": "xã"}, quote="các xã"))
    after = load(url, document, replace(PLAIN, dpi=300), "b")
    assert by_line(after) == names
    assert [m.key for m in after.metrics if m.added_by] == [f"{document.short_id}-c{added}"]
    assert next(t.key for t in after.tasks if t.follow_up) == task
    assert place_of_key(url, names[3]) == Place(document.short_id, "directive", after.directives[0].id)
    undo(url, document.id, "Lan")
    assert by_line(revision_detail(url, document.id)) == names


def test_old_numbers_and_names_lead_to_the_row_of_today(url, document):
    before = load(url, document, PLAIN, "a")
    after = load(url, document, replace(misread(PLAIN, "Sở", "Sờ"), tasks=TASKS[:3]), "b")
    for was, now in zip(before.directives[:3], after.directives, strict=True):
        assert place_of_row(url, "directive", was.id) == place_of_key(url, was.key) == Place(document.short_id, "directive", now.id)
    assert place_of_row(url, "directive", before.directives[3].id) is None
    assert place_of_row(url, "metric", 10**9) is place_of_key(url, "nichts") is place_of_key(url, "a-c12") is None


def test_a_database_from_before_gets_the_names_that_stood_in_sheets(url, document):
    first = load(url, document, PLAIN, "a")
    task = set_task(url, first.directives[0].id, "Lan", source="page", state="done", completed_on="2026-06-20")
    second = load(url, document, misread(PLAIN, "kiểm tra", "kiêm trn"), "b")
    other = register_document(url, sha256="cd" * 32, byte_size=3, store_path="cd/x", delivery=None)[0]
    load(url, other, PLAIN, "a")
    downgrade(url, "0017")
    upgrade(url)
    now, before = revision_detail(url, document.id), revision_detail(url, document.id, 1)
    assert now.directives[0].key == task
    assert by_line(now) == by_line(before)
    assert keys(now, "metrics", "sections") == keys(before, "metrics", "sections")
    assert len({d.key for d in now.directives} | {d.key for d in revision_detail(url, other.id).directives}) == 8
    assert keys(now, "citations") == keys(second, "citations")
    with transaction(url) as session:
        session.execute(text("UPDATE metric SET key = NULL"))
    name_what_is_not(url)  # as after a program that was killed in the middle
    assert keys(revision_detail(url, document.id), "metrics") == keys(now, "metrics")
    engine_for(url).dispose()


@pytest.fixture(scope="module")
def lasting_url(migrated_sqlite, tmp_path_factory):
    path = tmp_path_factory.mktemp("lasting") / "x.db"
    path.write_bytes(migrated_sqlite.read_bytes())
    yield f"sqlite:///{path}"
    engine_for(f"sqlite:///{path}").dispose()


_NUMBERS = iter(range(10**6))


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    readings=st.lists(
        st.tuples(
            st.permutations(range(4)),
            st.integers(1, 4),
            st.sampled_from(("Sở", "kiểm tra", "xã", "Quyết")),
            st.sampled_from((150, 200, 300)),
        ),
        min_size=2,
        max_size=4,
    )
)
def test_whatever_is_read_a_name_stays_with_its_line(lasting_url, readings):
    number = next(_NUMBERS)
    document = register_document(lasting_url, sha256=f"{number:064x}", byte_size=3, store_path="x", delivery=None)[0]
    known = {}
    for place, (order, many, letters, dpi) in enumerate(readings):
        spoiled = misread(PLAIN, letters, letters[:-1] + "q")
        found = by_line(load(lasting_url, document, replace(spoiled, order=tuple(order[:many]), dpi=dpi), f"{number}-{place}"))
        for line, key in found.items():
            assert known.setdefault(line, key) == key
    assert len(set(known.values())) == len(known)
