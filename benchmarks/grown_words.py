"""Words, bodies and sentences of made-up notices, each with the forms that the search index keeps; only for measuring."""

from __future__ import annotations

import random
from dataclasses import dataclass

from db.reading.index import words_of
from tasks.domain.letters import fold

PLACES = ("Tân Giang", "Bình Sơn", "Hà Châu", "Long Điền", "Phú Mỹ", "An Lộc", "Thanh Khê", "Sơn Hòa", "Vĩnh Tân", "Cẩm Phong")
OFFICES = ("Nội vụ", "Tài chính", "Y tế", "Xây dựng", "Tư pháp", "Công Thương", "Giáo dục và Đào tạo", "Nông nghiệp và Môi trường")
VERBS = ("rà soát", "tham mưu", "báo cáo", "tổng hợp", "kiểm tra", "hướng dẫn", "đôn đốc", "thẩm định", "công bố", "bố trí")
OBJECTS = ("kinh phí", "biên chế", "quy hoạch", "thủ tục hành chính", "dự án đầu tư", "phòng chống thiên tai", "hồ sơ", "danh sách")
INDICATORS = ("PAR INDEX", "PCI", "PAPI", "SIPAS", "GRDP", "GDP", "CPI", "IIP")
_FRONT = ("b", "c", "ch", "d", "đ", "g", "h", "kh", "l", "m", "n", "ng", "nh", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x")
_BACK = (
    "a",
    "à",
    "ả",
    "ã",
    "á",
    "ạ",
    "ân",
    "ăng",
    "ế",
    "ề",
    "ình",
    "ông",
    "ổi",
    "ơn",
    "ước",
    "ương",
    "uyến",
    "yên",
    "oàn",
    "oạt",
    "iệc",
    "iểm",
)
SYLLABLES = tuple(front + back for front in _FRONT for back in _BACK)


@dataclass(frozen=True, slots=True)
class Words:
    """A text with what the search index makes of it.

    Attributes:
        text: as printed.
        words: in lower case.
        folded: without accents.
    """

    text: str
    words: str
    folded: str


def indexed(text: str) -> Words:
    """A text with what the search index makes of it."""
    words = " ".join(words_of(text))
    return Words(text, words, fold(words))


def joined(parts: list[Words], between: str = " ") -> Words:
    """Texts one behind the other."""
    return Words(between.join(part.text for part in parts), " ".join(part.words for part in parts), " ".join(part.folded for part in parts))


def common_first(rng: random.Random, number: int) -> int:
    """A number below ``number``, small ones far more often: the share of the n-th falls as 1/n, as of words and of senders."""
    return min(number - 1, int(number ** rng.random()) - 1)


class Stock:
    """Texts that notices are put together from, the same ones for the same seed; with so many ``names`` of parties without an agency."""

    def __init__(self, seed: int, names: int) -> None:
        rng = random.Random(seed)
        self.bodies = [f"Sở {office}" for office in OFFICES]
        self.bodies += [f"{kind} {place}" for place in PLACES for kind in ("UBND huyện", "Công an huyện", "UBND thị xã")]
        communes = [f"UBND xã {self._name(rng)}" for _ in range(400)]
        self.bodies += {fold(name): name for name in communes}.values()
        self.unknown = [f"Tổ công tác {self._name(rng)} {number}" for number in range(names)]
        self.issuers = [f"UBND tỉnh {place}" for place in PLACES] + [f"Sở {office} {place}" for place in PLACES[:6] for office in OFFICES]
        self.names = [f"{rng.choice(('Tỷ lệ', 'Số', 'Tổng', 'Diện tích'))} {self._name(rng)} {n}" for n in range(2 * names)]
        self.plain = [indexed(self._sentence(rng)) for _ in range(6000)]
        self.orders = [indexed(self._order(rng)) for _ in range(6000)]
        self.subjects = [indexed(f"Về việc {rng.choice(VERBS)} {rng.choice(OBJECTS)} {self._name(rng)}") for _ in range(2000)]
        self.heads = [indexed(issuer) for issuer in self.issuers]

    @staticmethod
    def _name(rng: random.Random) -> str:
        return f"{rng.choice(SYLLABLES).capitalize()} {rng.choice(SYLLABLES).capitalize()}"

    @staticmethod
    def _sentence(rng: random.Random) -> str:
        words = " ".join(SYLLABLES[common_first(rng, len(SYLLABLES))] for _ in range(14))
        return f"{rng.choice(OBJECTS).capitalize()} {words} năm {rng.randint(2019, 2026)}."

    @staticmethod
    def _order(rng: random.Random) -> str:
        words = " ".join(SYLLABLES[common_first(rng, len(SYLLABLES))] for _ in range(6))
        return f"chủ trì, phối hợp {rng.choice(VERBS)} {rng.choice(OBJECTS)} {words} tại {rng.choice(PLACES)}, báo cáo UBND tỉnh."
