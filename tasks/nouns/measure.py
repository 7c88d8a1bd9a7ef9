"""A printed figure in one system of units (đồng, m², m, kg, m³, kWh, %): "1,2 tỷ đồng" and "1.204 triệu đồng" can be compared.

Units are entries of ``config/lexicons/measures.toml``; what stands in front of them multiplies ("nghìn", "1.000", "tr."), what stands
behind a stroke is what they are for and is never converted ("triệu đồng/hộ" is "đồng/hộ"). No currency becomes another, and a unit that
nobody entered stays as it is printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact
from functools import lru_cache

from tasks.domain.lexicon import Entry, Lexicon
from tasks.domain.spelling import tone_in_front

# A figure has at most thirty characters (tasks.domain.typed), a scale eighteen zeros and a factor six decimals: nothing is rounded.
_EXACT = Context(prec=80)
_SCALES = {"nghìn": 3, "ngàn": 3, "vạn": 4, "triệu": 6, "tỷ": 9, "tỉ": 9, "trăm": 2}
_SCALE = re.compile(
    r"(?P<word>nghìn|ngàn|vạn|triệu|tỷ|tỉ|trăm(?=\s+(?:nghìn|ngàn|triệu|tỷ|tỉ)\b))(?!\w|\s+(?:lệ|trọng|suất|số)\b)[\s.]*"
    r"|(?P<short>tr|ng)\.?\s*(?=(?:đ|đồng|vnđ|vnd|usd)(?!\w))"
    r"|(?P<digits>1[.\s]?0{2,3}(?:[.\s]?000)*)(?![\d.,])\s*",
    re.IGNORECASE,
)
_SHORT = {"tr": 6, "ng": 3}
_SIZE = re.compile(r"(?<=\d)\s*(?=[^\W\d_])")
"""Between the size of a pack and its unit: "bình 12kg" and "bình 12 kg" are one."""
_ONE = re.compile(r"^0*1\s+(?=\D)")


@dataclass(frozen=True, slots=True)
class Normal:
    """A figure in normal units.

    Attributes:
        value: exact, without zeros that say nothing.
        unit: with its denominators.
    """

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Scale:
    """How a printed unit is converted: so many of the normal unit are one of it."""

    factor: Decimal
    unit: str


class Measures:
    """Converts printed units.

    Args:
        lexicon: entries with ``unit`` and ``factor`` among their values.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._entries = tuple((entry, re.compile("|".join(f"(?:{p})" for p in entry.patterns))) for entry in lexicon.entries)
        self._known = lru_cache(maxsize=8192)(self._read)

    def normal(self, value: Decimal, unit: str, kind: str) -> Normal:
        """A figure in normal units; equal figures have equal normal forms, whatever they were printed in.

        Args:
            value: as printed.
            unit: as printed, "rank" for ranks.
            kind: of the figure; a bare "tỷ" is of đồng where it is money.
        """
        scale = self.scale(unit, kind)
        return Normal(plain(_EXACT.multiply(value, scale.factor)), scale.unit)

    def scale(self, unit: str, kind: str) -> Scale:
        """Factor and normal unit of a printed unit."""
        return self._known(unit, kind == "money")

    def printed(self, normal: Decimal, unit: str, kind: str) -> Decimal | None:
        """A normal value in another unit of its kind, None where that would not be exact."""
        factor = self.scale(unit, kind).factor
        context = _EXACT.copy()
        found = context.divide(normal, factor)
        return None if context.flags[Inexact] else plain(found)

    def _read(self, unit: str, is_money: bool) -> Scale:
        text = " ".join(tone_in_front(unit).split()).strip(" .;:,")
        whole = self._entry(text)
        if whole is not None:
            return _scale_of(whole)
        head, *below = [part.strip() for part in text.split("/")]
        exponent, core = _multiplied(head)
        named = self._core(core) if core else Scale(Decimal(1), "đồng" if is_money and exponent else "")
        denominators = "".join(f"/{self._below(part)}" for part in below)
        return Scale(_EXACT.multiply(named.factor, Decimal(1).scaleb(exponent)), named.unit + denominators)

    def _core(self, core: str) -> Scale:
        entry = self._entry(core)
        if entry is not None:
            return _scale_of(entry)
        for candidate, pattern in self._entries:
            match = pattern.match(core)
            if match and candidate.values.get("of") != "no" and core[match.end() : match.end() + 1] == " ":
                known = _scale_of(candidate)
                return Scale(known.factor, f"{known.unit} {_noun(core[match.end() :])}")
        return Scale(Decimal(1), _noun(core))

    def _below(self, part: str) -> str:
        word = _ONE.sub("", _SIZE.sub(" ", part))
        entry = self._entry(word)
        return entry.label if entry is not None else _noun(word)

    def _entry(self, text: str) -> Entry | None:
        return next((entry for entry, pattern in self._entries if pattern.fullmatch(text)), None)


def plain(value: Decimal) -> Decimal:
    """A number without zeros behind its last decimal, and without an exponent."""
    short = _EXACT.plus(value.normalize(_EXACT))  # nought has no sign
    exponent = short.as_tuple().exponent
    return short.quantize(Decimal(1), context=_EXACT) if isinstance(exponent, int) and exponent > 0 else short


def _scale_of(entry: Entry) -> Scale:
    return Scale(Decimal(entry.values["factor"]), entry.values["unit"])


def _multiplied(head: str) -> tuple[int, str]:
    """The power of ten in front of a unit, and the unit behind it."""
    exponent, at = 0, 0
    while match := _SCALE.match(head, at):
        if match["word"]:
            exponent += _SCALES[match["word"].lower()]
        elif match["short"]:
            exponent += _SHORT[match["short"].lower()]
        else:
            exponent += match["digits"].count("0")
        at = match.end()
    return exponent, head[at:].strip()


def _noun(text: str) -> str:
    """A noun in small letters; abbreviations keep their capitals."""
    return " ".join(word if len(word) > 1 and word.isupper() else word.lower() for word in text.split())
