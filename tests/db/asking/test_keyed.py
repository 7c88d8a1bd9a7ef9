"""Lists from a place on, and rows by lasting names, on both databases."""

from dataclasses import replace
from datetime import date

import pytest
from notice import PLAIN, TASKS

from db.asking.board import board
from db.asking.board_wanted import STATES, BoardWanted
from db.asking.keyed import START, Wanted, find_row, find_task, list_citations, list_metrics
from db.asking.keyed_documents import documents_after
from db.asking.keyed_tasks import list_directives, list_tasks
from db.asking.listing import Wanted as WantedDocuments
from db.asking.progress import last_request, last_run, sent_by
from db.limited import Limited, Sight
from db.models.finding import Citation, Directive, Metric
from db.reading.documents import find_document, register_document
from db.record.history import attach_document, start_run
from db.record.requests import ask_again
from db.repository import RevisionKey, write_reading
from db.review.followup import extend_task, set_task
from tasks.domain.errors import UnknownDocumentError

LISTS = (list_tasks, list_directives, list_metrics, list_citations)
DAYS = (date(2026, 9, 1), date(2026, 6, 30), None, date(2026, 6, 30))


def bring(url, number, day):
    document, _ = register_document(
        url, sha256=f"{number:02x}" * 32, byte_size=1, store_path="x", delivery=(f"api:a/{number}.pdf", f"{number}.pdf"), person="api:a"
    )
    first = replace(TASKS[0], deadline=replace(TASKS[0].deadline, on=day))
    variant = replace(PLAIN, symbol=f"{number}/TB-UBND", tasks=(first, *TASKS[1:]))
    write_reading(url, RevisionKey(document.id, "f", {}, {}), variant.reading())
    return document


def fill(url):
    return [bring(url, number, day) for number, day in enumerate(DAYS, 1)]


@pytest.fixture
def filled(copied):
    return copied(fill)


@pytest.fixture
def url(filled):
    return filled[0]


@pytest.fixture
def documents(filled):
    return filled[1]


def paged(url, listed, wanted, limit):
    found, place = [], START
    while part := listed(url, wanted, place, limit):
        found += [(one.key if hasattr(one, "key") else one.row.key) for one, _ in part]
        place = part[-1][1]
    return found


@pytest.mark.parametrize("listed", LISTS)
def test_pages_of_every_size_make_one_list(url, documents, listed):
    whole = paged(url, listed, Wanted(), 1000)
    assert len(set(whole)) == len(whole) > 3
    for limit in (1, 2, 5):
        assert paged(url, listed, Wanted(), limit) == whole


def test_the_earliest_day_comes_first_and_none_last(url, documents):
    days = [task.task.deadline_on for task, _ in list_tasks(url, Wanted(), START, 100)]
    assert days[:4] == [date(2026, 6, 30), date(2026, 6, 30), date(2026, 9, 1), None]
    assert set(days[3:]) == {None}


def test_filters(url, documents):
    set_task(url, list_tasks(url, Wanted(), START, 1)[0][0].steps[0].row.id, "Lan", source="api", state="done", completed_on="2026-06-20")
    done = list_tasks(url, Wanted(state="done"), START, 9)
    assert [task.follow_up.state for task, _ in done] == ["done"]
    assert [one.follow_up.state for one, _ in list_directives(url, Wanted(state="done"), START, 9)] == ["done"]
    assert len(list_tasks(url, Wanted(state="not_started", today=date(2026, 6, 1)), START, 99)) == 15
    for listed in (list_tasks, list_directives):
        assert len(listed(url, Wanted(agency="so-noi-vu"), START, 99)) == 4
        assert len(listed(url, Wanted(agency="tài chính"), START, 99)) == 4
        assert len(listed(url, Wanted(due_from=date(2026, 7, 1), due_until=date(2026, 9, 1)), START, 99)) == 1
    for listed in LISTS:
        assert 0 < len(listed(url, Wanted(document=documents[0].short_id), START, 99)) < len(listed(url, Wanted(), START, 99))
    assert len(list_citations(url, Wanted(symbol="12/qđ-UBND"), START, 99)) == 4
    assert list_metrics(url, Wanted(code="x", period="2021"), START, 99) == []


