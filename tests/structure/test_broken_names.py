"""Names that a line breaks off at the beginning of an item, in texts without geometry."""

import pytest

from config.vocabulary import load_vocabulary
from tasks.domain.notice import CleanText
from tasks.structure.broken_names import joined_names
from tasks.structure.rows import make_rows

VOCABULARY = load_vocabulary()
FULL = "Sở Nội vụ chủ trì, phối hợp với các cơ quan, đơn vị có liên quan rà soát, tổng hợp kết quả.\n"


def begins(text):
    """Whether the last line of a text begins a paragraph of its own."""
    rows = make_rows(CleanText.from_plain(FULL * 3 + "\n" + text))
    return joined_names(rows, VOCABULARY)[-1].ragged


@pytest.mark.parametrize(
    "text",
    [
        "1. Sở Lao động\n- Thương binh và Xã hội hướng dẫn tiêu chí.",
        "2. UBND thành phố\nTân Giang công khai phương án.",
        "Điều 2. Chánh\nVăn phòng UBND tỉnh chịu trách nhiệm thi hành.",
        "3. Giám đốc\nSở Y tế chỉ đạo.",
        "4. Sở Kế hoạch\nvà Đầu tư cân đối vốn.",
    ],
)
def test_a_name_goes_on_over_the_break(text):
    assert not begins(text)


@pytest.mark.parametrize(
    "text",
    [
        "1. Sở Lao động\n- Hướng dẫn tiêu chí bình xét.",
        "2. UBND thành phố\nCông khai phương án.",
        "3. Sở Y tế\nChỉ đạo các bệnh viện.",
        "4. Lãnh đạo\nBáo cáo kết quả hằng tháng.",
        "UBND thành phố\nTân Giang",
    ],
)
def test_a_heading_ends_at_its_line(text):
    assert begins(text)
