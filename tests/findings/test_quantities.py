from itertools import pairwise

import pytest

from config.vocabulary import load_vocabulary
from tasks.domain.words import WordLists
from tasks.findings.quantities import QuantityReader
from tasks.reading.sentences import of_plain
from tasks.reading.tagger import Tagger

READER = QuantityReader(load_vocabulary())
TAGGER = Tagger(WordLists(()))


def brief(text: str) -> list[str]:
    return [f"{q.value:f} {q.unit} {q.kind}" for q in READER.read(of_plain(text, TAGGER))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("thu ngân sách đạt 5.234,5 tỷ đồng", ["5234.5 tỷ đồng money"]),
        ("tổng diện tích 45,6ha", ["45.6 ha area"]),
        ("tỷ lệ 85,7 phần trăm", ["85.7 % percent"]),
        ("đạt chuẩn 12/14 xã", ["12 xã count"]),
        ("phát động 05 phong trào thi đua", ["5 phong trào thi đua count"]),
        ("khoảng 1,25 triệu người", ["1.25 triệu người count"]),
        ("1.200 dịch vụ công trực tuyến toàn trình", ["1200 dịch vụ công trực tuyến toàn trình count"]),
        ("năng suất 58,5 tạ/ha", ["58.5 tạ/ha other"]),
        ("thu nhập 62 triệu đồng/người/năm", ["62 triệu đồng/người/năm money"]),
        ("xếp thứ 5/63", ["5 rank rank"]),
        ("đứng thứ nhất cả nước", ["1 rank rank"]),
        ("có 05 (năm) đơn vị", ["5 đơn vị count"]),
        ("hiện còn một trăm hai mươi hộ nghèo", ["120 hộ nghèo count"]),
        ("toàn huyện có ba xã", ["3 xã count"]),
        ("rút ngắn 05 ngày", ["5 ngày other"]),
        ("tuổi thọ trung bình đạt 74,5 tuổi", ["74.5 tuổi other"]),
        ("đã xây 24 miếu thờ", ["24 miếu thờ count"]),
        ("03 đồng chí", ["3 đồng chí count"]),
        ("tăng 10 bậc so với năm 2023", ["10 bậc rank"]),
    ],
)
def test_what_is_measured(text, expected):
    assert brief(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "ngày 19 tháng 6 năm 2025",
        "6 tháng đầu năm 2025",
        "giai đoạn 2021-2025, tầm nhìn đến năm 2030",
        "Kế hoạch số 134/KH-UBND ngày 26/3/2026",
        "Nghị quyết số 34-NQ/TU và Luật số 45/2019/QH14",
        "khoản 2, khoản 3 Điều 12 và các Điều 15, 16, 17 Luật Đất đai",
        "điểm a mục 3 Nghị quyết này",
        "Đề án 06, Chỉ thị 05, Nghị quyết 18, Chương trình 135",
        "dịch vụ công trực tuyến mức độ 3, 4",
        "Quốc lộ 1A, nút giao IC18, đường tỉnh ĐT.623B",
        "Cụm công nghiệp Tân Lập 1, Tân Lập 2, 3 triển khai chậm",
        "khóa XIV, kỳ họp thứ 31",
        "lúc 14 giờ 30 phút, hoặc 14h30, 08:15",
        "điện thoại 0912 345 678 hoặc 0255.3822.456",
        "số 12 đường Hoa Ban, phường 3, quận 5",
        "phương châm 4 tại chỗ, 6 rõ, 3 không",
        "thực hiện đồng bộ cả 3 khâu: phát hiện, bồi dưỡng",
        "cơ chế một cửa, cách mạng công nghiệp 4.0, trực 24/7",
        "chính quyền địa phương 2 cấp",
        "trong thời hạn 15 ngày làm việc; định kỳ 6 tháng, 01 năm",
        "thực hiện 4 nhiệm vụ, 3 giải pháp sau",
        "ba “điểm nghẽn” lớn",
        "hai bên thống nhất; cả hai đơn vị phối hợp",
        "tổ 5, thôn 7, lô 12, tầng 3",
        "học sinh đủ 14 tuổi",
        "(1) rà soát; (2) báo cáo; 3) kiểm tra",
        "phòng, chống dịch COVID-19, tiêu chuẩn ISO 9001:2015",
        "nhóm 2, loại 1, cấp 3",
    ],
)
def test_what_is_not(text):
    assert brief(text) == []