@pytest.mark.parametrize("sight", [None, Sight(sources=("",))], ids=["whole", "limited"])
def test_states_and_deadlines_are_those_of_the_board(url, documents, sight):
    seen = url if sight is None else Limited(url, sight)
    first, second = (task.steps[0].row.id for task, _ in list_tasks(url, Wanted(), START, 2))
    extend_task(url, first, "Lan", source="page", deadline_on="15/8/2026", symbol="9/UBND", issued_on="20/6/2026")
    days = [task.follow_up.extended_to if task.follow_up else task.task.deadline_on for task, _ in list_tasks(seen, Wanted(), START, 3)]
    assert days == [date(2026, 6, 30), date(2026, 8, 15), date(2026, 9, 1)]
    assert paged(seen, list_tasks, Wanted(), 1) == paged(seen, list_tasks, Wanted(), 99)
    july = {"today": date(2026, 7, 20)}

    def numbers(**wanted):
        return [task.steps[0].row.id for task, _ in list_tasks(seen, Wanted(**wanted, **july), START, 99)]

    assert numbers(state="overdue") == [second] and numbers(state="extended") == [first]
    assert numbers(due_from=date(2026, 8, 1), due_until=date(2026, 8, 31)) == [first]
    assert second in numbers(due_until=date(2026, 6, 30)) and first not in numbers(due_until=date(2026, 6, 30))
    for state in STATES:
        shown = board(seen, BoardWanted(state=state), july["today"])
        assert sorted(numbers(state=state)) == sorted(task.directive_id for task in shown.tasks)
        steps = {step.directive_id for task in shown.tasks for step in task.steps}
        assert {one.row.id for one, _ in list_directives(seen, Wanted(state=state, **july), START, 99)} == steps


@pytest.mark.parametrize("place", [(0, 5), (9_999_999, 1), (None, 10**9 - 1), (1, 0)])
def test_whatever_place_is_asked_for_is_one(url, documents, place):
    for listed in LISTS:
        listed(url, Wanted(), place, 3)


def test_a_row_is_found_by_its_name_with_what_is_told_beside_it(url, documents):
    key = set_task(
        url, list_tasks(url, Wanted(), START, 1)[0][0].steps[0].row.id, "Lan", source="api", state="done", completed_on="2026-06-20"
    )
    found = find_task(url, key)
    assert (found.key, found.follow_up.state, found.steps[0].cited) == (key, "done", ["12/QĐ-UBND"])
    assert find_row(url, Directive, key).follow_up.state == "done"
    for table, listed in ((Metric, list_metrics), (Citation, list_citations)):
        row = listed(url, Wanted(), START, 1)[0][0].row
        assert find_row(url, table, row.key).row.id == row.id
    for ask in (lambda: find_task(url, "nichts"), lambda: find_row(url, Metric, key)):
        with pytest.raises(UnknownDocumentError):
            ask()


def test_documents_come_in_the_order_in_which_they_came_in(url, documents):
    ids = [document.short_id for document in documents]
    for limit in (1, 3, 9):
        found, last = [], 0
        while part := documents_after(url, WantedDocuments(), last, limit):
            found += [row.short_id for _, _, row in part]
            last = part[-1][0]
        assert found == ids
    [(_, issuer, row)] = documents_after(url, WantedDocuments(words="2/TB-UBND"), 0, 9)
    assert (issuer, row.short_id, row.tasks, row.pages, row.first_page) == ("UBND tỉnh Tân Giang", ids[1], 4, 1, 1)


def test_how_far_a_file_is(url, documents):
    document = find_document(url, documents[0].short_id)
    assert last_request(url, document.id) is last_run(url, document.id) is None
    run = start_run(url, "ingest", "x", parameters={})
    attach_document(url, run, document.id)
    asked = ask_again(url, document.id, "api:a")
    assert (last_run(url, document.id).id, last_request(url, document.id).id) == (run, asked)
    assert [sent_by(url, document.short_id, who) for who in ("api:a", "api", "api:b", "%")] == [True, False, False, False]
