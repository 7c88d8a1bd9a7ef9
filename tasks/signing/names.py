"""Names in certificates and banners: is it a person or a body, and is it the one that the page names."""

from __future__ import annotations

import re
from enum import IntEnum

from rapidfuzz import fuzz

from tasks.domain.letters import fold, name_key
from tasks.domain.lexicon import Vocabulary
from tasks.domain.signature import Signature
from tasks.domain.spelling import spelling_key
from tasks.nouns.capitals import capitals_of
from tasks.signing.shown import certifies_a_copy
from tasks.structure.issuer import begins_body

# Who puts papers of others on the web signs them too; that says nothing of who issued them.
_PUBLISHER = re.compile(
    r"\bcong bao\b|\bcong thong tin\b|^trung tam (?:tin hoc|cong nghe thong tin|du lieu|luu tru|thong tin|chuyen doi so)\b"
)
# Đoàn is a family name too.
_DELEGATION = re.compile(
    r"^đoàn (?!đại biểu|thanh niên|thanh tra|kiểm tra|kiểm toán|giám sát|công tác|luật sư|liên ngành|tncs|khối|xã|kinh tế)", re.IGNORECASE
)
_LEVELS = ("tinh", "thanh pho", "huyen", "quan", "thi xa", "xa", "phuong", "thi tran", "dac khu")
# Bodies with a seal of their own, by the words their names begin with; others (boards, delegations, offices) use that of the body they are
# set up by (Decree 99/2016/NĐ-CP on seals), so that its name on the signature contradicts nothing.
_SEALED = re.compile(
    r"^(?:uy ban nhan dan|hoi dong nhan dan|so|bo(?! chi huy| phan)|chi cuc|cuc|tong cuc|thanh tra|tinh uy|thanh uy|huyen uy|quan uy|thi uy"
    r"|dang uy|truong|benh vien|cong an|toa an|vien kiem sat|kho bac|bao hiem xa hoi|kiem toan|tong cong ty|cong ty)\b"
)
# One letter of ten misread leaves 90; "Sở Nội vụ" and "Sở Ngoại vụ" are 84 alike.
_ALIKE = 90.0
_MOST_SYLLABLES = 6
# "K'Sor", "H’Lan": names of the Central Highlands.
_APOSTROPHES = re.compile(r"(?<=\w)['’`](?=\w)")


class Match(IntEnum):
    """How far two names are one: not at all, but for letters that a reader mistakes, or in every letter."""

    NONE = 0
    NEAR = 1
    SAME = 2


def is_body(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a name is that of a body; "Đoàn" and a given name are a person."""
    text = name.strip()
    if not begins_body(text, vocabulary) and _SEALED.match(name_key(text)) is None:
        return bool(_PUBLISHER.search(name_key(text)))
    return not (_DELEGATION.match(text) and 3 <= len(text.split()) <= 5)


def is_person(name: str, vocabulary: Vocabulary) -> bool:
    """Whether a name may be a person's: two to six syllables of letters, and no body."""
    words = name.split()
    if not 2 <= len(words) <= _MOST_SYLLABLES or not all(_APOSTROPHES.sub("", word.strip(".")).isalpha() for word in words):
        return False
    return not is_body(name, vocabulary)


def is_publisher(name: str) -> bool:
    """Whether a body is one that publishes papers of others."""
    return bool(_PUBLISHER.search(name_key(name)))


def bodies_of(signature: Signature, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The bodies that a signature stands for, the most telling first; none for a publisher or who certifies a copy.

    A body's certificate names it and, as its organisation, often only the place above it ("Sở Tài chính", "Tỉnh Tân Giang"); a name that
    breaks off before the place ("Ủy ban nhân dân tỉnh") is joined with that. A person's certificate names the body and the unit.
    """
    signer, unit, above = signature.signer or "", signature.unit or "", signature.organisation or ""
    if certifies_a_copy(signature) or (signer and is_publisher(signer)):
        return ()
    if signer and is_body(signer, vocabulary):
        return (_with_place(signer, above),)
    joined = f"{unit} {above}" if unit and above else ""
    return tuple(name for name in (unit, joined, above) if name and is_body(name, vocabulary))


def _with_place(name: str, above: str) -> str:
    """The name with the place that it breaks off before."""
    key, place = name_key(name), name_key(above)
    if any(key.endswith(f" {level}") and place.startswith(f"{level} ") for level in _LEVELS):
        level = next(level for level in _LEVELS if key.endswith(f" {level}") and place.startswith(f"{level} "))
        return f"{name} {' '.join(above.split()[len(level.split()) :])}"
    return f"{name} {above}" if key == "van phong" and above else name


def match_bodies(printed: str, named: str) -> Match:
    """How far two bodies' names are one; abbreviations ("UBND", "TP.") are written out, the place of tone marks does not count."""
    if spelling_key(_written_out(printed)) == spelling_key(_written_out(named)):
        return Match.SAME
    here, there = (fold(spelling_key(_written_out(name))) for name in (printed, named))
    return Match.NEAR if fuzz.ratio(here, there) >= _ALIKE and _places_agree(here, there) else Match.NONE


def _written_out(name: str) -> str:
    text = re.sub(r"(?i)\bubnd\b", "ủy ban nhân dân", name)
    text = re.sub(r"(?i)\bhđnd\b", "hội đồng nhân dân", text)
    return re.sub(r"(?i)\btp\b\.?\s*", "thành phố ", text)


def _places_agree(here: str, there: str) -> bool:
    """The last words may lose marks and no more: "Quảng Nam" and "Quảng Ninh" are two places, however long the rest is."""
    one, other = here.split(), there.split()
    return len(one) == len(other) and all(a == b or fuzz.ratio(a, b) >= _ALIKE for a, b in zip(one[-2:], other[-2:], strict=True))


def match_people(printed: str, named: str) -> Match:
    """How far two persons' names are one: in every letter, but for marks, or with one syllable misread of three or more."""
    if spelling_key(printed) == spelling_key(named):
        return Match.SAME
    here, there = fold(spelling_key(printed)).split(), fold(spelling_key(named)).split()
    if here == there:
        return Match.NEAR
    # The given name stays: brothers and neighbours share the rest.
    differ = sum(a != b for a, b in zip(here, there, strict=False))
    return Match.NEAR if len(here) == len(there) >= 3 and differ == 1 and here[-1] == there[-1] else Match.NONE


def contradict(printed: str, named: str) -> bool:
    """Whether two bodies, both with seals of their own, cannot stand for each other."""
    return all(_SEALED.match(name_key(name)) for name in (printed, named)) and match_bodies(printed, named) is Match.NONE


def names_a_body(printed: str, vocabulary: Vocabulary) -> bool:
    """Whether what was read as the issuer is the name of a body at all: two words or more, and no number in it."""
    return len(printed.split()) > 1 and not re.search(r"[\d/]", printed) and is_body(printed, vocabulary)


def as_printed(name: str, vocabulary: Vocabulary) -> str:
    """A name of a certificate in the case of running text."""
    return capitals_of(vocabulary.words).write(" ".join(name.split())).text


def as_signed(name: str) -> str:
    """A person's name in the case of running text."""
    words = name.split()
    return " ".join(word.capitalize() for word in words) if name.isupper() else " ".join(words)
