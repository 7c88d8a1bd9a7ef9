"""What people said of lines is laid over the text, everything that points into it moves along, and nothing else changes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_clean import read_pages
from typeset import HEIGHT, WIDTH, body, set_page

from tasks.domain.anchor import PageBox
from tasks.domain.outcome import Issue, Severity
from tasks.domain.span import Span
from tasks.domain.text_corrections import LineCorrection, LineState, settled
from tasks.text.clean import clean_pages
from tasks.text.portion import portion
from tasks.text.proofread import proofread

SIZES = dict.fromkeys(range(1, 9), (WIDTH, HEIGHT))
READ = (
    "> Sở Nội vụ rà soát danh sách cán bộ",
    "báo cáo trước ngày 30/6/2026. <",
    "> Sở Y tế kiểm tra các trạm y tế xã",
    "trong quý III. <",
)


def read(*texts, **options):
    return clean_pages([body(*(texts or READ), **options)], None)


def said(cleaned, index, after, id=1, **other):
    """What a person says who sees the line with this number, from 0."""
    line = cleaned.clean.lines[index]
    before = line.span.of(cleaned.clean.text)
    nth = sum(one.span.of(cleaned.clean.text) == before for one in cleaned.clean.lines[: index + 1] if one.page == line.page)
    b = line.bbox
    box = PageBox(line.page, b.left / WIDTH, b.top / HEIGHT, b.right / WIDTH, b.bottom / HEIGHT)
    return replace(LineCorrection(id, line.page, before, after, nth, box), **other)


def lines_of(cleaned):
    return [line.span.of(cleaned.clean.text) for line in cleaned.clean.lines]


def words_of(cleaned):
    return [word.span.of(cleaned.clean.text) for word in cleaned.clean.words]


def check(cleaned):
    """What holds of every text that the clean step writes."""
    clean = cleaned.clean
    for one, other in zip(clean.lines, clean.lines[1:], strict=False):
        between = clean.text[one.span.end : other.span.start]
        assert between.strip("\n\f") == "" and between
        if one.page == other.page:
            assert between == ("\n\n" if other.starts_paragraph else "\n")
    for word in clean.words:
        assert word.span.of(clean.text).split() == [word.span.of(clean.text)]
    assert list(clean.words) == sorted(clean.words, key=lambda w: w.span)
    for line in clean.lines:
        assert "\n" not in line.span.of(clean.text)
        covered = "".join(clean.text[w.span.start : w.span.end] for w in clean.words_in(line.span))
        assert covered == "".join(line.span.of(clean.text).split())
    assert cleaned.to_raw.new_length == len(clean.text)
    for line in cleaned.corrected:
        if line.span is not None:
            assert line.span.end <= len(clean.text)


def test_nothing_said_changes_nothing():
    cleaned = read()
    assert proofread(cleaned, (), SIZES) == cleaned


@pytest.mark.parametrize(
    ("index", "after"),
    [
        (0, "Sở Nội vụ rà soát danh sách công chức"),  # a word
        (0, "Sở Nội vụ và Sở Y tế rà soát danh sách cán bộ"),  # words put in
        (0, "Sở Nội vụ rà soát cán bộ"),  # words taken out
        (0, "Trước tiên Sở Nội vụ rà soát danh sách cán bộ"),  # in front
        (0, "Sở Nội vụ rà soát danh sách cán bộ xã,"),  # behind
        (1, "gửi báo cáo trước ngày 30/8/2026."),
        (2, "Chữ khác hẳn"),
    ],
)
def test_a_line_reads_as_a_person_says_and_every_word_has_a_place(index, after):
    cleaned = read()
    found = proofread(cleaned, [said(cleaned, index, after)], SIZES)
    check(found)
    assert lines_of(found) == [after if i == index else line for i, line in enumerate(lines_of(cleaned))]
    words = found.clean.words_in(found.clean.lines[index].span)
    assert {word.confidence for word in words} == {100.0}
    assert all(word.page == 1 and word.bbox.left <= word.bbox.right for word in words)
    edge = cleaned.clean.lines[index].bbox
    assert all(edge.left <= word.bbox.left and word.bbox.right <= edge.right and word.bbox.top == edge.top for word in words)
    [outcome] = found.corrected
    assert (outcome.state, outcome.read) == (LineState.APPLIED, lines_of(cleaned)[index])
    assert outcome.span.of(found.clean.text) == after


def test_words_that_stay_keep_their_boxes():
    cleaned = read()
    found = proofread(cleaned, [said(cleaned, 0, "Sở Nội vụ rà soát bảng cán bộ")], SIZES)
    before = dict(zip(words_of(cleaned)[:9], (w.bbox for w in cleaned.clean.words), strict=False))
    after = dict(zip(words_of(found)[:8], (w.bbox for w in found.clean.words), strict=False))
    assert {word: after[word] for word in ("Nội", "rà", "cán", "bộ")} == {word: before[word] for word in ("Nội", "rà", "cán", "bộ")}
    assert (after["bảng"].left, after["bảng"].right) == (before["danh"].left, before["sách"].right)


@pytest.mark.parametrize(
    ("gone", "left", "starts"),
    [
        ([0], ["báo", "Sở Y", "trong"], [True, True, False]),
        ([1], ["Sở N", "Sở Y", "trong"], [True, True, False]),
        ([2], ["Sở N", "báo", "trong"], [True, False, True]),
        ([3], ["Sở N", "báo", "Sở Y"], [True, False, True]),
        ([0, 1], ["Sở Y", "trong"], [True, False]),
        ([1, 2], ["Sở N", "trong"], [True, True]),
        ([2, 3], ["Sở N", "báo"], [True, False]),
        ([0, 2], ["báo", "trong"], [False, True]),
        ([0, 1, 2, 3], [], []),
    ],
)
def test_a_line_that_is_no_text_of_the_notice_is_left_out_with_its_break(gone, left, starts):
    cleaned = read()
    found = proofread(cleaned, [said(cleaned, index, "", id=index) for index in gone], SIZES)
    check(found)
    assert [line[: len(start)] for line, start in zip(lines_of(found), left, strict=True)] == left
    assert [line.starts_paragraph for line in found.clean.lines][1:] == starts[1:]
    assert [line.read for line in found.corrected] == [lines_of(cleaned)[index] for index in gone]
    assert all(line.span.start == line.span.end for line in found.corrected)


def test_pages_stay_where_they_are():
    cleaned = clean_pages([body("> Sở Nội vụ rà soát <"), body("> Sở Y tế kiểm tra <", number=2), body("> Hết <", number=3)], None)
    found = proofread(cleaned, [said(cleaned, 1, "")], SIZES)
    check(found)
    assert found.clean.text.count("\f") == 2
    assert portion(found, [2]).clean.text.strip() == ""
    assert portion(found, [3]).clean.text.strip() == "Hết"
    [outcome] = portion(found, [2]).corrected
    assert outcome.span.of(portion(found, [2]).clean.text) == ""
    assert portion(found, [3]).corrected == ()


def test_the_newest_counts_and_the_one_before_is_told():
    cleaned = read()
    found = proofread(cleaned, [said(cleaned, 1, "đầu", id=4), said(cleaned, 1, "sau", id=9)], SIZES)
    assert lines_of(found)[1] == "sau"
    assert [(line.id, line.state) for line in found.corrected] == [(4, LineState.REPLACED), (9, LineState.APPLIED)]


def test_doubts_about_a_line_that_somebody_read_are_gone_and_others_move():
    cleaned = read()
    text = cleaned.clean.text
    at = [text.index(word) for word in ("soát", "trạm")]
    doubts = tuple(Issue("doubtful-word", Severity.INFO, word, 1, Span(p, p + 4)) for p, word in zip(at, ("soát", "trạm"), strict=True))
    found = proofread(replace(cleaned, issues=doubts), [said(cleaned, 0, "Sở Nội vụ rà soát cán bộ")], SIZES)
    [left] = found.issues
    assert left.span.of(found.clean.text) == "trạm"
    confirmed = proofread(replace(cleaned, issues=doubts), [said(cleaned, 2, lines_of(cleaned)[2])], SIZES)
    assert [issue.message for issue in confirmed.issues] == ["soát"]
    assert confirmed.clean.text == text
    assert {w.confidence for w in confirmed.clean.words_in(confirmed.clean.lines[2].span)} == {100.0}


OTHER = ("> Sở Nội vụ rà soát danh sách cán bô", "báo cáo trước ngày 30/6/2026. <", *READ[2:])


@pytest.mark.parametrize(
    ("texts", "state", "expected"),
    [
        (READ, LineState.APPLIED, "Sở Nội vụ rà soát danh sách công chức"),  # as it was
        (OTHER, LineState.CONFLICT, "Sở Nội vụ rà soát danh sách công chức"),  # a third reading of the same line
        (
            ("> Sở Nội vụ rà soát danh sách công chức", *READ[1:]),
            LineState.APPLIED,
            "Sở Nội vụ rà soát danh sách công chức",
        ),  # read right by now
        (("> Sở Nội vụ rà <", "soát danh sách cán bộ", *READ[1:]), LineState.UNPLACED, None),  # cut in two
        (("> Hoàn toàn khác đi một chút thôi", *READ[1:]), LineState.UNPLACED, None),  # another text at the place
        (READ[2:], LineState.UNPLACED, None),  # not read this time
    ],
)
def test_another_reading_of_the_page(texts, state, expected):
    correction = said(read(), 0, "Sở Nội vụ rà soát danh sách công chức")
    found = proofread(read(*texts), [correction], SIZES)
    check(found)
    [outcome] = found.corrected
    assert outcome.state is state
    if expected:
        assert lines_of(found)[0] == expected
    else:
        assert found.clean == read(*texts).clean


def test_another_resolution_is_the_same_place():
    correction = said(read(), 0, "Sở Nội vụ rà soát danh sách công chức")
    halved = {1: (WIDTH * 2, HEIGHT * 2)}
    assert proofread(read(*OTHER), [correction], halved).corrected[0].state is LineState.UNPLACED
    assert proofread(read(*OTHER), [correction], SIZES).corrected[0].state is LineState.CONFLICT


def test_lines_that_read_alike_are_told_apart_by_place_and_then_by_number():
    cleaned = read("> Như trên; <", "> Sở Y tế kiểm tra <", "> Như trên; <")
    second = said(cleaned, 2, "Như dưới;")
    assert lines_of(proofread(cleaned, [second], SIZES)) == ["Như trên;", "Sở Y tế kiểm tra", "Như dưới;"]
    assert lines_of(proofread(cleaned, [replace(second, box=None)], SIZES)) == ["Như trên;", "Sở Y tế kiểm tra", "Như dưới;"]
    assert proofread(cleaned, [replace(second, box=None, nth=3)], SIZES).corrected[0].state is LineState.UNPLACED


def test_a_line_of_another_page_is_never_meant():
    cleaned = clean_pages([body("> Sở Nội vụ <"), body("> Sở Y tế <", number=2)], None)
    found = proofread(cleaned, [said(cleaned, 1, "Sở Xây dựng", page=1)], SIZES)
    assert found.clean == cleaned.clean


TEXTS = st.lists(st.text("abcdÂ đ0.", min_size=0, max_size=12), min_size=0, max_size=6).map(" ".join)


@given(read_pages(), st.data())
def test_whatever_is_said_holds_together(pages, data):
    cleaned = clean_pages(pages, None)
    if not cleaned.clean.lines:
        return
    chosen = data.draw(st.lists(st.integers(0, len(cleaned.clean.lines) - 1), max_size=5))
    corrections = [said(cleaned, index, data.draw(TEXTS), id=number) for number, index in enumerate(chosen, 1)]
    found = proofread(cleaned, corrections, SIZES)
    check(found)
    assert found.raw == cleaned.raw
    assert found.clean.text.count("\f") == cleaned.clean.text.count("\f")
    assert [line.id for line in found.corrected] == [c.id for c in corrections]
    for c, outcome in zip(corrections, found.corrected, strict=True):
        if outcome.state in {LineState.APPLIED, LineState.CONFLICT}:
            assert outcome.span.of(found.clean.text) == " ".join(c.after.split())
    # Nobody's lines are as they were, and the whole is the same however often it is laid over what was read.
    assert proofread(cleaned, corrections, SIZES) == found
    numbers = [page.number for page in pages]
    if len(set(numbers)) == len(numbers):
        parts = [portion(found, [number]) for number in found.pages]
        assert "\f".join(part.clean.text for part in parts) == found.clean.text
        assert sum(len(part.corrected) for part in parts) == len(found.corrected)


def test_an_empty_page_has_no_line_to_speak_of():
    cleaned = clean_pages([set_page([])], None)
    found = proofread(cleaned, [LineCorrection(1, 1, "chữ", "chữ khác"), LineCorrection(2, 9, "", "chữ")], SIZES)
    assert [line.state for line in found.corrected] == [LineState.UNPLACED] * 2


def block(cleaned, first, last, after, id=1):
    """What a person says of lines that follow each other."""
    one, other = said(cleaned, first, after, id), said(cleaned, last, after)
    box = replace(one.box, right=max(one.box.right, other.box.right), bottom=other.box.bottom)
    return replace(one, before="\n".join(lines_of(cleaned)[first : last + 1]), box=box)


MORE = "Sở Xây dựng thẩm định hồ sơ;"


@pytest.mark.parametrize(
    ("first", "last", "after", "starts"),
    [
        (0, 0, "Sở Nội vụ rà soát\ndanh sách cán bộ", [True, False]),  # split
        (0, 0, "Sở Nội vụ rà soát\n\ndanh sách cán bộ", [True, True]),  # at a new paragraph
        (0, 0, f"{READ[0][2:]}\n{MORE}", [True, False]),  # added below
        (3, 3, f"trong quý III.\n2. {MORE}", [False, True]),  # an item
        (0, 0, f"{MORE}\n\n{READ[0][2:]}", [True, True]),  # added above
        (1, 1, f"{MORE}\nbáo cáo trước ngày 30/8/2026.\n{MORE}", [False, False, False]),  # around one that is corrected
        (0, 1, "Sở Nội vụ rà soát danh sách cán bộ báo cáo trước ngày 30/6/2026.", [True]),  # joined
        (1, 2, "báo cáo trước ngày\n\n30/6/2026. Sở Y tế kiểm tra các trạm y tế xã", [False, True]),  # parted elsewhere
        (1, 3, "Chữ khác hẳn", [False]),
        (1, 3, "Chữ\nkhác\nhẳn", [False, False, False]),
        (1, 2, "", []),
    ],
)
def test_lines_are_split_joined_and_added(first, last, after, starts):
    cleaned = read()
    found = proofread(cleaned, [block(cleaned, first, last, after)], SIZES)
    check(found)
    before = lines_of(cleaned)
    now = [line for line in after.replace("\n2.", "\n\n2.").split("\n") if line]
    assert lines_of(found) == [*before[:first], *now, *before[last + 1 :]]
    written = found.clean.lines[first : first + len(now)]
    assert [line.starts_paragraph for line in written] == starts
    assert all(line.bbox is not None and line.bbox.top < line.bbox.bottom for line in written)
    assert [line.bbox.top for line in found.clean.lines] == sorted(line.bbox.top for line in found.clean.lines)
    [outcome] = found.corrected
    assert (outcome.state, outcome.read) == (LineState.APPLIED, "\n".join(before[first : last + 1]))
    assert outcome.span.of(found.clean.text) == settled(after)


def test_words_of_a_split_line_keep_their_places_and_an_added_line_lies_between():
    cleaned = read()
    old = [word.bbox for word in cleaned.clean.words]
    found = proofread(cleaned, [said(cleaned, 0, "Sở Nội vụ rà soát\ndanh sách cán bộ")], SIZES)
    assert [word.bbox for word in found.clean.words] == old
    assert found.clean.lines[0].bbox.right < found.clean.lines[1].bbox.left
    found = proofread(cleaned, [said(cleaned, 0, f"{READ[0][2:]}\n{MORE}")], SIZES)
    one, new, other = (line.bbox for line in found.clean.lines[:3])
    assert one == cleaned.clean.lines[0].bbox and other == cleaned.clean.lines[1].bbox
    assert one.bottom <= new.top < new.bottom <= other.top


@pytest.mark.parametrize(
    ("texts", "after", "state", "lines"),
    [
        ((READ[0], f"{MORE} <", *READ[1:]), f"{READ[0][2:]}\n{MORE}", LineState.APPLIED, 5),  # read by now
        ((READ[0], "Sở Xây dựng thẩm dịnh hồ sơ; <", *READ[1:]), f"{READ[0][2:]}\n{MORE}", LineState.CONFLICT, 5),  # nearly
        (("> Sở Nội vụ rà soát <", "danh sách cán bộ", *READ[1:]), "Sở Nội vụ rà soát\ndanh sách cán bộ", LineState.APPLIED, 5),
        (OTHER, f"{READ[0][2:]}\n{MORE}", LineState.CONFLICT, 5),  # the line beside it is read otherwise
        (READ[2:], f"{READ[0][2:]}\n{MORE}", LineState.UNPLACED, 2),
    ],
)
def test_another_reading_where_lines_were_added_or_split(texts, after, state, lines):
    found = proofread(read(*texts), [said(read(), 0, after)], SIZES)
    check(found)
    assert [line.state for line in found.corrected] == [state]
    assert len(found.clean.lines) == lines
    if state is not LineState.UNPLACED:
        assert lines_of(found)[:2] == after.split("\n")


def test_lines_that_were_joined_and_are_read_as_one_by_now():
    whole = "Sở Nội vụ rà soát danh sách"
    parted = read("> Sở Nội vụ rà soát <", "danh sách <", *READ[2:])
    correction = block(parted, 0, 1, whole)
    assert lines_of(proofread(parted, [correction], SIZES))[0] == whole
    found = proofread(read(f"> {whole} <", *READ[2:]), [correction], SIZES)
    assert (lines_of(found)[0], found.corrected[0].state) == (whole, LineState.APPLIED)


def test_the_newest_of_overlapping_corrections_counts():
    cleaned = read()
    one, joined = said(cleaned, 1, "chữ", id=3), block(cleaned, 0, 1, "một dòng", id=5)
    found = proofread(cleaned, [one, joined], SIZES)
    assert lines_of(found)[0] == "một dòng" and [line.state for line in found.corrected] == [LineState.REPLACED, LineState.APPLIED]
    found = proofread(cleaned, [replace(joined, id=2), one], SIZES)
    assert lines_of(found)[:2] == [lines_of(cleaned)[0], "chữ"]
    assert [line.state for line in found.corrected] == [LineState.REPLACED, LineState.APPLIED]


def test_lines_of_a_page_of_which_nothing_was_read():
    cleaned = clean_pages([body("> Sở Nội vụ <"), set_page([], number=2), body("> Hết <", number=3)], None)
    written = LineCorrection(1, 2, "", "Sở Y tế kiểm tra\n1. Trạm y tế xã")
    found = proofread(cleaned, [replace(written, id=7, after="cũ"), written], SIZES)
    check(found)
    assert portion(found, [2]).clean.text == "Sở Y tế kiểm tra\n\n1. Trạm y tế xã"
    assert [line.page for line in found.clean.lines] == [1, 2, 2, 3]
    assert [line.state for line in found.corrected] == [LineState.REPLACED, LineState.APPLIED]
    # What is read there by now is not written twice; another text is left alone.
    again = clean_pages(
        [body("> Sở Nội vụ <"), body("> Sở Y tế kiểm tra <", "> 1. Trạm y tế xã <", number=2), body("> Hết <", number=3)], None
    )
    assert lines_of(proofread(again, [written], SIZES)) == lines_of(again)
    other = clean_pages([body("> Sở Nội vụ <"), body("> Sở Tài chính <", number=2), body("> Hết <", number=3)], None)
    assert proofread(other, [written], SIZES).corrected[0].state is LineState.UNPLACED


BLOCKS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 2)), max_size=4)
WRITTEN = st.lists(st.text("abcdÂ đ0.\n", max_size=14), max_size=6).map(" ".join)


@given(read_pages(), BLOCKS, st.data())
def test_whatever_is_said_of_several_lines_holds_together(pages, blocks, data):
    cleaned = clean_pages(pages, None)
    lines = cleaned.clean.lines
    corrections = []
    for number, (first, more) in enumerate(blocks, 1):
        if not lines:
            return
        begin = first % len(lines)
        last = min(begin + more, len(lines) - 1)
        if lines[last].page == lines[begin].page:
            corrections.append(block(cleaned, begin, last, data.draw(WRITTEN), number))
    found = proofread(cleaned, corrections, SIZES)
    check(found)
    assert found.clean.text.count("\f") == cleaned.clean.text.count("\f")
    assert [line.id for line in found.corrected] == [c.id for c in corrections]
    for c, outcome in zip(corrections, found.corrected, strict=True):
        if outcome.span is not None:
            assert outcome.span.of(found.clean.text) == settled(c.after)
