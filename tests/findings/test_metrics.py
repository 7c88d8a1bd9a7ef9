from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.vocabulary import load_vocabulary
from tasks.domain.finding import Deadline, Directive, Metric
from tasks.domain.notice import CleanText, Head, Section, Structure
from tasks.domain.span import Span
from tasks.findings.extract import tagger_of
from tasks.findings.metrics import find_metrics
from tasks.reading.notice import NoticeReading

VOCABULARY = load_vocabulary()
TAGGER = tagger_of(VOCABULARY.words)


def found_in(clean: CleanText, structure: Structure, *directives: Directive) -> tuple[Metric, ...]:
    return find_metrics(NoticeReading(clean, structure, TAGGER), directives, VOCABULARY)


def notice(*parts: tuple[str, str | None, str], document_type: str = "BC", subject: str | None = None) -> tuple[CleanText, Structure]:
    """A notice issued on 3 July 2025 of sections (path, heading, text)."""
    text, sections = "", []
    for path, heading, body in parts:
        start = len(text)
        text += f"{heading}\n\n" if heading else ""
        begin = len(text)
        text += body + "\n\n"
        sections.append(Section(path.split("/")[-1], path, heading, "", Span(start, len(text)), None, Span(begin, len(text))))
    head = Head(type=document_type, issued_on=date(2025, 7, 3), subject=subject)
    return CleanText.from_plain(text), Structure(head, tuple(sections), Span(0, len(text)))


def metrics(text: str, heading: str | None = None, document_type: str = "BC", subject: str | None = None) -> tuple[Metric, ...]:
    clean, structure = notice(("1", heading, text), document_type=document_type, subject=subject)
    return found_in(clean, structure)


def only(text: str, **around: str) -> Metric:
    (metric,) = metrics(text, **around)
    return metric


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Chỉ số hiệu quả quản trị (PAPI) xếp thứ 5/63, tăng 9 bậc.", ["Chỉ số hiệu quả quản trị (PAPI)"]),
        ("Tỷ lệ lấp đầy bình quân toàn tỉnh mới đạt 61,5%.", ["Tỷ lệ lấp đầy bình quân toàn tỉnh"]),
        ("Toàn tỉnh có 12/14 xã đạt chuẩn nông thôn mới, chiếm 85,7%.", ["xã đạt chuẩn nông thôn mới"] * 2),
        ("Thu ngân sách đạt 5.234 tỷ đồng, bằng 85% dự toán, tăng 12% so với cùng kỳ.", ["Thu ngân sách"] * 3),
        ("Có 09 khu công nghiệp với tổng diện tích 903,7 ha.", ["khu công nghiệp", "tổng diện tích"]),
        ("Giải quyết việc làm cho 12.000 lao động.", ["Giải quyết việc làm"]),
        ("Xử phạt vi phạm hành chính đối với 08 đơn vị.", ["Xử phạt vi phạm hành chính"]),
        ("Quản lý 430 ca, phạt tiền 15 cơ sở.", ["Quản lý", "phạt tiền"]),
        ("Gia hạn 02 giấy phép và thu hồi 05 giấy phép.", ["Gia hạn", "thu hồi"]),
        ("Dân số 1.791 người, 45 hộ nghèo.", ["Dân số", "hộ nghèo"]),
        ("Đã ban hành 04 kết luận, chọn cử 06 cán bộ.", ["kết luận", "cán bộ"]),
        ("Tổng số cán bộ, công chức là 1.250 người.", ["Tổng số cán bộ, công chức"]),
        ("Tối thiểu 80% hồ sơ được số hóa trước khi trả.", ["hồ sơ được số hóa trước khi trả"]),
        ("Điều chỉnh giảm chi sự nghiệp y tế năm 2025 với kinh phí là 139 triệu đồng.", ["chi sự nghiệp y tế"]),
        ("Theo kết quả đánh giá của Bộ Nội vụ, tỉnh ta đứng thứ 7 trên tổng số 34 tỉnh.", ["kết quả đánh giá của Bộ Nội vụ"]),
        ("Kinh phí thực hiện: 500.000.000 đồng.", ["Kinh phí thực hiện"]),
        ("Tỷ lệ hộ nghèo giảm còn 3,2%; tỷ lệ hộ cận nghèo còn 4,1%.", ["Tỷ lệ hộ nghèo", "tỷ lệ hộ cận nghèo"]),
    ],
)
def test_the_name_is_what_is_measured(text, names):
    assert [m.name for m in metrics(text)] == names


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Năm 2024, thu ngân sách đạt 900 tỷ đồng. Chi ngân sách 800 tỷ đồng.", ["2024", "2024"]),
        ("Trong 6 tháng đầu năm 2025, GRDP tăng 7,5% so với cùng kỳ năm 2024.", ["2025-06"]),
        ("Đến ngày 30/6/2025, đã giải ngân 1.520 tỷ đồng.", ["2025-06-30"]),
        ("Cấp 120 giấy phép trong quý I năm 2025.", ["2025-Q1"]),
        ("Đến năm 2030 giảm tối thiểu 10% đơn vị sự nghiệp và 5% biên chế so với năm 2021.", ["2030", "2030"]),
        ("Thu ngân sách năm 2023 đạt 800 tỷ đồng, năm 2024 đạt 900 tỷ đồng.", ["2023", "2024"]),
        ("Thực hiện Nghị quyết số 12/NQ-HĐND ngày 07/12/2023 của HĐND tỉnh, có 12 xã đạt chuẩn.", [None]),
        ("Ngày 19/6/2025, UBND tỉnh tổ chức cuộc họp. Toàn tỉnh có 12 xã đạt chuẩn.", [None]),
        ("Tỷ lệ hộ nghèo còn 3,2%.", [None]),
    ],
)
def test_the_period_is_that_of_the_figure(text, periods):
    assert [m.period for m in metrics(text)] == periods