@pytest.mark.parametrize(
    ("text", "total", "change"),
    [
        ("xếp thứ 12/63 tỉnh, thành phố, tăng 10 bậc so với năm 2020", 63, 10),
        ("đứng thứ 15 trên tổng số 34 tỉnh, giảm 2 bậc", 34, -2),
        ("xếp hạng 7/20 sở, ngành (tụt 3 bậc)", 20, -3),
        ("tăng 4 bậc, xếp thứ 9/63", 63, 4),
        ("đạt 45/120 xã", 120, None),
        ("45 xã trên tổng số 120 xã", 120, None),
        ("trồng mới 1.250 ha/1.500 ha", 1500, None),
        ("có 1.200 lao động, tăng 150 lao động so với cùng kỳ", None, 150),
        ("đạt 95,2%, giảm 1,5 điểm phần trăm", None, -1.5),
    ],
)
def test_totals_and_changes(text, total, change):
    (quantity,) = READER.read(of_plain(text, TAGGER))
    assert quantity.total == total
    assert (None if quantity.change is None else float(quantity.change)) == change


@pytest.mark.parametrize(
    ("text", "comparators"),
    [
        ("tối thiểu 80% hồ sơ", [">="]),
        ("đạt trên 95%", [">="]),
        ("từ 90% trở lên", [">="]),
        ("không quá 03 phó chủ tịch", ["<="]),
        ("giảm xuống dưới 2%", ["<="]),
        ("khoảng 30 hộ", ["="]),
        ("hơn 30 hộ", ["="]),
        ("20 - 30%", [">=", "<="]),
        ("từ 7% đến 8,5%", [">=", "<="]),
        ("từ 20 đến 30 hộ", [">=", "<="]),
        ("giảm từ 5% xuống 3%", ["=", "="]),
    ],
)
def test_comparators(text, comparators):
    assert [q.comparator for q in READER.read(of_plain(text, TAGGER))] == comparators


@pytest.mark.parametrize(
    ("text", "directions"),
    [
        ("giảm 400 biên chế", ["decrease"]),
        ("GRDP tăng 7,5%", ["increase"]),
        ("tốc độ tăng trưởng đạt 8%", ["increase"]),
        ("tỷ lệ hộ nghèo giảm còn 3,2%", [None]),
        ("nâng tỷ lệ bao phủ lên 95%", [None]),
        ("giảm từ 5,2% xuống 3,1%", [None, None]),
        ("giảm tối thiểu 10% đơn vị sự nghiệp và 5% biên chế", ["decrease", "decrease"]),
        ("Điều chỉnh tăng chi văn hóa với kinh phí là 139 triệu đồng", ["increase"]),
        ("tăng cường 12 cán bộ", [None]),
        ("tinh giản biên chế bảo đảm tỷ lệ 5%", ["decrease"]),
        ("điều chỉnh giảm dự toán với tổng kinh phí là 30 tỷ đồng (chi giáo dục: 20 tỷ đồng, chi y tế: 10 tỷ đồng)", ["decrease"] * 3),
    ],
)
def test_directions(text, directions):
    assert [q.direction for q in READER.read(of_plain(text, TAGGER))] == directions


def test_quantities_do_not_overlap():
    found = READER.read(of_plain("Có 12/14 xã (85,7%), tăng 2 xã; thu 1.200 - 1.500 tỷ đồng, xếp thứ 3/63, tăng 2 bậc", TAGGER))
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(q.start <= q.figure < q.figure_end <= q.end for q in found)
