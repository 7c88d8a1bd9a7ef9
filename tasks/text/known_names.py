"""Proper names that context may mend, because a person reviewed them: provinces, ministries, bodies, offices.

Any other run of capitalised words is taken for the name of a person or place and stays as read.

Sources: the 63 provinces and cities up to 30 June 2025 and the 34 since (Resolution 202/2025/QH15, whose names are among the 63);
ministries of the 14th and 15th Governments and their departments (Decrees 24/2014, 107/2020, 45/2025/NĐ-CP); Party bodies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.text.model import model_form
from tasks.text.unicode import bare

PROVINCES = """
    An Giang|Bà Rịa - Vũng Tàu|Bắc Giang|Bắc Kạn|Bạc Liêu|Bắc Ninh|Bến Tre|Bình Định|Bình Dương|Bình Phước|Bình Thuận|Cà Mau|Cần Thơ
    Cao Bằng|Đà Nẵng|Đắk Lắk|Đắk Nông|Điện Biên|Đồng Nai|Đồng Tháp|Gia Lai|Hà Giang|Hà Nam|Hà Nội|Hà Tĩnh|Hải Dương|Hải Phòng|Hậu Giang
    Hòa Bình|Hưng Yên|Khánh Hòa|Kiên Giang|Kon Tum|Lai Châu|Lâm Đồng|Lạng Sơn|Lào Cai|Long An|Nam Định|Nghệ An|Ninh Bình|Ninh Thuận|Phú Thọ
    Phú Yên|Quảng Bình|Quảng Nam|Quảng Ngãi|Quảng Ninh|Quảng Trị|Sóc Trăng|Sơn La|Tây Ninh|Thái Bình|Thái Nguyên|Thanh Hóa|Thừa Thiên Huế
    Tiền Giang|Hồ Chí Minh|Trà Vinh|Tuyên Quang|Vĩnh Long|Vĩnh Phúc|Yên Bái|Việt Nam
"""
BRANCHES = """
    Nội vụ|Tài chính|Công Thương|Tư pháp|Xây dựng|Y tế|Ngoại vụ|Ngoại giao|Quốc phòng|Công an|Kế hoạch và Đầu tư|Giao thông vận tải
    Giáo dục và Đào tạo|Khoa học và Công nghệ|Thông tin và Truyền thông|Tài nguyên và Môi trường|Nông nghiệp và Môi trường
    Nông nghiệp và Phát triển nông thôn|Lao động - Thương binh và Xã hội|Văn hóa, Thể thao và Du lịch|Văn hóa và Thể thao|Du lịch
    Dân tộc và Tôn giáo|Quy hoạch - Kiến trúc
"""
BODIES = """
    Ủy ban nhân dân|Hội đồng nhân dân|Ủy ban Mặt trận Tổ quốc Việt Nam|Mặt trận Tổ quốc Việt Nam|Thủ tướng Chính phủ|Phó Thủ tướng
    Chính phủ|Quốc hội|Ủy ban Thường vụ Quốc hội|Văn phòng Chính phủ|Thanh tra Chính phủ|Thanh tra tỉnh|Ngân hàng Nhà nước|Kho bạc Nhà nước
    Kiểm toán Nhà nước|Bảo hiểm xã hội|Tòa án nhân dân|Viện kiểm sát nhân dân|Tỉnh ủy|Thành ủy|Huyện ủy|Thị ủy|Đảng ủy|Ban Thường vụ Tỉnh ủy
    Ban Thường vụ|Ban Chấp hành|Ban Tổ chức Tỉnh ủy|Ban Tuyên giáo|Ban Dân vận|Ban Nội chính|Ủy ban Kiểm tra|Bộ Chính trị|Ban Bí thư
    Trung ương Đảng|Đảng Cộng sản Việt Nam|Đoàn Thanh niên Cộng sản Hồ Chí Minh|Hội Nông dân|Hội Cựu chiến binh|Hội Liên hiệp Phụ nữ
    Liên đoàn Lao động|Bộ Chỉ huy Quân sự|Bộ đội Biên phòng|Công an tỉnh|Cục Thuế|Cục Thống kê|Cục Thi hành án dân sự|Cục Hải quan
    Ban Quản lý|Ban Quản lý Khu kinh tế|Ban Chỉ đạo|Đài Phát thanh và Truyền hình|Văn phòng Ủy ban nhân dân|Văn phòng Tỉnh ủy
    Văn phòng Hội đồng nhân dân|Văn phòng Đoàn đại biểu Quốc hội|Đoàn đại biểu Quốc hội|Thường trực Tỉnh ủy|Thường trực Hội đồng nhân dân
    Thường trực Ủy ban nhân dân|Cổng Thông tin điện tử|Trung tâm Phục vụ hành chính công|Chủ tịch Ủy ban nhân dân
    Phó Chủ tịch|Phó Chủ tịch Thường trực|Chủ tịch Hội đồng nhân dân|Phó Giám đốc|Phó Bí thư|Phó Bí thư Tỉnh ủy|Bí thư Tỉnh ủy
    Nghị quyết|Nghị định|Quyết định|Chỉ thị|Thông tư|Kế hoạch|Luật|Hiến pháp|Cộng hòa xã hội chủ nghĩa Việt Nam|Độc lập - Tự do - Hạnh phúc
    Nơi nhận|Kính gửi|Lưu|Thủ trưởng
"""
_LEADS = ("Sở", "Bộ", "Phòng", "Ban", "Giám đốc Sở", "Bộ trưởng Bộ")


def _split(table: str) -> list[str]:
    return [name.strip() for row in table.strip().splitlines() for name in row.split("|")]


def _words(name: str) -> list[str]:
    return [word.strip(",") for word in name.split() if word != "-"]


@dataclass(frozen=True, slots=True)
class Name:
    """The words of a reviewed name as the model writes them, and which of them are capitalised in print."""

    forms: tuple[str, ...]
    capitals: tuple[bool, ...]


def _index() -> dict[tuple[str, ...], Name | None]:
    """Bare letters of each name to the name; None where two names share them."""
    names = [*_split(PROVINCES), *_split(BRANCHES), *_split(BODIES)]
    names += [f"{lead} {branch}" for lead in _LEADS for branch in _split(BRANCHES)]
    found: dict[tuple[str, ...], Name | None] = {}
    for words in map(_words, names):
        name = Name(tuple(map(model_form, words)), tuple(w[0].isupper() for w in words))
        key = tuple(map(bare, name.forms))
        found[key] = name if (found.get(key) or name).forms == name.forms else None
    return found


NAMES = _index()
LONGEST = max(map(len, NAMES))


def find_names(words: Sequence[str]) -> list[tuple[int, tuple[str, ...]]]:
    """Names of two words and more whose bare letters and capitals stand in ``words``, longest first: start and right forms."""
    letters = [bare(word) for word in words]
    found: list[tuple[int, tuple[str, ...]]] = []
    at = 0
    while at < len(letters):
        for size in range(min(LONGEST, len(letters) - at), 1, -1):
            name = NAMES.get(tuple(letters[at : at + size]))
            if name and all(words[at + i][0].isupper() for i in range(size) if name.capitals[i]):
                found.append((at, name.forms))
                at += size
                break
        else:
            at += 1
    return found