def test_a_lead_in_dates_the_paragraphs_below_it_and_child_sections():
    clean, structure = notice(
        ("preamble", None, "Năm 2024, ngành đã đạt một số kết quả như sau:\n\nCó 12 xã đạt chuẩn.\n\nTrong năm, xây 15 cây cầu."),
        ("I", "I. KẾT QUẢ QUÝ I NĂM 2025", "Có 20 xã đạt chuẩn."),
        ("I/1", None, "Có 21 xã đạt chuẩn."),
        ("closing", None, "Có 22 xã đạt chuẩn."),
    )
    found = found_in(clean, structure)
    assert [(m.section, m.period) for m in found] == [
        ("preamble", "2024"),
        ("preamble", "2024"),
        ("I", "2025-Q1"),
        ("I/1", "2025-Q1"),
        ("closing", None),
    ]


def test_the_subject_dates_a_report_but_not_the_conclusions_of_a_meeting():
    assert only("Thu hút 12 dự án đầu tư.", subject="Tình hình 6 tháng đầu năm 2025").period == "2025-06"
    assert only("Thu hút 12 dự án đầu tư.", subject="Hội nghị triển khai nhiệm vụ năm 2025", document_type="TB").period is None


@pytest.mark.parametrize(
    ("text", "around", "role"),
    [
        ("Có 12 xã đạt chuẩn.", {}, "result"),
        ("Phấn đấu đạt 95% hồ sơ trực tuyến.", {}, "target"),
        ("Đến năm 2030 có 40 xã đạt chuẩn.", {}, "target"),
        ("Năm 2024 có 40 xã đạt chuẩn.", {}, "result"),
        ("Tỷ lệ hộ nghèo dưới 2%.", {"heading": "1. Mục tiêu cụ thể"}, "target"),
        ("Đến nay, có 12 xã đạt chuẩn.", {"heading": "1. Mục tiêu cụ thể"}, "result"),
        ("Tỷ lệ hộ nghèo dưới 2%.", {"document_type": "KH"}, "target"),
        ("Đạt 85% kế hoạch, hoàn thành 12/15 chỉ tiêu.", {}, "result"),
    ],
)
def test_result_or_target(text, around, role):
    assert {m.role for m in metrics(text, **around)} == {role}


