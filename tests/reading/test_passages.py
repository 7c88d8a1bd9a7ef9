import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.notice import CleanText
from tasks.domain.span import Span
from tasks.reading.passages import LONGEST_SENTENCE, read_passages
from tasks.reading.tokens import fold_spelling


def sentences(text: str) -> list[str]:
    return [p.text for p in read_passages(CleanText.from_plain(text), Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Thu ngân sách đạt\n1.234 tỷ đồng. Chi ngân sách\nđạt 900 tỷ đồng.",
            ["Thu ngân sách đạt 1.234 tỷ đồng.", "Chi ngân sách đạt 900 tỷ đồng."],
        ),
        ("Toàn tỉnh có 12\n\fxã đạt chuẩn.\n\nCòn 03 xã.", ["Toàn tỉnh có 12 xã đạt chuẩn.", "Còn 03 xã."]),
        ("- Giảm 5%;\n- Tăng 7%.", ["Giảm 5%;", "Tăng 7%."]),
        ("phát triển kinh tế\n- xã hội của tỉnh.", ["phát triển kinh tế - xã hội của tỉnh."]),
        ("Tại TP. Tân Giang có 5 chợ. Đã xây 2 chợ.", ["Tại TP. Tân Giang có 5 chợ.", "Đã xây 2 chợ."]),
        ("Tiêm đủ mũi ( mục III ). Còn 2 xã.", ["Tiêm đủ mũi ( mục III ).", "Còn 2 xã."]),
        (
            "Chuyển tài liệu ở kho cũ lên tầng 2. Kê lại tủ.",
            ["Chuyển tài liệu ở kho cũ lên tầng 2.", "Kê lại tủ."],
        ),
        (
            "Dừng mọi việc trong rừng khi cảnh báo cấp V. Báo ngay.",
            ["Dừng mọi việc trong rừng khi cảnh báo cấp V.", "Báo ngay."],
        ),
        ("Biểu mẫu số 1. Danh sách cán bộ", ["Biểu mẫu số 1. Danh sách cán bộ"]),
        ("Theo đề nghị của ông Trần V. Anh ở xã", ["Theo đề nghị của ông Trần V. Anh ở xã"]),
        ("Uỷ ban – “hoà giải”", ['Ủy ban - "hòa giải"']),
        ("Căn cứ Luật Đê điều,\n\nUBND xã yêu cầu các thôn trực.", ["Căn cứ Luật Đê điều,", "UBND xã yêu cầu các thôn trực."]),
        ("Thực hiện Công văn số 12\ncủa Sở Y tế,\n\nTrạm báo cáo.", ["Thực hiện Công văn số 12 của Sở Y tế,", "Trạm báo cáo."]),
        ("Căn cứ Luật Đê điều, UBND xã yêu cầu\ncác thôn trực.", ["Căn cứ Luật Đê điều, UBND xã yêu cầu các thôn trực."]),
        ("Căn cứ Luật Đê điều,\n\nxét đề nghị của thôn.", ["Căn cứ Luật Đê điều, xét đề nghị của thôn."]),
        ("Giao Sở Y tế,\n\nSở Nội vụ rà soát.", ["Giao Sở Y tế, Sở Nội vụ rà soát."]),
        ("", []),
    ],
)
def test_sentences_over_lines_and_pages(text, expected):
    assert sentences(text) == expected


def test_a_place_in_a_sentence_is_a_place_in_the_text():
    text = "Mở đầu.\n\nToàn tỉnh  có\n12 xã\nđạt chuẩn."
    passage = read_passages(CleanText.from_plain(text), Span(0, len(text)))[-1]
    at = passage.text.index("12 xã đạt")
    assert passage.span(at, at + len("12 xã đạt")).of(text) == "12 xã\nđạt"


def test_only_the_asked_part_is_read():
    text = "1. Có 5 xã.\n2. Có 7 xã."
    assert [p.text for p in read_passages(CleanText.from_plain(text), Span(3, 11))] == ["Có 5 xã."]


@given(st.text(alphabet="aÐ–“ỷoàquý .;:-\n\f\t12Ệ", max_size=120))
def test_every_character_of_a_sentence_stands_where_it_says(text):
    clean = CleanText.from_plain(text)
    for passage in read_passages(clean, Span(0, len(text))):
        assert len(passage.text) == len(passage.places)
        assert list(passage.places) == sorted(set(passage.places))
        quote = passage.span(0, len(passage.text)).of(text)
        assert fold_spelling(" ".join(quote.split())) == " ".join(passage.text.split())


@pytest.mark.parametrize("piece", ["a", "a ", "Sở Y tế, ", "rà soát; "])
def test_no_sentence_is_longer_than_the_limit(piece):
    text = (piece * 9000)[:9000].strip()
    passages = read_passages(CleanText.from_plain(text), Span(0, len(text)))
    assert max(len(p.text) for p in passages) <= LONGEST_SENTENCE
    assert "".join(p.text for p in passages).replace(" ", "") == text.replace(" ", "")


def test_rows_of_tables_are_left_out():
    assert sentences("Có 5 xã.\n\n1 | Sở Y tế | Quý I\n\nCó 7 xã.") == ["Có 5 xã.", "Có 7 xã."]


def test_a_long_paragraph_of_numbers_is_cut_at_each_of_them():
    count = 20_000  # looked at by all that stands in front, these took a minute
    assert len(sentences("Lên tầng 2. Sao " * count)) == count
