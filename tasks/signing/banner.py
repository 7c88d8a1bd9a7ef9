"""Banners that signing services print over a page, read for who signed, for which body and when, before they are left out of the text.

A banner is printed words: anybody can print them, and OCR misreads them. What it says is evidence of its own name, ``banner``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone

from tasks.domain.letters import fold
from tasks.domain.signature import Signature, SignatureSource
from tasks.domain.span import OffsetMap
from tasks.signing.clock import VIETNAM

MOST_BANNERS = 100
_LONGEST_QUOTE = 300
# A banner has at most so many lines: who, for whom, address, when, and what is carried on.
_MOST_LINES = 8
_LABELS = {
    "signer": r"(?:nguoi ky|duoc ky boi|ky so boi|ky boi|(?:digitally )?signed by|chu ky so cua)",
    "organisation": r"(?:co quan|to chuc|co quan, to chuc|organi[sz]ation)",
    "unit": r"(?:don vi|phong ban|unit)",
    "email": r"(?:e-?mail|thu dien tu)",
    "signed_at": r"(?:thoi gian ky|ngay ky|ky ngay|signing (?:time|date)|date|ngay gio ky)",
    "other": r"(?:chuc vu|dia chi|dia diem|ly do|reason|location|so serial|serial(?: number)?|phien ban|version|foxit[\w ]*)",
}
# A colon may have been lost behind a label, but not behind one that also begins sentences.
_LABEL = {name: re.compile(rf"^\W{{0,3}}{words} ?(?:[:;.]|$)") for name, words in _LABELS.items()} | {
    "signer": re.compile(rf"^\W{{0,3}}{_LABELS['signer']}(?: ?[:;.]|(?<=by)\b|$)"),
    "signed_at": re.compile(rf"^\W{{0,3}}{_LABELS['signed_at']}(?: ?[:;.]| ?(?=\d)|$)"),
}
_VERIFIED = re.compile(r"^\W{0,3}signature (?:not )?(?:valid|verified)\b|^\W{0,3}signature\W*$|^\W{0,3}signature is (?:valid|invalid)")
_WHEN = re.compile(
    r"(?P<a>\d{1,4}) ?[./-] ?(?P<b>\d{1,2}) ?[./-] ?(?P<c>\d{1,4})"
    r"(?:[ ,T]{1,3}(?P<hour>\d{1,2}) ?[:h.] ?(?P<minute>\d{2})(?: ?[:.] ?(?P<second>\d{2}))?(?: ?(?P<half>AM|PM|SA|CH)\b)?"
    r"(?: ?(?P<sign>[+-]) ?(?P<zone>\d{2}) ?(?:[:.']? ?\d{2}'?)?)?)?"
)
_MAIL = re.compile(r"[\w.+-]{2,40}@[\w-]{2,30}(?:\.[\w-]{2,20}){1,5}")
_DISTINGUISHED = re.compile(r"\b(CN|OU|O|L)\s?=\s?([^,=]{2,120}?)(?=\s*(?:,|$)|\s+\b(?:CN|OU|O|L|C|S|ST|E)\s?=)")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    page: int


def read_banners(raw: str, clean: str, to_raw: OffsetMap) -> tuple[Signature, ...]:
    """The banners among the lines that were left out of the clean text, at most ``MOST_BANNERS``, in reading order; never raises.

    Args:
        raw: words as read, lines joined by a line feed, pages by a form feed.
        clean: the text without furniture.
        to_raw: from ``clean`` to ``raw``.
    """
    found: list[Signature] = []
    lines: list[_Line] = []
    for line in _left_out(raw, clean, to_raw):
        begins = _label_of(line.text) in {"signer", "verified"} and not _goes_on(lines, line)
        if lines and (begins or len(lines) == _MOST_LINES or line.page != lines[0].page):
            found += _banner(lines)
            lines = []
        if begins or lines:
            lines.append(line)
        if len(found) >= MOST_BANNERS:
            return tuple(found)
    return tuple(found + _banner(lines))


def parse_time(text: str) -> datetime | None:
    """The time in a banner ("12.11.2026 14:05:33 +07:00", "2026.11.12 14:05"), of Vietnam where it names no zone; None for none."""
    match = _WHEN.search(text)
    if match is None:
        return None
    day, month, year = match["a"], match["b"], match["c"]
    if len(day) == 4:
        day, year = year, day
    if len(year) != 4 or len(day) > 2:
        return None
    hour = int(match["hour"] or 0)
    if match["half"]:
        hour = hour % 12 + (12 if match["half"].upper() in {"PM", "CH"} else 0)
    zone = timezone(timedelta(hours=int(f"{match['sign']}{match['zone']}"))) if match["zone"] and int(match["zone"]) <= 14 else VIETNAM
    try:
        stated = datetime(int(year), int(month), int(day), hour, int(match["minute"] or 0), int(match["second"] or 0), tzinfo=zone)
    except ValueError:
        return None
    return stated.astimezone(VIETNAM) if 1990 <= stated.year <= 2200 else None


def _left_out(raw: str, clean: str, to_raw: OffsetMap) -> Iterator[_Line]:
    """Lines of which nothing came into the clean text."""
    kept = sorted((old, end) for new, new_end, old, end in to_raw.segments if clean[new:new_end].strip())
    position = place = 0
    for page, part in enumerate(raw.split("\f"), 1):
        for text in part.split("\n"):
            start, end = position, position + len(text)
            position = end + 1
            while place < len(kept) and kept[place][1] <= start:
                place += 1
            if text.strip() and not (place < len(kept) and kept[place][0] < end):
                yield _Line(" ".join(text.split()), page)


def _label_of(text: str) -> str:
    letters = fold(text)
    if _VERIFIED.match(letters):
        return "verified"
    return next((name for name, pattern in _LABEL.items() if pattern.match(letters)), "")


def _goes_on(lines: Sequence[_Line], line: _Line) -> bool:
    """Whether a line that names who signed belongs to the "Signature valid" above it."""
    return len(lines) == 1 and lines[0].page == line.page and _label_of(lines[0].text) == "verified" and _label_of(line.text) == "signer"


def _banner(lines: Sequence[_Line]) -> list[Signature]:
    """The facts of the lines of one banner; none where they name nobody."""
    facts: dict[str, str] = {}
    label = ""
    for line in lines:
        found = _label_of(line.text)
        if found:
            label = found
            value = _behind(line.text, found)
            facts.setdefault(label, value)
        elif label and label != "verified":
            # A long name is carried on in the next line.
            facts[label] = f"{facts[label]} {line.text}".strip()
    whole = " ".join(line.text for line in lines)
    facts |= {name: value for name, value in _distinguished(", ".join(line.text for line in lines)).items() if value}
    mail = _MAIL.search(whole)
    when = parse_time(facts.get("signed_at", "")) or parse_time(whole)
    signature = Signature(
        source=SignatureSource.BANNER,
        signer=_name(facts.get("signer")),
        organisation=_name(facts.get("organisation")),
        unit=_name(facts.get("unit")),
        email=mail[0] if mail else None,
        signed_at=when,
        page=lines[0].page if lines else None,
        quote=whole[:_LONGEST_QUOTE],
    )
    if signature.signer is None and signature.organisation is not None:
        signature = replace(signature, signer=signature.organisation)
    return [signature] if signature.signer is not None else []


def _behind(text: str, label: str) -> str:
    """What stands behind the label of a line; the folded text has the same words, so they are counted there."""
    if label == "verified":
        return ""
    match = _LABEL[label].match(fold(text))
    return text[match.end() :].strip(" :;.") if match and len(fold(text)) == len(text) else text.partition(":")[2].strip()


def _distinguished(text: str) -> dict[str, str]:
    """Names of a certificate that some banners print as it has them ("CN=..., O=...")."""
    parts = {key: value.strip() for key, value in _DISTINGUISHED.findall(text)}
    return {"signer": parts.get("CN", ""), "organisation": parts.get("O", ""), "unit": parts.get("OU", "")}


def _name(value: str | None) -> str | None:
    """A name without the address and the time that were read behind it; None where no word is left."""
    if value is None:
        return None
    text = _WHEN.sub(" ", _MAIL.sub(" ", value)).strip(" ,;:.-–|<>()")
    text = " ".join(text.split())
    return text if sum(c.isalpha() for c in text) >= 2 else None