def test_a_figure_in_a_directive_is_a_target_due_with_it():
    order = "Sở Xây dựng hoàn thành thủ tục cho 10 khu dân cư chưa có quyết định; xong trước ngày 31/12/2025."
    clean, structure = notice(("1", None, f"Đã cấp phép cho 5 khu dân cư.\n\n{order}"))
    at = clean.text.index(order)
    directive = Directive("1", order, Span(at, at + len(order)), deadline=Deadline("trước ngày 31/12/2025", date(2025, 12, 31)))
    found = found_in(clean, structure, directive)
    assert [(m.role, m.period) for m in found] == [("result", None), ("target", "2025-12-31")]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Chỉ số cải cách hành chính (PAR INDEX) đạt 88,5%, xếp thứ 9/63.", ["PAR-INDEX", "PAR-INDEX"]),
        ("GRDP bình quân đầu người đạt 85 triệu đồng; GRDP tăng 7,5%.", ["GRDP-PER-CAPITA", "GRDP"]),
        ("Chỉ số PCI đạt 68,5 điểm; chỉ số DDCI của Sở Y tế đạt 80,1 điểm.", ["PCI", "DDCI"]),
        ("Tổng thu ngân sách nhà nước trên địa bàn đạt 5.234 tỷ đồng.", ["STATE-REVENUE"]),
        ("Có 12 xã chưa có chợ.", [None]),
    ],
)
def test_known_indicators_have_one_code(text, codes):
    assert [m.code for m in metrics(text)] == codes


def test_the_whole_row():
    text = "Năm 2024, Chỉ số năng lực cạnh tranh\n(PCI) xếp thứ 15/63 tỉnh, thành phố,\ntăng 5 bậc so với năm 2023."
    metric = only(text)
    clean, _ = notice(("1", None, text))
    assert (str(metric.value), metric.unit, metric.kind, metric.total, metric.change) == ("15", "rank", "rank", 63, 5)
    assert (metric.role, metric.comparator, metric.direction, metric.period, metric.code) == ("result", "=", None, "2024", "PCI")
    assert metric.value_span.of(clean.text) == "15"
    assert metric.text == " ".join(metric.span.of(clean.text).split())
    assert "\n" not in metric.text + metric.name + metric.unit


def test_a_decimal_keeps_its_printed_digits():
    assert str(only("Tỷ lệ hộ nghèo còn 29,0%.").value) == "29.0"


WORDS = [
    "năm 2024",
    "đạt",
    "12",
    "1.234,5",
    "%",
    "tỷ đồng",
    "(",
    ")",
    ";",
    ",",
    ".",
    ":",
    "tăng",
    "giảm",
    "xếp thứ",
    "/63",
    "xã",
    "so với",
    "-",
    "\n",
    "đến",
    "03",
    "ba",
]


@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)))
def test_any_text_gives_rows_that_stand_in_it(text):
    clean = CleanText.from_plain(text)
    structure = Structure(Head(), (Section(None, "preamble", None, "", Span(0, len(text)), None, Span(0, len(text))),), Span(0, len(text)))
    for metric in found_in(clean, structure):
        assert metric.value.is_finite()
        assert metric.span.contains(metric.value_span)
        assert metric.value_span.of(text).strip()
        assert metric.name
        assert metric.text == " ".join(metric.span.of(clean.flat).split())


@pytest.mark.parametrize(
    "piece", ["12 xã, ", "giảm ", "xếp thứ 1/63 ", "1.234.567.", "năm 2024 - ", "(", "a", "một trăm ", "8-", "số 12/", "tăng 5% và "]
)
def test_broken_text_of_any_length_is_read_through(piece):
    clean, structure = notice(("1", None, (piece * 32000)[:32000]))
    for metric in found_in(clean, structure):
        assert metric.value_span.of(clean.text).strip()
