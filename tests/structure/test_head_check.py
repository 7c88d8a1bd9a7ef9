"""A figure in doubt is absent from the head, unless the file confirms it; one that the file speaks against is doubted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tasks.domain.geometry import BBox
from tasks.domain.notice import CleanText, Head, PlacedWord, TextLine
from tasks.domain.page import PageNote
from tasks.domain.span import Span
from tasks.structure.head_check import Written, check_head
from tasks.structure.head_evidence import SignedDay

TOP = "Số: 914 /UBND-KTTH\nTân Giang, ngày 04 tháng 02 năm 2025\n"
HEAD = Head(
    type="CV",
    number="914",
    symbol="914/UBND-KTTH",
    issued_on=date(2025, 2, 4),
    spans=(("issued_on", Span(30, 57)), ("number", Span(4, 18)), ("symbol", Span(4, 18))),
)


def clean(behind="", pages=("",), **confidences):
    """The head and what lies behind it; every further page is a line of its own."""
    text = TOP + behind + "".join(f"\f{page}" for page in pages if page)
    words, at = [], 0
    for word in text.replace("\f", " ").split():
        start = text.index(word, at)
        at = start + len(word)
        words.append(
            PlacedWord(Span(start, at), 1, BBox(start, 0, at, 9), confidences.get(f"w{word}", 95.0) if start < len(TOP + behind) else 95.0)
        )
    lines, start = [], 0
    for number, page in enumerate(text.split("\f"), 1):
        for line in page.split("\n"):
            lines.append(TextLine(Span(start, start + len(line)), number))
            start += len(line) + 1
    return CleanText(text, tuple(lines), tuple(words))


def check(text, notes=(), signed=()):
    return check_head(HEAD, text, Span(len(TOP), len(text.text)), Written(tuple(notes), tuple(signed)))


def note(name, start, *guesses, code="handwriting-doubtful"):
    return PageNote(code, "", BBox(start, 0, start + len(guesses[0][0]), 9), name, guesses)


@pytest.mark.parametrize(
    ("doubted", "gone"),
    [
        ({}, set()),
        ({"w914": 45.0}, {"number", "symbol"}),
        ({"w/UBND-KTTH": 30.0}, set()),
        ({"w04": 49.0}, {"issued_on"}),
        ({"wtháng": 20.0}, set()),
        ({"w914": 45.0, "w02": 20.0}, {"number", "symbol", "issued_on"}),
    ],
)
def test_what_was_hardly_read_is_left_out(doubted, gone):
    head = check(clean(**doubted)).head
    for name in ("number", "symbol", "issued_on"):
        assert (getattr(head, name) is None) is (name in gone)
        assert (name in dict(head.spans)) is (name not in gone)
    assert head.type == "CV"
    assert {d.field for d in head.doubts if d.code == "head-field-left-out"} == gone


@pytest.mark.parametrize(("doubted", "fields"), [({"w914": 50.0}, {"number", "symbol"}), ({"w04": 55.0}, {"issued_on"})])
def test_what_is_likelier_right_stays_with_a_doubt(doubted, fields):
    head = check(clean(**doubted)).head
    assert (head.number, head.issued_on) == (HEAD.number, HEAD.issued_on)
    assert {(d.code, d.field) for d in head.doubts} == {("head-field-doubtful", field) for field in fields}


def test_text_without_confidences_stays():
    assert check(CleanText.from_plain(TOP)).head == HEAD


DAY = note("day", 35, ("04", 0.7), ("07", 0.2), ("14", 0.05))
READ = note("day", 35, ("04", 0.99), code="handwriting-read")


@pytest.mark.parametrize(
    ("signed", "issued_on"),
    [
        (date(2025, 2, 4), date(2025, 2, 4)),
        (date(2025, 2, 7), date(2025, 2, 7)),
        (date(2025, 2, 14), date(2025, 2, 14)),
        # Nothing that was read is of that day.
        (date(2025, 2, 5), None),
        # The month was surely read.
        (date(2025, 3, 7), None),
    ],
)
def test_a_signature_says_which_of_the_readings_is_right(signed, issued_on):
    checked = check(clean(w04=40.0), [DAY], [SignedDay(signed, "Sở Nội vụ")])
    assert checked.head.issued_on == issued_on
    assert [d.code for d in checked.doubts] == (["head-field-confirmed"] if issued_on else [])


BEHIND = "Thực hiện Công văn số 35/SNV-CC ngày {} của Sở Nội vụ, hoàn thành trước ngày {}."


@pytest.mark.parametrize(
    ("cited", "limit", "kind"),
    [
        ("03/02/2025", "20/02/2025", None),
        ("04/02/2025", "04/02/2025", None),
        ("05/02/2025", "20/02/2025", "cited document"),
        ("12 tháng 3 năm 2025", "30/4/2025", "cited document"),
        ("03/01/2025", "01/02/2025", "deadline"),
        # Long past: history that is told.
        ("03/01/2024", "01/06/2024", None),
    ],
)
@pytest.mark.parametrize("by_hand", [True, False])
def test_days_that_cannot_be_are_doubted_and_left_out_where_they_were_written_by_hand(cited, limit, kind, by_hand):
    checked = check(clean(BEHIND.format(cited, limit)), [READ] if by_hand else [])
    assert [d.code for d in checked.doubts] == (["head-field-contradicted"] if kind else [])
    assert (checked.head.issued_on is None) is (kind is not None and by_hand)
    assert kind is None or kind in checked.doubts[0].detail


def test_a_day_that_was_hardly_read_contradicts_nothing():
    text = clean(BEHIND.format("05/02/2025", "20/02/2025"), **{"w05/02/2025": 60.0})
    assert check(text, [READ]).head == HEAD


def test_signed_long_before_is_a_contradiction():
    assert [d.field for d in check(clean(), [READ], [SignedDay(date(2025, 1, 14))]).doubts] == ["issued_on"]


@pytest.mark.parametrize("arrival", ["ĐẾN\nSố: 77\nNgày: 03/02/2025", "CÔNG VĂN ĐẾN\nNgày: 01.02.25"])
def test_nothing_arrives_before_its_day(arrival):
    assert [d.code for d in check(clean(arrival)).doubts] == ["head-field-contradicted"]
    assert check(clean(arrival.replace("02", "03", 1) if "03/02" not in arrival else arrival.replace("03/", "04/"))).doubts == ()


ANNEXES = [
    "(Kèm theo Công văn số {}/UBND-KTTH ngày {} của UBND tỉnh)",
    "Ban hành kèm theo Công văn số: {} /UBND-KTTH ngày {}",
]


@pytest.mark.parametrize("annex", ANNEXES)
@pytest.mark.parametrize(
    ("number", "day", "doubted", "guesses", "symbol", "codes"),
    [
        ("914", "04/02/2025", {}, [], "914/UBND-KTTH", []),
        ("914", "04/02/2025", {"w914": 40.0}, [("914", 0.6)], "914/UBND-KTTH", ["head-field-confirmed"]),
        ("974", "04/02/2025", {"w914": 40.0}, [("914", 0.6), ("974", 0.3)], "974/UBND-KTTH", ["head-field-confirmed"]),
        ("974", "04/02/2025", {"w914": 40.0}, [("914", 0.6)], None, ["head-field-contradicted"]),
        ("974", "04/02/2025", {}, [("914", 0.99)], None, ["head-field-contradicted"]),
        ("974", "04/02/2025", {}, [], "914/UBND-KTTH", ["head-field-contradicted"]),
        ("914", "05/02/2025", {}, [], "914/UBND-KTTH", ["head-field-contradicted"]),
    ],
)
def test_the_annex_names_the_notice(annex, number, day, doubted, guesses, symbol, codes):
    notes = [note("number", 4, *guesses)] if guesses else []
    checked = check(clean("Kính gửi: các Sở.", [f"Phụ lục\n{annex.format(number, day)}"], **doubted), notes)
    assert checked.head.symbol == symbol
    assert [d.code for d in checked.doubts] == codes


def test_a_first_page_and_other_kinds_name_other_documents():
    behind = "Quy định kèm theo Công văn số 12/UBND-KTTH ngày 01/02/2025\n"
    assert check(clean(behind, ["(Kèm theo Quyết định số 12/QĐ-UBND ngày 01/02/2025)"])).doubts == ()


@pytest.mark.parametrize(
    ("day", "notes", "signed", "doubted"),
    [
        pytest.param(date(2025, 2, 8), ["day"], [], True, id="a Saturday by hand"),
        pytest.param(date(2025, 2, 9), ["month"], [], True, id="a Sunday by hand"),
        pytest.param(date(2025, 2, 7), ["day"], [], False, id="a Friday by hand"),
        pytest.param(date(2025, 2, 8), [], [], False, id="a printed Saturday"),
        pytest.param(date(2025, 2, 8), ["number"], [], False, id="only the number is by hand"),
        pytest.param(date(2025, 2, 8), ["day"], [SignedDay(date(2025, 2, 8), "Lê Văn A")], False, id="signed on that Saturday"),
    ],
)
def test_a_day_by_hand_at_a_weekend_is_kept_and_doubted(day, notes, signed, doubted):
    text = clean()
    written = Written(tuple(note(name, 43, ("04", 0.9), code="handwriting-read") for name in notes), tuple(signed))
    found = check_head(replace(HEAD, issued_on=day), text, Span(len(TOP), len(text.text)), written)
    assert found.head.issued_on == day
    assert [doubt.code for doubt in found.doubts] == (["head-field-doubtful"] if doubted else [])
