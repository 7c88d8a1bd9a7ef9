"""Copies of one paper are linked when the second is loaded, and one of them counts."""

from dataclasses import replace
from datetime import date

import pytest
from notice import PLAIN, Figure
from papers import BEHIND, PAPER, load
from settled import CORRECTED, SIGNED, TODAY, counting, raised
from sqlalchemy import text

from db.asking.board import board
from db.asking.board_wanted import BoardWanted
from db.asking.details import count_states, list_documents, revision_detail
from db.asking.figures import figures
from db.asking.listing import Wanted, list_page, matching_ids
from db.asking.questions import due, under
from db.asking.search import search
from db.asking.selection import Selection, selected, tasks_of
from db.asking.statistics import quality_by_month
from db.copies.shown import copies_of, list_copies
from db.engine import engine_for
from db.reading.documents import find_document
from db.upkeep.verify import check_database
from flows.figures.asked import Wanted as Asked
from flows.figures.asked import asked as lines_asked
from flows.figures.asked import conflicts_in
from tasks.domain.membership import Whose

pytestmark = pytest.mark.usefixtures("kept_right")


@pytest.fixture
def url(migrated_url):
    return migrated_url


@pytest.fixture(autouse=True)
def nothing_is_left_unsettled(url):
    yield
    assert check_database(url).faults == ()


def test_the_second_copy_names_the_first_and_does_not_count(url):
    first, second = load(url, 1), load(url, 2)
    assert counting(url) == {first}
    assert raised(url, second) == [("copy-loaded-already", "This notice is loaded already: 1/TB-UBND as 01010101.")]
    assert raised(url, first) == []
    assert copies_of(url, second).leading.short_id == "01010101"
    assert [row[:3] for row in list_copies(url)] == [("01010101", "1/TB-UBND", "1.pdf")]


def test_nothing_is_counted_twice(url):
    asked = (
        lambda: len(due(url, TODAY, 60)),
        lambda: len(under(url, "12/QĐ-UBND")),
        lambda: len(figures(url)),
        lambda: board(url, BoardWanted(), TODAY).counts.total,
        lambda: board(url, BoardWanted(), TODAY).agencies,
        lambda: len(list(selected(url, Selection()))),
        lambda: [month.documents for month in quality_by_month(url)],
        lambda: conflicts_in(lines_asked(url, Asked())),
        lambda: matching_ids(url, Wanted(words="biên chế cán bộ")),
        lambda: matching_ids(url, Wanted()),
    )
    load(url, 1)
    before = [ask() for ask in asked]
    load(url, 2, replace(PAPER, variant=replace(PLAIN, figures=(PLAIN.figures[0], Figure("số hộ nghèo", "401", "hộ")))))
    assert [ask() for ask in asked] == before
    with engine_for(url).connect() as connection:
        for view in ("current_directive", "current_task", "current_metric", "current_citation", "current_party"):
            column = "citing_symbol" if view == "current_citation" else "symbol"
            number = connection.execute(text(f"SELECT count(DISTINCT document), count(*) FROM {view} WHERE {column} IS NOT NULL")).one()
            assert number[0] == 1, view


def test_a_copy_stays_visible_and_is_marked(url):
    first, second = load(url, 1), load(url, 2)
    assert [(row.short_id, row.copy_of) for row in list_documents(url)] == [("01010101", None), ("02020202", "01010101")]
    assert {(row.id, row.copy_of) for row in list_page(url, Wanted()).rows} == {(first, None), (second, "01010101")}
    assert {(hit.document, hit.copy_of) for hit in search(url, "sở nội vụ rà soát").hits} == {("01010101", None), ("02020202", "01010101")}
    assert count_states(url)["copies"] == 1
    assert find_document(url, "1/TB-UBND").id == first
    assert find_document(url, "2.pdf").id == second
    assert len(revision_detail(url, second).tasks) == 4


def test_a_copy_that_is_named_is_taken_away_with_its_tasks(url):
    second = [load(url, 1), load(url, 2)][1]
    [detail] = selected(url, Selection(documents=("2.pdf",), whose=Whose("Sở Nội vụ")))
    assert detail.document.id == second
    assert detail.tasks
    assert set(tasks_of(url, Whose("Sở Nội vụ"))) >= {task.first.task_id for task in detail.tasks}
    assert [r.document for r in due(url, TODAY, 60, Whose("Sở Nội vụ"))] == ["01010101"]


