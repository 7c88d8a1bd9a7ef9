from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.geometry import BBox
from tasks.domain.notice import CleanText, PlacedWord, TextLine
from tasks.domain.span import Span
from tasks.findings.evidence import evidence_for


def page_text(pages: list[list[str]]) -> CleanText:
    """A text with one box for every word: 10 pixels a letter, 20 a line, confidence 100 less the length of the word."""
    text, lines, words = "", [], []
    for number, page in enumerate(pages, 1):
        text += "\f" if number > 1 else ""
        for row, printed in enumerate(page):
            start = len(text)
            for word in printed.split(" "):
                left = 10 * (len(text) - start)
                words.append(
                    PlacedWord(
                        Span(len(text), len(text) + len(word)),
                        number,
                        BBox(left, 20 * row, left + 10 * len(word), 20 * row + 15),
                        100 - len(word),
                    )
                )
                text += word + " "
            text = text[:-1]
            lines.append(TextLine(Span(start, len(text)), number))
            text += "\n"
    return CleanText(text, tuple(lines), tuple(words))


CLEAN = page_text([["Sở Xây dựng", "báo cáo"], ["trước ngày", "30/9/2025"]])


def test_one_region_a_printed_line_over_pages():
    start, end = CLEAN.text.index("dựng"), CLEAN.text.index("/9")
    evidence = evidence_for(CLEAN, Span(start, end))
    assert evidence.quote == "dựng\nbáo cáo\n\ftrước ngày\n30"
    assert [(r.page, r.bbox) for r in evidence.regions] == [
        (1, BBox(70, 0, 110, 15)),
        (1, BBox(0, 20, 70, 35)),
        (2, BBox(0, 0, 100, 15)),
        (2, BBox(0, 20, 90, 35)),
    ]
    assert evidence.confidence == 100 - len("30/9/2025")


def test_text_without_geometry_has_a_quote_and_nothing_else():
    clean = CleanText.from_plain("Sở Xây dựng\nbáo cáo")
    evidence = evidence_for(clean, Span(3, 14))
    assert (evidence.quote, evidence.regions, evidence.confidence) == ("Xây dựng\nbá", (), None)


@given(st.integers(0, len(CLEAN.text)), st.integers(0, len(CLEAN.text)))
def test_quote_and_boxes_belong_to_the_span(a, b):
    span = Span(min(a, b), max(a, b))
    evidence = evidence_for(CLEAN, span)
    assert evidence.quote == CLEAN.text[span.start : span.end]
    touched = [w for w in CLEAN.words if w.span.overlaps(span)]
    assert (evidence.confidence is None) == (not touched)
    for word in touched:
        holding = [r for r in evidence.regions if r.page == word.page and r.bbox.top == word.bbox.top]
        assert len(holding) == 1
        assert holding[0].bbox.left <= word.bbox.left
        assert holding[0].bbox.right >= word.bbox.right
