import pytest

from config.vocabulary import load_vocabulary
from tasks.domain.notice import CleanText, Head, Section, Structure
from tasks.domain.span import Span
from tasks.findings.extract import tagger_of
from tasks.findings.frames import Frames
from tasks.findings.report_time import ReportTime
from tasks.nouns.figure_time import find_times
from tasks.reading.notice import NoticeReading

VOCABULARY = load_vocabulary()
REPORT = ReportTime(year=2025)


def frames_of(*parts: tuple[str, str | None, str], report: ReportTime = REPORT) -> list[tuple[str | None, bool | None]]:
    """Period and target of each sentence's frame."""
    text, sections = "", []
    for path, heading, body in parts:
        start = len(text)
        text += body + "\n\n"
        sections.append(Section(path, path, heading, "", Span(start, len(text)), None, Span(start, len(text))))
    structure = Structure(Head(), tuple(sections), Span(0, len(text)))
    reading = NoticeReading(CleanText.from_plain(text), structure, tagger_of(VOCABULARY.words))
    frames, out = Frames(VOCABULARY, report), []
    for section in sections:
        frames.open(section)
        for sentence in reading.sentences(section.body):
            frame = frames.of(sentence, find_times(sentence.text, frames.year))
            out.append((frame.period, frame.target))
    return out


def test_a_lead_in_speaks_for_its_list_alone():
    body = "Năm 2024 đạt kết quả như sau:\n\n- Một.\n\n- Hai.\n\nBa."
    assert [p for p, _ in frames_of(("1", "1. Kết quả quý I năm 2025", body))] == ["2024", "2024", "2024", "2025-Q1"]


def test_an_opening_time_speaks_for_its_paragraph_and_on_where_nothing_else_does():
    body = "Năm 2024, thu đạt. Chi đạt.\n\nNợ giảm."
    assert [p for p, _ in frames_of(("1", None, body))] == ["2024", "2024", "2024"]
    assert [p for p, _ in frames_of(("1", None, body), report=ReportTime(period="2025-06", year=2025))] == ["2024", "2024", None]


def test_sections_below_inherit_and_headings_override():
    parts = (("I", "I. Năm 2024", "Một."), ("I/1", None, "Hai."), ("I/2", "2. Mục tiêu năm 2026", "Ba."), ("II", None, "Bốn."))
    assert frames_of(*parts) == [("2024", None), ("2024", None), ("2026", True), (None, None)]


@pytest.mark.parametrize(
    ("heading", "target"),
    [("1. Mục tiêu cụ thể", True), ("KẾT QUẢ THỰC HIỆN", False), ("4. ĐỀ XUẤT, KIẾN NGHỊ", True), ("1. Thời tiết", None)],
)
def test_a_heading_says_whether_figures_are_to_be_reached(heading, target):
    assert frames_of(("1", heading, "Một."))[0][1] is target


def test_a_month_without_a_year_is_of_the_time_above():
    assert frames_of(("1", "1. Năm 2023", "Trong tháng 12, giá tăng.")) == [("2023-12", None)]
