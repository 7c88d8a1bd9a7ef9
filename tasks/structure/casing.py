"""Names printed in capitals, in the case that they have in running text."""

from __future__ import annotations

import re

ACRONYMS = {
    "UBND",
    "HĐND",
    "MTTQ",
    "TNHH",
    "MTV",
    "BQL",
    "VPUB",
    "UBMTTQ",
    "QLDA",
    "KCN",
    "KKT",
    "TP",
    "TP.",
    "TW",
    "THPT",
    "THCS",
    "II",
    "III",
    "IV",
}
# Spelled like this inside a name; longer entries first so that they win.
FIXED = (
    "Ủy ban nhân dân",
    "Uỷ ban nhân dân",
    "Hội đồng nhân dân",
    "Việt Nam",
    "Mặt trận Tổ quốc",
    "Tỉnh ủy",
    "Thành ủy",
    "Huyện ủy",
    "Quận ủy",
    "Thị ủy",
    "Đảng ủy",
    "Đảng bộ",
    "Đảng Cộng sản",
    "Ban Chấp hành",
    "Ban Thường vụ",
    "Ban Thường trực",
    "Ban Chỉ đạo",
    "Ban Quản lý",
    "Ban Tổ chức",
    "Ban Tuyên giáo",
    "Văn phòng",
    "Công Thương",
    "Quốc hội",
    "Chính phủ",
    "Thủ tướng",
    "Chủ tịch",
    "Bí thư",
    "Giám đốc",
    "Thường trực",
    "Thông tin và Truyền thông",
    "Thanh tra",
    "Công an",
    "Tòa án nhân dân",
    "Viện kiểm sát nhân dân",
    "Trưởng",
    "Cục trưởng",
    "Bộ trưởng",
    "Thứ trưởng",
    "Chánh",
)
PLACE_LEVELS = ("thành phố", "thị trấn", "thị xã", "đặc khu", "tỉnh", "huyện", "quận", "phường", "xã(?! hội)")
_BODY_STARTS = (
    r"Sở|Bộ|Ban|Cục|Chi cục|Tổng cục|Phòng|Hội|Viện|Trường|Trung tâm|Kho bạc|Ngân hàng|Công ty|Đoàn|Liên đoàn|Hiệp hội|Bệnh viện|Báo|Đài"
)
_FIRST_OF_NAME = re.compile(rf"(?:^|(?<=\s))({_BODY_STARTS})\s(\w)", re.IGNORECASE)
_AFTER_JOINER = re.compile(r"(?<=\bvà )(\w)|(?<=, )(\w)|(?<= - )(\w)")
_PLACE = re.compile(rf"(?<!\w)({'|'.join(PLACE_LEVELS)})\s(.+)$")
_PARTY_COMMITTEE = re.compile(r"((?:Tỉnh|Thành|Huyện|Quận|Thị) [ủuỷ][ỷy]?)\s(.+)$")


def _capitalise_words(text: str) -> str:
    return " ".join(w if w.upper() in ACRONYMS else w[:1].upper() + w[1:] for w in text.split(" "))


def name_case(text: str) -> str:
    """A body's name in running-text case ("SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG" gives "Sở Nông nghiệp và Môi trường").

    A text that is not in capitals is given back unchanged.
    """
    if any(len(word) > 1 and word.islower() for word in text.split()):
        return text
    words = [w if w.upper().strip(",;()") in ACRONYMS else w.lower() for w in text.split()]
    name = " ".join(words)
    name = _PLACE.sub(lambda m: f"{m[1]} {_capitalise_words(m[2])}", name)
    name = _FIRST_OF_NAME.sub(lambda m: f"{m[1].capitalize()} {m[2].upper()}", name)
    if re.match(r"(?:sở|bộ|ban|phòng|cục)\s", name, re.IGNORECASE):
        name = _AFTER_JOINER.sub(lambda m: m[0].upper(), name)
    for fixed in FIXED:
        name = re.sub(rf"(?<!\w){fixed}(?!\w)", fixed, name, flags=re.IGNORECASE)
    name = _PARTY_COMMITTEE.sub(lambda m: f"{m[1]} {_capitalise_words(m[2])}", name)
    return name[:1].upper() + name[1:]


def title_case(text: str) -> str:
    """A signer's title in running-text case ("PHÓ CHỦ TỊCH" gives "Phó Chủ tịch")."""
    name = name_case(text)
    return re.sub(r"^(Phó(?: Tổng)?|Quyền|Tổng) (\w)", lambda m: f"{m[1]} {m[2].upper()}", name)


def person_case(text: str) -> str:
    """A person's name printed in capitals, each syllable capitalised; any other text unchanged."""
    return " ".join(w.capitalize() for w in text.split()) if text.isupper() else text
