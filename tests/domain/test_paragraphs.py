import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.paragraphs import paragraph_numbers


def numbers(text):
    """The paragraph of each word marked with an asterisk."""
    parts = text.split("*")
    places = [len("".join(parts[: i + 1])) for i in range(len(parts) - 1)]
    return paragraph_numbers("".join(parts), places)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("*Một câu.\n*Câu nữa.", [1, 1]),
        ("*Một câu.\n\n*Đoạn sau.", [1, 2]),
        ("*Một câu chưa hết\n\n*thì đi tiếp.", [1, 1]),
        ("*Một câu chưa hết\n\f\n*thì đi tiếp trang sau.", [1, 1]),
        ("*Hết trang.\n\f\n*Đoạn sau.", [1, 2]),
        ("- *Việc thứ nhất;\n- *Việc thứ hai.\n+ *Việc thứ ba.", [1, 2, 3]),
        ("*Các Sở: Nội vụ\n- *Tài chính phối hợp.", [1, 1]),
        ("1. *Một.\na) *Hai.\n1.2. *Ba.\n12) *Bốn.", [1, 2, 3, 4]),
        ("*Điểm này\n2. *Sau dòng chưa hết.", [1, 1]),
        ("", []),
        ("\n\n*x", [1]),
    ],
)
def test_where_paragraphs_begin(text, wanted):
    assert numbers(text) == wanted


@given(st.lists(st.sampled_from(["Một câu.", "- Việc;", "", "\f", "chưa hết", "1. Mục."])))
def test_numbers_never_fall(lines):
    text = "\n".join(lines)
    found = paragraph_numbers(text, range(len(text)))
    assert found == sorted(found)
