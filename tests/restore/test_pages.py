import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.page import PageSource
from tasks.restore.judge import Treatment
from tasks.restore.pages import HEIGHT, WIDTH, recognized_pages
from tasks.restore.restore import restore_text
from tasks.restore.restored import Restored, RestoredLine, RestoredPage, RestoredWord
from tasks.text.clean import clean_pages

TEXT = """THÔNG BÁO

Kết luận của Phó Chủ tịch Ủy ban nhân dân tỉnh
tại Hội nghị triển khai công tác

1. Sở Nội vụ chủ trì, phối hợp với các cơ quan, đơn vị liên quan tham mưu Ủy ban
nhân dân tỉnh ban hành Kế hoạch thực hiện; hoàn thành
trước ngày 30/6/2023.

2. Các sở, ban, ngành tỉnh; Ủy ban nhân dân các huyện, thị xã, thành phố tập trung thực
\f2

hiện tốt một số nội dung sau.

Văn phòng Ủy ban nhân dân tỉnh thông báo đến các cơ quan biết, thực hiện./.
"""


def test_the_cleaned_text_has_the_paragraphs_of_the_input(model, channel):
    pages = recognized_pages(restore_text(TEXT, model, channel))
    clean = clean_pages(pages, None).clean
    starts = [clean.text[line.span.start : line.span.end].split()[0] for line in clean.lines if line.starts_paragraph]
    assert starts == ["THÔNG", "Kết", "1.", "2.", "Văn"]
    assert clean.text.split() == [w for w in TEXT.split() if w != "2"]


def test_a_page_without_words_stays(model, channel):
    pages = recognized_pages(restore_text("Ủy ban nhân dân tỉnh\f\fyêu cầu các sở", model, channel))
    assert [(p.number, p.source) for p in pages] == [(1, PageSource.RESTORED), (2, PageSource.BLANK), (3, PageSource.RESTORED)]


def test_doubts_become_notes_at_their_word(model, channel):
    restored = restore_text("Uy ban nhén dan tinh yéu cau cac sd 1234/Ab-xyz xem xét", model, channel)
    (page,) = recognized_pages(restored)
    assert [n.code for n in page.notes] == [d.code for d in restored.doubts]
    boxes = {w.bbox for line in page.lines for w in line.words}
    assert page.notes and all(n.bbox in boxes for n in page.notes)


LINES = st.lists(st.text(st.sampled_from("ab cđệ.;-12  "), max_size=60), max_size=50).map("\n".join)


@given(st.lists(LINES, min_size=1, max_size=3).map("\f".join))
def test_words_stand_on_the_page_in_order(text):
    source = tuple(
        RestoredPage(tuple(RestoredLine(tuple(RestoredWord(w, 90.0, w) for w in line.split())) for line in page.split("\n")))
        for page in text.split("\f")
    )
    pages = recognized_pages(Restored(Treatment.ACCENTLESS, (), text, source, ()))
    assert [w.text for p in pages for line in p.lines for w in line.words] == text.split()
    for page in pages:
        tops = [line.bbox.top for line in page.lines]
        assert tops == sorted(tops)
        for line in page.lines:
            lefts = [w.bbox.left for w in line.words]
            assert lefts == sorted(lefts)
            assert all(0 <= w.bbox.left < w.bbox.right <= WIDTH + len(line.words) for w in line.words)
            assert all(0 <= w.bbox.top < w.bbox.bottom <= HEIGHT for w in line.words)


@pytest.mark.parametrize("text", ["", "\n", "\f"])
def test_nothing_gives_empty_pages(model, channel, text):
    assert all(not p.lines for p in recognized_pages(restore_text(text, model, channel)))
