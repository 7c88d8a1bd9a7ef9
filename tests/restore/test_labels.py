import pytest

from tasks.restore.labels import restore_numbers, restore_stamps, restore_state_lines, settle_labels, settle_written_numbers
from tasks.restore.symbols import part_of


def lines(text):
    return [[part_of(token, at) for at, token in enumerate(line.split())] for line in text.split("\n")]


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


@pytest.mark.parametrize(
    ("line", "stamp"),
    [("HOA TOC", "HỎA TỐC"), ("HOA T6C", "HỎA TỐC"), ("KHAN", "KHẨN"), ("THUONG KHAN", "THƯỢNG KHẨN"), ("(KHAN)", "(KHẨN)")],
)
def test_an_urgency_stamp_alone_on_its_line(line, stamp):
    (parts,) = restore_stamps([[part_of(t) for t in line.split()]])
    assert " ".join(p.text for p in parts) == stamp
    assert all(p.settled for p in parts)


@pytest.mark.parametrize("line", ["KHAN TRUONG", "Khan", "KHAC", "HOA", "TOC HOA", "S6: 12/CT-UBND"])
def test_other_lines_are_no_stamps(line):
    parts = [part_of(t) for t in line.split()]
    assert restore_stamps([parts]) == [parts]


def test_stamps_stand_in_the_head():
    parts = [[part_of("KHAN")]] * 30
    assert restore_stamps(parts)[25:] == parts[25:]


@pytest.mark.parametrize(
    ("text", "firsts"),
    [
        ("a) Kien toan\nb) Thuc hien", ["a)", "b)"]),
        ("c) Kien toan\nd) Thuc hien\nd) Phoi hop\ne) Bao cao", ["c)", "d)", "đ)", "e)"]),
        ("|. KET QUA\nIl: TON TAI\nill. PHUONG HUONG\nIV. TO CHUC", ["I.", "II.", "III.", "IV."]),
        ("I. KET QUA\nnoi dung\nII, Ton tai", ["I.", "noi", "II."]),
        ("ill. chua co gi", ["ill."]),
        ("11. Kien toan", ["11."]),
        ("1. Kien toan", ["1."]),
        ("ill. KET QUA", ["ill."]),
        ("la) mot", ["la)"]),
        ("a)", ["a)"]),
    ],
)
def test_letters_and_roman_numerals_of_items(text, firsts):
    assert [line[0].text for line in settle_labels(lines(text))] == firsts


@pytest.mark.parametrize(
    ("text", "settled"),
    [("1. Kien toan", True), ("2) Kien toan", True), ("1.2. Kien toan", True), ("1. kien toan", False), ("1,5 Kien", False)],
)
def test_the_number_of_an_item_before_a_capital_is_one(text, settled):
    ((first, *_),) = settle_labels(lines(text))
    assert first.settled is settled and first.text == text.split()[0]


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("CONG HOA XA HOI CHU NGHIA VIET NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("C(NG HOAXA H()I CHiJ NGHlA VlET NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Dc lp - TU do - Hnh phUc", "Độc lập - Tự do - Hạnh phúc"),
        ("D9c 1ap-Tu do-Hanh phiic", "Độc lập - Tự do - Hạnh phúc"),
    ],
)
def test_the_lines_of_the_state_are_as_printed_however_they_were_read(line, printed):
    (parts,) = restore_state_lines(lines(line))
    assert " ".join(p.text for p in parts) == printed
    assert all(p.settled for p in parts)
    assert {p.at + p.tokens for p in parts} <= set(range(1, len(line.split()) + 1))


@pytest.mark.parametrize(
    "line",
    [
        "UY BAN NHAN DAN TINH TAN GIANG",
        "Hanh phuc",
        "Tan Giang, ngay 4 thang 5 nam 2026",
        "DANG CONG SAN VIET NAM",
        "HOI CHU THAP DO VIET NAM",
    ],
)
def test_other_lines_of_a_head_are_none_of_the_state(line):
    assert restore_state_lines(lines(line)) == lines(line)


@pytest.mark.parametrize(
    ("line", "texts", "doubted"),
    [
        ("S& 5?AD /UBND-SNV", ["Số:", "5?AD", "/UBND-SNV"], [1]),
        ("S6: 4f1 /UBND-NC", ["Số:", "4f1", "/UBND-NC"], [1]),
        ("So Noi vu /UBND-NC", ["Số:", "Noi", "vu", "/UBND-NC"], []),
        ("theo quy dinh tai muc /UBND-NC", ["theo", "quy", "dinh", "tai", "muc", "/UBND-NC"], []),
        ("S6: 12/UBND-NC", ["S6:", "12/UBND-NC"], []),
    ],
)
def test_a_number_written_by_hand_stands_as_it_was_read(line, texts, doubted):
    (parts,) = settle_written_numbers(lines(line))
    assert [p.text for p in parts] == texts
    assert [n for n, p in enumerate(parts) if p.doubt] == doubted
