from itertools import pairwise

import numpy as np
import pytest

from samples.build import sources
from samples.notice import load_notice
from samples.typeset import BOTTOM, LEFT, RIGHT, render, text_width, transcript, typeset

SOURCES = sources()
NAMES = [source.parent.name for source in SOURCES]


@pytest.fixture(params=SOURCES, ids=NAMES)
def source(request):
    return request.param


def test_the_committed_transcript_is_what_the_typesetter_prints(source):
    assert transcript(typeset(load_notice(source))) == source.with_name("text.txt").read_text("utf-8")


def test_every_character_of_the_transcript_is_on_the_page_and_nothing_else(source):
    for number, page in enumerate(typeset(load_notice(source)), 1):
        printed = "".join(word.text for word in page.words)
        told = "".join("".join(lines) for lines in page.paragraphs).replace(" ", "")
        if number > 1:
            printed = printed.removeprefix(str(number))
        # the head is printed column by column, its numbers last, so only the characters are compared
        assert sorted(printed) == sorted(told)


def test_words_stand_inside_the_margins_and_do_not_overlap(source):
    for page in typeset(load_notice(source)):
        rows: dict[float, list[tuple[float, float]]] = {}
        for word in page.words:
            width = text_width(word.text, word.face, word.size)
            assert word.x >= LEFT - 3
            assert word.x + width <= RIGHT + 3
            assert word.y <= BOTTOM + 25
            rows.setdefault(word.y, []).append((word.x, word.x + width))
        for row in rows.values():
            row.sort()
            assert all(left[1] <= right[0] + 0.5 for left, right in pairwise(row))


def test_the_source_words_survive_line_breaking(source):
    notice = load_notice(source)
    joined = "".join(transcript(typeset(notice)).split())
    for block in notice.body:
        for line in block.lines:
            assert "".join(line.replace("**", "").split()) in joined


def test_a_second_rendering_is_the_same_and_ink_is_where_words_are():
    page = typeset(load_notice(SOURCES[0]))[0]
    first, second = (np.asarray(render(page, 100)) for _ in range(2))
    assert np.array_equal(first, second)
    for word in page.words[:60]:
        x, y = round(word.x * 100 / 72), round(word.y * 100 / 72)
        width = round(text_width(word.text, word.face, word.size) * 100 / 72)
        assert first[y - 14 : y + 5, x : x + max(width, 3)].min() < 128
    assert first[:30].min() == 255


def test_page_numbers_begin_on_the_second_page_and_stay_out_of_the_transcript():
    source = SOURCES[NAMES.index("ket-luan-hop")]
    pages = typeset(load_notice(source))
    assert len(pages) == 3
    assert [word.text for page in pages for word in page.words if word.y < 50] == ["2", "3"]
    assert transcript(pages).count("\f") == 2
