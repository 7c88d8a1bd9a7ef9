import pytest

from config.vocabulary import load_vocabulary
from tasks.domain.geometry import BBox
from tasks.domain.notice import Change, CleanText, TextLine
from tasks.domain.span import Span
from tasks.structure.labelled import find_marks, joined_labels
from tasks.structure.parse import parse_structure
from tasks.structure.rows import make_rows

VOCABULARY = load_vocabulary()


def paths(text):
    return [s.path for s in parse_structure(CleanText.from_plain(text), VOCABULARY).sections]


@pytest.mark.parametrize("word", ["Điều\n1.", "Điều 1."])
def test_a_label_torn_from_its_word_or_text_is_joined(word):
    text = "Chương\nI\n\nQUY ĐỊNH CHUNG\n\n" + word
    text += "\nPhạm vi điều chỉnh\n\n1.\nQuy chế này quy định việc quản lý.\n\n2. Quy chế này không áp dụng.\n"
    assert paths(text) == ["Chương I", "Chương I/Điều 1", "Chương I/Điều 1/1", "Chương I/Điều 1/2"]


def test_a_word_in_a_sentence_is_joined_to_nothing():
    rows = make_rows(CleanText.from_plain("theo quy định tại\nĐiều\nnày và các văn bản\n"))
    assert len(joined_labels(CleanText.from_plain("theo quy định tại\nĐiều\nnày và các văn bản\n"), rows)) == 3


@pytest.mark.parametrize(
    "quoted",
    [
        "“3. Việc cấp thẻ thực hiện như sau:\n\na) Trực tiếp;\n\nb) Trực tuyến.”",
        '"3. Việc cấp thẻ thực hiện trực tuyến."',
        "“Điều 5. Cấp thẻ\n\n1. Trực tiếp “tại chỗ”;\n\n2. Trực tuyến.”;",
    ],
)
def test_quoted_provisions_have_no_sections(quoted):
    text = f"Căn cứ đề nghị của các xã,\n\n1. Sửa đổi khoản 3 như sau:\n\n{quoted}\n\n2. Bổ sung khoản 4.\n"
    assert paths(text) == ["preamble", "1", "2"]


def test_a_name_in_quotes_behind_a_colon_quotes_nothing():
    text = "Về mặt hàng có tên gọi:\n“Nhà phao”. Cục có ý kiến như sau:\n\n1. Về chính sách.\n\n2. Về thuế đối với “Nhà phao”\n"
    assert paths(text) == ["preamble", "1", "2"]


def test_what_the_recogniser_saw_counts_not_what_was_guessed():
    lines, text = [], ""
    for line in ("1. MỤC ĐÍCH", "II. NỘI DUNG", "III. KINH PHÍ"):
        lines.append(TextLine(Span(len(text), len(text) + len(line)), 1, bbox=BBox(0, 0, 10, 10), starts_paragraph=True))
        text += f"{line}\n\n"
    clean = CleanText(text, tuple(lines), (), (Change(Span(0, 2), "I.", "1.", "label-order", 0.9),))
    assert [m.path for m in find_marks(clean, make_rows(clean))] == ["I", "II", "III"]
