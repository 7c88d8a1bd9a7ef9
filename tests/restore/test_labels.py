import pytest

from tasks.restore.labels import restore_numbers
from tasks.restore.symbols import part_of


def lines(text):
    return [[part_of(token) for token in line.split()] for line in text.split("\n")]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("sau:\n\n/8 Tiếp tục\n\n2. Đẩy mạnh", "1."),
        ("1. Tiếp tục\n\n&. Đẩy mạnh\n\n3. Kiện toàn", "2."),
        ("sau:\n\n/8 tiếp tục\n\n2. Đẩy mạnh", "/8"),
        ("sau:\n\n/8 Tiếp tục\n\n3. Đẩy mạnh", "/8"),
        ("sau:\n\n- Tiếp tục\n\n2. Đẩy mạnh", "-"),
        ("sau:\n\n/8 Tiếp tục", "/8"),
        ("sau:\n\nI. Tiếp tục\n\n2. Đẩy mạnh", "I."),
        ("sau:\n\n, Tiếp tục\n\n2. Đẩy mạnh", ","),
    ],
)
def test_a_number_is_put_back_where_its_neighbours_leave_one(text, first):
    restored = restore_numbers(lines(text))
    assert restored[2][0].text == first
    assert restored[2][0].original == text.split("\n")[2].split()[0]
