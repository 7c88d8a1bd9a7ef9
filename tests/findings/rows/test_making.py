"""What speaks against a directive: typed doubts about its fields."""

from datetime import date

import pytest

from config.vocabulary import load_vocabulary
from tasks.domain.notice import CleanText, Head, Section, Structure
from tasks.domain.span import Span
from tasks.findings.extract import extract_findings

VOCABULARY = load_vocabulary()


def doubts(text, type_="CT"):
    """Code and field of every doubt about the directives of one item."""
    whole = Span(0, len(text))
    structure = Structure(Head(type=type_, issued_on=date(2025, 2, 10)), (Section("1", "1", None, "", whole, None, whole),), whole)
    found = extract_findings(CleanText.from_plain(text), structure, VOCABULARY).directives
    return {(doubt.code, doubt.field) for directive in found for doubt in directive.doubts}


@pytest.mark.parametrize(
    "text",
    [
        "Sở Y tế rà soát quy trình khám bệnh.",
        "Giao Công an tỉnh chủ trì, phối hợp với Sở Tư pháp xác minh trước ngày 15/3/2025.",
        "Các Sở: Tài chính, Xây dựng thẩm định dự toán.",
        "Ban Quản lý dự án số 2 rà soát dự toán.",
    ],
)
def test_a_plain_order_raises_none(text):
    assert doubts(text) == set()


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        ("Sở Y tế blưng quy trình khám bệnh.", "party-runs-on", "lead"),
        ("Trung tâm Văn hóa huyện blưng phông màn.", "party-runs-on", "lead"),
        ("Giao Sở Y tế, Blưng Xyz rà soát.", "list-goes-on", "lead"),
        ("Giao Công an tỉnh và Xyz Blưng xác minh.", "list-goes-on", "lead"),
        ("Kiểm tra việc phối hợp blưng xyz.", "together-unread", "coordinating"),
        ("Tổ chức phối hợp qwert với blưng.", "together-unread", "coordinating"),
        ("Trường hợp mất điện, người dân chủ động báo Điện lực xã, Trạm Y tế tiếp nhận.", "subject-passed-over", "lead"),
        ("Trường hợp cháy rừng, người dân khẩn trương báo Hạt Kiểm lâm, Công an xã phong tỏa.", "subject-passed-over", "lead"),
        ("UBND các xã 2025 rà soát danh sách.", "party-runs-on", "lead"),
        ("Sở Tài chính 2 rà soát danh sách.", "party-runs-on", "lead"),
        ("Cục trưởng tổ chức xét thăng hạng viên chức.", "party-runs-on", "lead"),
        ("Sở Y tế rà soát danh mục thuốc xong trước ngày 31/6/2025.", "no-such-date", "deadline"),
        ("Thanh tra tỉnh kết thúc kiểm tra trước ngày 30/02/2026.", "no-such-date", "deadline"),
    ],
)
def test_what_is_doubtful_names_its_field(text, code, field):
    assert (code, field) in doubts(text)


@pytest.mark.parametrize(
    ("text", "doubtful"),
    [
        ("Công bố dữ liệu. Trạm Y tế xã cập nhật sổ tiêm. Phối hợp với Công an xã rà soát.", True),
        ("Công bố dữ liệu. Hạt Kiểm lâm tuần tra rừng. Rà soát các chốt gác.", True),
        ("Công bố dữ liệu. Phối hợp với Công an xã rà soát.", False),
    ],
)
def test_whom_the_sentence_before_names_may_be_meant_below_a_heading_too(text, doubtful):
    lines = ("Các sở, ngành", text)
    whole = "\n".join(lines)
    head, task = Span(0, len(lines[0])), Span(len(lines[0]) + 1, len(whole))
    sections = (
        Section("I", "I", lines[0], lines[0], head, head, Span(head.end, head.end)),
        Section("1", "I/1", None, text, task, None, task),
    )
    structure = Structure(Head(type="CT", issued_on=date(2025, 2, 10)), sections, Span(0, len(whole)))
    last = extract_findings(CleanText.from_plain(whole), structure, VOCABULARY).directives[-1]
    assert ("named-before" in {doubt.code for doubt in last.doubts}) is doubtful


@pytest.mark.parametrize("text", ["Sở Y tế rà soát danh mục thuốc.", "Công an tỉnh tuần tra."])
def test_an_order_that_nothing_above_announces_is_assumed(text):
    assert ("order-assumed", None) in doubts(text, type_="QĐ")
    assert ("order-assumed", None) not in doubts(f"Giao {text}", type_="QĐ")


@pytest.mark.parametrize(("heading", "doubtful"), [("Sở Tài chính, còn lại", True), ("Nhiệm vụ trọng tâm", False)])
def test_a_heading_that_was_not_understood_puts_the_party_above_it_in_doubt(heading, doubtful):
    lines = ("Sở Y tế", heading, "Rà soát danh mục thuốc.")
    text = "\n".join(lines)
    starts = [text.index(line) for line in lines]
    top, below = (Span(at, at + len(line)) for at, line in zip(starts[:2], lines[:2], strict=True))
    task = Span(starts[2], len(text))
    sections = (
        Section("I", "I", lines[0], lines[0], top, top, Span(top.end, top.end)),
        Section("1", "I/1", heading, heading, below, below, Span(below.end, below.end)),
        Section("a", "I/1/a", None, lines[2], task, None, task),
    )
    structure = Structure(Head(type="CT", issued_on=date(2025, 2, 10)), sections, Span(0, len(text)))
    (row,) = extract_findings(CleanText.from_plain(text), structure, VOCABULARY).directives
    assert row.lead == ("Sở Y tế",)
    assert ("heading-passed-over" in {doubt.code for doubt in row.doubts}) is doubtful
