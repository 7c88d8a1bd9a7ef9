"""Invented pages with tables of every kind that offices make, and pages that only look as if they had one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict, Unpack

from benchmarks.drawn_pages import DrawnPage, Mark, Rule, Text, wide_of
from benchmarks.laid_tables import Look, Row, Written, laid

_TEXT = (
    "Thực hiện Kế hoạch của Ủy ban nhân dân tỉnh Tân Giang về phát triển kinh tế - xã hội,",
    "các sở, ban, ngành và Ủy ban nhân dân các huyện báo cáo kết quả thực hiện như sau:",
)
_AFTER = (
    "Trên đây là kết quả thực hiện nhiệm vụ, đề nghị các cơ quan, đơn vị tiếp tục theo dõi,",
    "đôn đốc và báo cáo Ủy ban nhân dân tỉnh trước ngày 25 tháng 12 năm 2026./.",
)
_TASK_WIDTHS, _TASK_ALIGN = (11.0, 66.0, 34.0, 32.0, 27.0), "clllc"
_TASKS: tuple[Row, ...] = (
    ("TT", "Nội dung công việc", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn"),
    ("1", "Rà soát, cập nhật danh mục chợ trên địa bàn các huyện, thị xã", "Sở Công Thương", "Sở Tài chính", "Tháng 6/2026"),
    ("2", "Kiểm tra an toàn hồ chứa nước trước mùa mưa bão", "Sở Xây dựng", "Công an tỉnh", "30/8/2026"),
    ("3", "Báo cáo kết quả thực hiện về Văn phòng", "Các sở, ngành", "", "15/12/2026"),
    ("4", "Tập huấn nghiệp vụ cho cán bộ xã, phường về quản lý trật tự xây dựng", "Sở Nội vụ", "UBND các huyện", "Quý III"),
)
_GROUPED: tuple[Row, ...] = (
    _TASKS[0],
    ("(1)", "(2)", "(3)", "(4)", "(5)"),
    ("I", Written("Nhiệm vụ thường xuyên", 4)),
    *_TASKS[1:3],
    ("II", Written("Nhiệm vụ đột xuất", 4)),
    *_TASKS[3:],
)
_FIGURE_WIDTHS, _FIGURE_ALIGN = (11.0, 62.0, 20.0, 24.0, 26.0, 22.0), "clcrrr"
_FIGURES: tuple[Row, ...] = (
    ("TT", "Chỉ tiêu", "ĐVT", "Kế hoạch", "Thực hiện", "Tỷ lệ (%)"),
    ("1", "Số lớp học xóa mù chữ", "lớp", "12", "9", "75"),
    ("2", "Diện tích lúa vụ Đông Xuân", "ha", "1.250,5", "1.250,5", "100"),
    ("3", "Số vụ cháy rừng", "vụ", "0", "0", "-"),
    ("4", "Tỷ lệ hộ nghèo", "%", "4,2", "3,87", "92,1"),
    ("5", "Thu ngân sách nhà nước", "tỷ đồng", "3.480", "3.612,7", "103,8"),
    ("6", "Số tai nạn lao động", "vụ", "3", "1", "33,3"),
    ("7", "Chỉ số giá tiêu dùng", "%", "4,0", "-1,5", "-"),
)
_TWO_HEADS: tuple[Row, ...] = (
    (Written("NHÓM HÀNG", rows=2), Written("Chỉ số giá so với (%)", 4)),
    ("Kỳ gốc 2024", "Cùng kỳ", "Tháng trước", "Bình quân"),
    ("Lương thực", "112,04", "104,30", "99,79", "103,44"),
    ("May mặc, giày dép", "105,30", "101,12", "100", "101,85"),
    ("Giao thông", "98,77", "95,01", "100,96", "97,20"),
    ("Giáo dục", "120,31", "109,9", "100", "109,02"),
    ("Hàng hóa khác", "107,8", "103,6", "100,02", "103"),
)
_THREE_HEADS: tuple[Row, ...] = (
    (Written("TT", rows=3), Written("Đơn vị", rows=3), Written("Hồ sơ tiếp nhận", 4), Written("Ghi chú", rows=3)),
    (Written("Trực tuyến", 2), Written("Trực tiếp", 2)),
    ("Số hồ sơ", "Quá hạn", "Số hồ sơ", "Quá hạn"),
    ("1", "Huyện Hòa Bình", "1.204", "3", "812", "0", ""),
    ("2", "Huyện Tân Phú", "967", "0", "1.033", "5", ""),
    ("3", "Thị xã An Lạc", "2.310", "11", "450", "1", "X"),
    ("4", "Huyện Đông Sơn", "88", "0", "7", "0", ""),
    ("", "Tổng cộng", "4.569", "14", "2.302", "6", ""),
)
_SPANNED: tuple[Row, ...] = (
    ("Tuần", "Ngày", "Công việc", "Người thực hiện"),
    (Written("1", rows=2), "02/3/2026", "Lập danh mục thuốc đấu thầu", "Sở Y tế"),
    ("04/3/2026", "Gửi danh mục cho các cơ sở điều trị", "Phòng Nghiệp vụ"),
    (Written("2", rows=3), "09/3/2026", "Tổng hợp nhu cầu", "Bệnh viện tỉnh"),
    ("11/3/2026", "Thẩm định hồ sơ mời thầu", "Sở Tài chính"),
    ("13/3/2026", "Phê duyệt kế hoạch", "Chủ tịch UBND tỉnh"),
)
_MARKED: tuple[Row, ...] = (
    ("TT", "Tên biểu mẫu", *(str(n) for n in range(1, 13))),
    ("1", "Báo cáo tháng", *("x" * 12)),
    ("2", "Báo cáo quý", "", "", "x", "", "", "x", "", "", "x", "", "", "x"),
    ("3", "Số lượt kiểm tra", "1", "0", "2", "1", "0", "0", "3", "1", "4", "0", "7", "2"),
    ("4", "Số vụ xử phạt", "0", "0", "1", "0", "-", "0", "1", "0", "2", "0", "5", "0"),
)
_FEES: tuple[Row, ...] = (
    (Written("STT", rows=2), Written("Cấp học", rows=2), Written("Mức học phí (đồng/học sinh/tháng)", 2)),
    ("Nhóm 1", "Nhóm 2"),
    ("1", "Mầm non", "90.000", "45.000"),
    ("2", "Trung học cơ sở", "75.000", "40.000"),
    ("3", "Trung học phổ thông", "110.000", "55.000"),
)


_Table = tuple[tuple[float, ...], tuple[Row, ...], str, int]


class _Scan(TypedDict, total=False):
    """How a page lies and is scanned, as ``DrawnPage`` has it."""

    wide: bool
    dpi: int
    skew: float
    noise: float
    broken: float
    shuffled: bool


def made_pages() -> tuple[DrawnPage, ...]:
    """The pages with tables, each kind with another look, resolution, skew and noise."""
    tasks: _Table = (_TASK_WIDTHS, _TASKS, _TASK_ALIGN, 1)
    figures: _Table = (_FIGURE_WIDTHS, _FIGURES, _FIGURE_ALIGN, 1)
    grouped: _Table = (_TASK_WIDTHS, _GROUPED, _TASK_ALIGN, 1)
    prices: _Table = ((58.0, 27.0, 27.0, 27.0, 27.0), _TWO_HEADS, "lrrrr", 2)
    files: _Table = ((11.0, 42.0, 22.0, 22.0, 22.0, 22.0, 25.0), _THREE_HEADS, "clrrrrc", 3)
    spanned: _Table = ((14.0, 28.0, 82.0, 42.0), _SPANNED, "ccll", 1)
    fees: _Table = ((14.0, 62.0, 45.0, 45.0), _FEES, "clcc", 2)
    marked: _Table = ((11.0, 52.0, *[14.0] * 12), _MARKED, "cl" + "c" * 12, 1)

    def page(kind: str, table: _Table, look: Look | None = None, **scan: Unpack[_Scan]) -> DrawnPage:
        return _page(kind, [table], look or Look(), **scan)

    return (
        page("ruled tasks", tasks, skew=0.6, noise=6),
        page("ruled tasks, hairlines in grey", tasks, Look(thick=0.09, grey=120), dpi=300, skew=-0.5),
        page("ruled tasks, broken rules", tasks, Look(thick=0.15), broken=0.12, noise=8),
        page("group rows and numbered columns", grouped, skew=1.5, noise=4, shuffled=True),
        page("figures, ruled, shaded head", figures, Look(shaded=True), skew=-1.0, noise=6),
        page("figures, ruled, small letters", figures, Look(size=9.5), dpi=200, noise=4, shuffled=True),
        page("head of two rows", prices, skew=0.8, noise=5),
        page("head of three rows", files, Look(shaded=True), dpi=300, skew=-0.7),
        page("merged rows", spanned, skew=0.5, noise=5),
        page("single characters in narrow cells, landscape", marked, wide=True, skew=0.7, noise=4),
        page("landscape tasks", grouped, wide=True, skew=-1.2, shuffled=True),
        page("open sides", tasks, Look("open"), skew=0.6, noise=5),
        page("open sides, figures", figures, Look("open", thick=0.12), dpi=300),
        page("rules across only, figures", figures, Look("rows"), skew=0.7, noise=5),
        page("rules across only, tasks", tasks, Look("rows"), noise=4, shuffled=True),
        page("three rules, figures", figures, Look("book"), skew=-0.6, noise=5),
        page("three rules, head of two rows", prices, Look("book"), dpi=300, shuffled=True),
        page("rows parted by dots", figures, Look("inner-dotted"), skew=0.5, noise=4),
        page("rows parted by dashes", tasks, Look("inner-dashed"), noise=4, dpi=300),
        page("dashed rules", figures, Look("dashed"), skew=0.5),
        page("dotted rules", spanned, Look("dotted"), dpi=300, shuffled=True),
        page("columns only, figures", figures, Look("columns"), skew=0.6, noise=4),
        page("columns only, tasks", tasks, Look("columns"), noise=4, shuffled=True),
        page("no rules, figures", figures, Look("none"), skew=0.5, noise=4),
        page("no rules, head of two rows", prices, Look("none"), dpi=300, shuffled=True),
        page("no rules, head of three rows", files, Look("none"), skew=-0.5, noise=4),
        page("no rules, fees", fees, Look("none"), noise=5),
        page("fees, ruled", fees, skew=1.0, noise=5, shuffled=True),
        _page("two tables", [fees, figures], Look(), skew=-0.6, noise=5),
        _page("first part over a page break", [grouped], Look(), skew=0.5, noise=5, low=True),
    )


def _page(kind: str, tables: list[_Table], look: Look, *, low: bool = False, **scan: Unpack[_Scan]) -> DrawnPage:
    top = 120.0 if low else 25.0
    marks: list[Mark] = [Text(25, top + 6.5 * i, line) for i, line in enumerate(_TEXT)]
    top += 18.0
    true = []
    for widths, rows, align, head in tables:
        left = (297.0 - sum(widths)) / 2 if scan.get("wide") else 22.0
        own, table = laid((left, top), widths, rows, align, head=head, look=look)
        marks += own
        true.append(table)
        top = table.box[3] + 9.0
    if not low:
        marks += [Text(25, top + 6.5 * i, line) for i, line in enumerate(_AFTER)]
    return DrawnPage(kind, tuple(marks), tuple(true), **scan)


def pages_without() -> tuple[DrawnPage, ...]:
    """Pages that look as if they had a table, and have none."""
    kinds = (
        ("head and foot in two columns", _notice()),
        ("recipients beside the signer", _foot()),
        ("indented items behind tabs", _items()),
        ("contents with dotted leaders", _contents()),
        ("a form with dotted lines", _form()),
        ("two columns of signatures", _signatures()),
        ("names and telephone numbers in a sentence list", _phones()),
        ("a title between rules", _rules()),
    )
    return tuple(
        DrawnPage(kind, tuple(marks), skew=0.4 * (-1) ** i, noise=4.0, shuffled=i % 2 == 1) for i, (kind, marks) in enumerate(kinds)
    )


def _centred(x: float, top: float, text: str, bold: bool = False, size: float = 13.0) -> Text:
    return Text(x - wide_of(text, size, bold) / 2, top, text, size, bold)


def _head() -> Iterator[Mark]:

    yield _centred(62, 20, "ỦY BAN NHÂN DÂN", size=12)
    yield _centred(62, 25.5, "TỈNH TÂN GIANG", bold=True, size=12)
    yield Rule(50, 31.5, 74, 31.5)
    yield _centred(145, 20, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=12)
    yield _centred(145, 25.5, "Độc lập - Tự do - Hạnh phúc", bold=True)
    yield Rule(115, 32, 175, 32)
    yield _centred(62, 36, "Số: 128/TB-UBND")
    yield _centred(145, 36, "Tân Giang, ngày 12 tháng 3 năm 2026")


def _body(top: float, count: int = 8) -> Iterator[Mark]:
    for i in range(count):
        yield Text(25, top + 6.5 * i, (_TEXT + _AFTER)[i % 4])


def _foot() -> list[Mark]:
    marks: list[Mark] = [*_body(25, 20)]
    left = ("Nơi nhận:", "- Như trên;", "- Chủ tịch UBND tỉnh;", "- Các sở: TC, XD, NV;", "- UBND các huyện;", "- Lưu: VT, KT (15).")
    marks += [Text(25, 170 + 5.2 * i, text, 11.0, not i) for i, text in enumerate(left)]
    marks += [_centred(140, 170 + 6.5 * i, text, True) for i, text in enumerate(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))]
    return [*marks, _centred(140, 215, "Lê Văn Bình", True)]


def _notice() -> list[Mark]:
    return [*_head(), _centred(105, 50, "THÔNG BÁO", True), *_body(62, 12), *(m for m in _foot() if isinstance(m, Text) and m.top >= 165)]


def _items() -> list[Mark]:
    items = (
        "Công tác chỉ đạo, điều hành",
        "Kết quả thu ngân sách 120 tỷ",
        "Giải ngân vốn đầu tư công",
        "Cải cách hành chính",
        "Công tác thi đua",
    )
    marks: list[Mark] = [*_body(25, 4)]
    for i, item in enumerate(items * 3):
        marks += [Text(30, 60 + 8 * i, f"{i + 1}."), Text(42, 60 + 8 * i, f"{item} trong năm 2026 theo kế hoạch được giao.")]
    return marks


def _contents() -> list[Mark]:
    marks: list[Mark] = [_centred(105, 25, "MỤC LỤC", True)]
    for i in range(16):
        label, text = f"{i + 1}.", ("Tình hình chung", "Kết quả đạt được", "Tồn tại, hạn chế", "Phương hướng, nhiệm vụ")[i % 4]
        dots = "." * int((168 - 40 - wide_of(text, 13)) / wide_of(".", 13))
        marks += [Text(27, 40 + 8 * i, label), Text(38, 40 + 8 * i, text + dots), Text(178, 40 + 8 * i, str(3 * i + 1))]
    return marks


def _form() -> list[Mark]:
    marks: list[Mark] = [_centred(105, 25, "ĐƠN ĐỀ NGHỊ", True)]
    fields = (("Họ và tên:", "Giới tính:"), ("Ngày sinh:", "Dân tộc:"), ("Số CCCD:", "Ngày cấp:"), ("Nơi cư trú:", "Điện thoại:"))
    for i in range(12):
        for x, name, end in ((27.0, fields[i % 4][0], 110.0), (115.0, fields[i % 4][1], 185.0)):
            dots = "." * int((end - x - wide_of(name, 13)) / wide_of(".", 13))
            marks.append(Text(x, 40 + 9 * i, f"{name}{dots}"))
    return marks


def _signatures() -> list[Mark]:
    marks: list[Mark] = [*_body(25, 10)]
    pairs = (
        ("ĐẠI DIỆN BÊN A", "ĐẠI DIỆN BÊN B"),
        ("Giám đốc", "Giám đốc"),
        ("Trần Thị Mai", "Phạm Văn Long"),
        ("THƯ KÝ", "CHỦ TỌA"),
        ("Lê Hà", "Vũ An"),
    )
    for i, (left, right) in enumerate(pairs):
        marks += [_centred(65, 110 + 18 * i, left, i in {0, 3}), _centred(145, 110 + 18 * i, right, i in {0, 3})]
    return marks


def _phones() -> list[Mark]:
    marks: list[Mark] = [*_body(25, 6)]
    for i, name in enumerate(("Nguyễn Văn An", "Trần Thị Bình", "Lê Hoàng Nam", "Phạm Thu Hà")):
        marks.append(Text(30, 72 + 7 * i, f"- Đồng chí {name}, điện thoại 0912 345 {670 + i}, phụ trách mảng {i + 1}."))
    return [*marks, *_body(110, 10)]


def _rules() -> list[Mark]:

    marks: list[Mark] = [*_head(), _centred(105, 60, "KẾ HOẠCH", True), _centred(105, 67, "Phòng, chống thiên tai năm 2026", True)]
    return [
        *marks,
        Rule(80, 76, 130, 76),
        *_body(84, 20),
        Rule(25, 240, 85, 240, 0.2),
        Text(25, 243, "1 Số liệu của Sở Tài chính năm 2025.", 10),
    ]
