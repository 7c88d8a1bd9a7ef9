"""Heads and feet made of the values that the official texts have, in the layouts and with the faults that recognition leaves.

Layouts: ``columns`` (left column, then right, as the gold transcripts), ``rows`` (the two columns line by line, each line of its own),
``lines`` (left and right read as one line), ``broken`` (number, day and title cut over lines). Letters are misread by the rates of
``tasks.text.confusions``; "Số" becomes "Sở", "Só" or "SÓ" twenty times as often as a letter is misread.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.corpora import official_texts
from tasks.domain.export import export_head
from tasks.domain.lexicon import Vocabulary
from tasks.domain.notice import CleanText, Head
from tasks.structure.parse import parse_structure
from tasks.text.confusions import letter_cost

LAYOUTS = ("columns", "rows", "lines", "broken")
_LETTERS = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
_NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_WIDTH = 60
_FIELDS = ("type", "number", "symbol", "issuer", "place", "issued_on", "subject", "signer_name", "signer_title")


@dataclass(frozen=True, slots=True)
class Made:
    """A notice that was made.

    Attributes:
        name: of the official text whose values it has.
        text: as recognition would give it.
        values: head fields as the export has them.
    """

    name: str
    text: str
    values: dict[str, str | None]


def whole_heads(vocabulary: Vocabulary) -> list[tuple[str, Head]]:
    """The heads of the official texts that have every field and no doubt, by name."""
    found = []
    for name, text in official_texts():
        head = parse_structure(CleanText.from_plain(text), vocabulary).head
        if not head.doubts and all(getattr(head, field) is not None for field in _FIELDS):
            found.append((name, head))
    return found


def made_heads(heads: Sequence[tuple[str, Head]], titles: Mapping[str, str], layout: str, rate: float, seed: int) -> Iterator[Made]:
    """A notice for each head, in one layout, its letters misread at a rate; ``titles`` are those of the types by code."""
    for name, head in heads:
        if head.type not in titles:
            continue
        draw = random.Random(f"{seed}{name}{layout}{rate}")
        lines = [*_head(head, titles[head.type], layout), "", *_body(), "", *_foot(head)]
        values = export_head(head)
        yield Made(name, "\n".join(misread(line, rate, draw) for line in lines), {f: values[f] for f in _FIELDS})


def _head(head: Head, title: str, layout: str) -> Iterator[str]:
    issuer = wrapped((head.issuer or "").upper(), 28)
    day = head.issued_on
    dateline = f"{head.place}, ngày {day.day:02} tháng {day.month:02} năm {day.year}" if day else ""
    left, right = [*issuer, f"Số: {head.symbol}"], [*_NATION, dateline]
    subject = wrapped(head.subject or "", _WIDTH)
    if layout == "columns":
        yield from (*left, "", *right, "")
    elif layout == "broken":
        number, _, rest = (head.symbol or "").partition("/")
        yield from (*issuer, f"Số: {number}", f"/{rest}" if rest else "", "", *_NATION, f"{head.place}, ngày {day.day:02}" if day else "")
        yield from (f"tháng {day.month:02}", f"năm {day.year}", "") if day else ()
    else:
        for row in range(max(len(left), len(right))):
            pair = [column[row] for column in (left, right) if row < len(column)]
            yield from pair if layout == "rows" else (" ".join(pair),)
        yield ""
    yield from (*(title.split(" ", 1) if layout == "broken" and len(title.split()) == 2 else (title,)), *subject)


def _body() -> tuple[str, ...]:
    return (
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015; theo đề nghị",
        "của Giám đốc Sở Nội vụ, các cơ quan, đơn vị thực hiện các nội dung sau:",
        "",
        "1. Giám đốc Sở Nội vụ chủ trì rà soát, báo cáo kết quả thực hiện./.",
    )


def _foot(head: Head) -> Iterator[str]:
    yield from ("Nơi nhận:", "- Như trên;", "- Lưu: VT.", "")
    yield from (head.on_behalf or "").split("; ")
    yield from ((head.signer_title or "").upper(), "", head.signer_name or "")


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of so many characters at most."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def misread(line: str, rate: float, draw: random.Random) -> str:
    """A line with letters misread at a mean rate, the likeliest exchanges most often."""
    if rate and draw.random() < 20 * rate:
        line = re.sub(r"^Số", draw.choice(("Sở", "Só", "SÓ", "Sô", "Sổ")), line)
    return "".join(_other(c, draw) if c.isalpha() and draw.random() < rate else c for c in line)


def _other(letter: str, draw: random.Random) -> str:
    low = unicodedata.normalize("NFC", letter.lower())
    weights = [0.0 if other == low else 2.718 ** -letter_cost(low, other) for other in _LETTERS]
    other = draw.choices(_LETTERS, _weights(weights))[0]
    return other.upper() if letter.isupper() else other


def _weights(weights: Sequence[float]) -> Sequence[float]:
    return weights if any(weights) else [1.0] * len(weights)
