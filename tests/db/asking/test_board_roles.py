"""Whose tasks there are: an agency leads, helps, or belongs to a group that a document names on the day it was issued."""

from datetime import date

import pytest
from orders import Order, load_document

from config.memberships import load_memberships
from config.vocabulary import load_vocabulary
from db.asking.board import board
from db.asking.board_wanted import BoardWanted
from db.asking.questions import due
from db.asking.selection import Selection, selected, tasks_of
from db.limited import Limited, Sight
from tasks.domain.choices import Role
from tasks.domain.membership import Whose, roles_of

TODAY = date(2026, 6, 21)
DUE = date(2026, 6, 30)


def fill(url):
    load_document(
        url,
        1,
        Order(("Sở Y tế",), DUE, words="kiểm tra trạm"),
        Order(("Sở Nội vụ",), DUE, ("Sở Y tế",), words="tổng hợp"),
        Order(("các sở, ban, ngành",), DUE, words="báo cáo"),
        Order(("UBND các xã, phường",), DUE, words="niêm yết"),
        Order(("Sở Tài chính",), DUE, words="bố trí kinh phí"),
    )
    load_document(url, 2, Order(("UBND các huyện, thị xã, thành phố",), words="rà soát đất"), issued_on=date(2025, 3, 3))
    load_document(url, 3, Order(("UBND các huyện, thị xã, thành phố",), words="rà soát nhà"), issued_on=date(2025, 8, 8))
    # Nobody knows whether one that ended by now was meant by this.
    load_document(url, 4, Order(("UBND các huyện, thị xã, thành phố",), words="rà soát rừng"), issued_on=None)


@pytest.fixture
def loaded(copied):
    return copied(fill)[0]


def whose(name, *roles, code=None, until=None):
    return Whose(name, roles_of(roles), code, until, load_memberships())


def texts(url, one):
    return {task.text for task in board(url, BoardWanted(one), TODAY).tasks}


@pytest.mark.parametrize(
    ("roles", "wanted"),
    [
        (("lead",), {"kiểm tra trạm"}),
        (("coordinating",), {"tổng hợp"}),
        (("group",), {"báo cáo"}),
        (("lead", "group"), {"kiểm tra trạm", "báo cáo"}),
        ((), {"kiểm tra trạm", "tổng hợp", "báo cáo"}),
    ],
)
def test_each_role_or_several_at_once(loaded, roles, wanted):
    health = whose("Sở Y tế", *roles)
    shown = texts(loaded, health)
    assert {words for words in ("kiểm tra trạm", "tổng hợp", "báo cáo", "niêm yết", "bố trí") if any(words in t for t in shown)} == wanted
    assert len(shown) == len(wanted)
    # Every question by agency finds the same.
    assert len(due(loaded, TODAY, 30, health)) == len(tasks_of(loaded, health)) == len(wanted)
    details = list(selected(loaded, Selection(whose=health)))
    assert sum(len(detail.tasks) for detail in details) == len(wanted)


def test_a_task_of_a_group_says_through_which(loaded):
    by_words = {task.text.split()[1]: task.through for task in board(loaded, BoardWanted(whose("Sở Y tế")), TODAY).tasks}
    assert set(by_words.values()) == {(), ("các sở, ban, ngành",)}


def test_a_body_that_no_document_names_has_the_tasks_of_its_groups(loaded):
    [task] = board(loaded, BoardWanted(whose("Sở Giáo dục và Đào tạo", code="department-education")), TODAY).tasks
    assert task.through == ("các sở, ban, ngành",)
    assert board(loaded, BoardWanted(whose("Sở Giáo dục và Đào tạo", "lead", code="department-education")), TODAY).tasks == ()
    ended = whose("Sở Giao thông vận tải", code="department-transport", until=date(2025, 2, 28))
    assert board(loaded, BoardWanted(ended), TODAY).tasks == ()  # the document is younger than its last day


def test_a_district_belongs_to_its_group_until_it_ended_and_communes_took_over(loaded):
    district = whose("UBND huyện Hòa Bình", "group", code="committee-district/huyen-hoa-binh", until=date(2025, 6, 30))
    assert {"đất" in text for text in texts(loaded, district)} == {True}
    commune = whose("UBND xã Hòa Bình", "group", code="committee-commune/xa-hoa-binh/112")
    shown = texts(loaded, commune)
    assert len(shown) == 4 and any("niêm yết" in text for text in shown)
    assert texts(loaded, whose("Sở Y tế", "group", code="department-health")) & shown == set()


@pytest.mark.parametrize(
    "one",
    [
        whose("Sở Y tế"),
        whose("Sở Y tế", "group"),
        whose("Sở Giao thông vận tải", code="department-transport", until=date(2025, 2, 28)),
        whose("UBND huyện Hòa Bình", "group", code="committee-district/huyen-hoa-binh", until=date(2025, 6, 30)),
        whose("UBND xã Hòa Bình", "group", code="committee-commune/xa-hoa-binh/112"),
        whose("Bộ Ngoại giao"),
    ],
    ids=lambda one: f"{one.name}, {len(one.roles)}",
)
def test_what_is_kept_of_parties_finds_what_their_rows_find(loaded, one):
    shown = board(loaded, BoardWanted(one), TODAY).tasks
    by_rows = board(Limited(loaded, Sight(sources=("",))), BoardWanted(one), TODAY).tasks
    assert [(task.text, task.lead) for task in shown] == [(task.text, task.lead) for task in by_rows]


@pytest.mark.parametrize("role", [*Role, None])
def test_nobody_has_no_tasks(loaded, role):
    assert texts(loaded, whose("Bộ Ngoại giao", *([role] if role else []))) == set()


def test_the_group_itself_is_asked_for_like_an_agency(loaded):
    label = next(entry.label for entry in load_vocabulary().agencies.entries if entry.code == "group-departments")
    assert len(texts(loaded, whose(label))) == 1