def test_what_a_search_finds_in_a_copy_alone_gives_the_one_that_counts(url):
    first = load(url, 1)
    load(url, 2, replace(PAPER, behind=(*BEHIND, "Bản chụp lần hai")))
    assert matching_ids(url, Wanted(words='"bản chụp"')) == [first]


@pytest.mark.parametrize(
    ("copies", "leads"),
    [
        ((PAPER, PAPER), 0),
        ((PAPER, SIGNED), 1),
        ((SIGNED, replace(PAPER, doubts=0)), 0),
        ((replace(SIGNED, doubts=3), PAPER), 0),
        ((replace(PAPER, doubts=2), replace(PAPER, doubts=1)), 1),
        ((replace(PAPER, doubts=1), replace(PAPER, doubts=1), PAPER), 2),
        ((replace(SIGNED, doubts=1), PAPER, SIGNED), 2),
    ],
    ids=["first", "typed", "typed-first", "typed-with-doubts", "fewer-doubts", "three", "three-typed"],
)
def test_the_best_reading_counts(url, copies, leads):
    documents = [load(url, number, copy) for number, copy in enumerate(copies, 1)]
    assert counting(url) == {documents[leads]}
    assert all(raised(url, d)[0][1].endswith("1/TB-UBND as 01010101.") for d in documents[1:])


def test_a_corrected_issue_of_the_number_stays_apart(url):
    first, second = load(url, 1), load(url, 2, CORRECTED)
    assert counting(url) == {first, second}
    [(code, message)] = raised(url, second)
    assert code == "same-number-other-text"
    assert "01010101" in message
    assert "“250” there and “400” here" in message
    assert "“15/7/2026” there and “30/9/2026” here" in message
    assert [(r.relation, r.differences[0]) for r in copies_of(url, first).related] == [("other", ("250", "400"))]
    assert [(r.relation, r.differences[0]) for r in copies_of(url, second).related] == [("other", ("400", "250"))]


def test_copies_of_both_issues_are_two_groups_and_one_doubt(url):
    first, corrected, again, corrected_again = (load(url, n, c) for n, c in enumerate((PAPER, CORRECTED, PAPER, CORRECTED), 1))
    assert counting(url) == {first, corrected}
    assert [code for code, _ in raised(url, corrected)] == ["same-number-other-text"]
    assert [code for code, _ in raised(url, again)] == ["copy-loaded-already"]
    assert raised(url, corrected_again) == [("copy-loaded-already", "This notice is loaded already: 1/TB-UBND as 02020202.")]


@pytest.mark.parametrize(
    ("copy", "why"),
    [
        (replace(PAPER, symbol=None), "number and symbol are not the same for sure"),
        (replace(PAPER, issuer=None), "the issuer is not the same for sure"),
        (replace(PAPER, unsure=True), "the issuer is not the same for sure"),
        (replace(PAPER, issuer="Sở 453"), "the issuer is not the same for sure"),
        (replace(PAPER, day=None), "the day of issue is not the same for sure"),
        (replace(PAPER, day=date(2026, 6, 10)), "the day of issue is not the same for sure"),
        (replace(PAPER, behind=(BEHIND[0].replace("250", "260"), BEHIND[1])), "“250” there and “260” here"),
        (replace(PAPER, behind=BEHIND[:1]), "there and nothing here"),
    ],
    ids=["no-number", "no-issuer", "issuer-in-doubt", "issuer-misread", "no-day", "day-misread", "one-digit", "page-missing"],
)
def test_what_is_not_sure_is_asked(url, copy, why):
    first, second = load(url, 1), load(url, 2, copy)
    assert counting(url) == {first, second}
    [(code, message)] = raised(url, second)
    assert (code, why in message) == ("copy-perhaps", True), message


@pytest.mark.parametrize(
    "copy",
    [
        replace(PAPER, symbol="2/TB-UBND"),
        replace(CORRECTED, symbol=None),
        replace(PAPER, symbol=None, day=None),
        replace(PAPER, day=date(2025, 6, 19)),
        replace(CORRECTED, issuer="UBND huyện Hòa Bình"),
        replace(CORRECTED, day=date(2026, 6, 20)),
        replace(CORRECTED, issuer=None),
    ],
    ids=["number", "no-number-and-text", "no-number-no-day", "year", "issuer-and-text", "day-and-text", "no-issuer-and-text"],
)
def test_other_papers_have_nothing_to_do_with_it(url, copy):
    documents = {load(url, 1), load(url, 2, copy)}
    assert counting(url) == documents
    assert [raised(url, d) for d in documents] == [[], []]
