"""Names of persons under a signature: family names known, ranks and degrees left out, the seal's rubbish told from syllables."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.structure.phrases import bare
from tasks.vietnamese.syllable import is_syllable

_COMMON = (
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đoàn Trương Trịnh Mai Đào Lương Hà Tạ Cao "
    "Tô Châu Thái Lâm Phùng Vương Tống Quách La Kiều Giàng Sùng Vàng Lò Thào Hầu Triệu Nông Hứa Vi Lữ Quàng Cầm Điểu Ma"
)
COMMON_FAMILY_NAMES = frozenset(_COMMON.split())
"""The family names that nearly everybody has; what is left of one under a seal is looked for among these."""
# Further family names of the country's peoples; others are taken too, but are a doubt.
_FAMILIES = _COMMON + (
    " Chu Lục Bế Đàm Doãn Đồng Lưu Nghiêm Thân Tăng Từ Ông Giang Văn Trà Tôn Thạch Sơn Danh Kim Cù Mạnh Tiêu Tòng Lường Lèo "
    "Hoa Khuất Khổng Mạc Nhâm Ninh Phí Phó Quan Sầm Thiều Tiết Trang Trưng Ung Ưng Viên Vừ Vù Bạch Bàng Bành Biện Cái Cấn "
    "Chế Chẩu Chúc Chương Cung Đái Đan Đổng Đường Giáp Hán Hàn Hạ Hồng Hùng Khúc Khương Kha Kiên Lại Liễu Lỗ Lộc Lều Mẫn "
    "Mã Mùa Ngân Ngọ Ngụy Nhan Nhữ Ngọc Phù Phương Rơ Sái Tào Thẩm Thi Thiệu Tưởng Uông Âu Ân Hạng Hoàn Lầu Lìm Lỳ Lù Tẩn "
    "Tao Chảo Cư Cứ Háng Hờ Khang Mua Thò Xồng Siu Rah Ksor Kpă Rmah Rcom Nay Hra Nie Niê Mlô Ayun Êban Bríu "
)
FAMILY_NAMES = frozenset(_FAMILIES.split())
_BY_BARE_LETTERS = {bare(name): name for name in ("Nguyễn", "Trần", "Phạm", "Hoàng", "Huỳnh", "Phan", "Đặng", "Dương", "Đinh", "Đoàn")}
_BY_BARE_LETTERS |= {
    bare(name): name for name in ("Trương", "Trịnh", "Lương", "Phùng", "Vương", "Tống", "Quách", "Triệu", "Nông", "Nghiêm")
}
"""Family names of four letters or more, told by their bare letters: "Nguyên" is "Nguyễn" misread. Shorter ones have too many neighbours."""
_RANK = re.compile(
    r"^(?:(?:PGS|GS|TS|TSKH|ThS|Ths|BS|BSCK\s?I{1,2}|CKI{1,2}|KS|LS|CN|NGƯT|NGND|Luật sư|Bác sĩ|Tiến sĩ|Thạc sĩ|"
    r"(?:Đại|Thượng|Trung|Thiếu)\s(?:tướng|tá|úy)|Thiếu sinh|Ông|Bà|Đ/c|Đồng chí)(?:\.\s?|\s))+"
)
_SYLLABLE = re.compile(r"^[^\W\d_][\w'’]{0,8}(?:-[^\W\d_][\w'’]{0,8})?$")
_EDGES = " .,;:*|_'\"“”‘’=~-–()[]<>«»"
_NO_NAMES = frozenset(["và", "của", "về", "cho", "các", "những", "hành", "bản", "văn", "phòng", "sở", "ban", "nghị", "quyết"])
"""Small words and nouns that names do not have; they tell a title in capitals from a name."""
MOST_SYLLABLES = 6


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name.

    Attributes:
        name: each syllable capitalised, ranks and degrees left out, a misread family name set right.
        printed: the part of the line that it was read from.
        known: whether it begins with a family name of the list, or is that of a people with names of another form.
        rubbish: whether what stands in place of a syllable is none: the name is not whole.
        mended: whether the family name was completed from what a seal left of it, or rubbish was left out beside it.
    """

    name: str
    printed: str
    known: bool
    rubbish: bool = False
    mended: bool = False


def read_person(text: str) -> Person | None:
    """The name that a line is, None where it cannot be one: two to six capitalised syllables and nothing else."""
    if re.match(r"^\s*[-–+•*]\s", text) or text.rstrip().endswith((";", ",", ":", "./.")):
        return None
    clean = text.strip(_EDGES)
    clean = _RANK.sub("", clean).strip(_EDGES)
    words = [w.strip(".,") for w in clean.split()]
    if not 2 <= len(words) <= MOST_SYLLABLES or not all(_SYLLABLE.match(w) and w[:1].isupper() for w in words):
        return None
    if clean.isupper():
        if any(w.lower() in _NO_NAMES for w in words) or words[0].capitalize() not in FAMILY_NAMES or len(words) > 5:
            return None
        words = [w.capitalize() for w in words]
    elif any(len(w) > 1 and w.isupper() for w in words[1:]):
        return None
    odd = [w for w in words if not _may_be_syllable(w)]
    if len(odd) > 1 or (odd and len(words) - len(odd) < 2):
        return None
    family = _BY_BARE_LETTERS.get(bare(words[0]), words[0]) if words[0] not in FAMILY_NAMES else words[0]
    name = " ".join([family, *words[1:]])
    return Person(name, clean, family in FAMILY_NAMES or _is_of_another_form(words), rubbish=bool(odd))


def may_lack_family(name: str) -> bool:
    """Whether a name of two syllables may have lost the one in front: few have the first as family name, many in the middle."""
    words = name.split()
    return len(words) == 2 and words[0] not in COMMON_FAMILY_NAMES


def _may_be_syllable(word: str) -> bool:
    if "'" in word or "’" in word or "-" in word:
        return True  # "K'Sor", "H'Lan", "Y-Bion"
    return is_syllable(word) or word in FAMILY_NAMES


def _is_of_another_form(words: list[str]) -> bool:
    return any("'" in w or "’" in w for w in words)
