"""Rows of a notice: where a paragraph begins."""

from tasks.domain.notice import CleanText
from tasks.structure.rows import make_rows

WRAPPED = """1. Sở Xây dựng chủ trì rà soát.

2. Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc Sở
Tài chính, Giám đốc Sở Xây dựng, Thủ trưởng các sở, ban, ngành ở tỉnh và các cơ quan có liên quan
chịu trách nhiệm thi hành Quyết định này.

3. Sở Tư pháp tự kiểm tra, xử lý.

4. Sở Nội vụ theo dõi, đôn đốc, tổng hợp kết quả thực hiện của các cơ quan, đơn vị trong tỉnh."""


def test_where_empty_lines_separate_paragraphs_a_short_line_alone_ends_none():
    rows = make_rows(CleanText.from_plain(WRAPPED))
    assert [row.text[:2] for row in rows if row.starts] == ["1.", "2.", "3.", "4."]


def test_where_nothing_separates_them_a_short_line_does():
    rows = make_rows(CleanText.from_plain(WRAPPED.replace("\n\n", "\n")))
    assert "Tà" in [row.text[:2] for row in rows if row.starts]
