"""How the time of each parser of texts grows with its input: monotonous texts of up to 100,000 characters, doubled again and again."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from config.vocabulary import load_vocabulary
from tasks.domain.legible import legible
from tasks.domain.notice import CleanText
from tasks.extract import with_evidence
from tasks.findings.agencies import Agencies
from tasks.findings.extract import extract_findings, tagger_of
from tasks.nouns.capitals import capitals_of
from tasks.nouns.deadline import read_deadline
from tasks.nouns.document_kinds import kinds_of
from tasks.nouns.figure_time import find_times
from tasks.nouns.parties import parse_of, read_parties
from tasks.nouns.symbol import read_symbols
from tasks.numbering.reading import read_labels
from tasks.reading.sentences import of_plain
from tasks.reading.tokens import fold_spelling
from tasks.restore.channel import load_channel
from tasks.restore.pages import recognized_pages
from tasks.restore.plain import read_plain
from tasks.restore.restore import restore_text
from tasks.structure.dateline import find_dateline
from tasks.structure.parse import parse_structure
from tasks.structure.person import read_person
from tasks.structure.phrases import is_national_line
from tasks.structure.reference import read_reference
from tasks.structure.urgency import read_urgency
from tasks.text.clean import clean_pages
from tasks.text.model import load_model
from tasks.vietnamese.dates import find_dates
from tasks.vietnamese.numerals import parse_number
from tasks.vietnamese.places import load_places

LONGEST = 100_000
# A doubling is looked at from this time on; below, the clock decides.
LEAST_SECONDS = 0.05
# No doubling is tried beyond it: what takes so long is bad enough as it is.
ENOUGH_SECONDS = 0.5
VOCABULARY = load_vocabulary()
KINDS = kinds_of(VOCABULARY.document_types)
TAGGER = tagger_of(VOCABULARY.words)

PIECES = (
    *("1", "a", "Á", "1 ", "a ", "A ", " ", "\n", "\f", ".", "-", "/", "(", "“", "…", ": ", ", ", "; ", "- x\n", "x\n\n", "\t1\t2"),
    *("1. ", "1.1.", "a) ", "I. ", "IV", "Điều 1. X\n", "1.000.", "1.000 ", "1,5 ", "5% ", "một trăm ", "triệu ", "Bắc", "kế hoạch "),
    *("ngày ", "ngày 1 tháng 2 ", "ngày 01/02/2024 ", "1/2/", "1-", "năm 2024 ", "đến năm 2030 ", "quý I ", "từ ", "hằng tháng "),
    *("từ năm 2020 đến ", "12/TB-UBND ", "12/", "/TB-", "TB-", "số ", "Nghị định số ", "Luật ", "khoản 1 Điều 2 ", "Căn cứ Luật "),
    *("Sở Nội vụ ", "Ủy ban nhân dân ", "UBND tỉnh, ", "và ", "của ", "các ", "chủ trì, ", "phối hợp với ", "Giao Sở Nội vụ chủ trì. "),
    *("báo cáo trước ngày 30/6/2026; ", "Nơi nhận:\n", "CHỈ THỊ\n", "KT. CHỦ TỊCH\n", "tăng 5% so với ", "đạt 10 triệu đồng, "),
    *("\u0301", "\u202e", "\x1b", "Tan Giang ", "thuc hien "),
)


def plain(use: Callable[[CleanText], object], text: str) -> object:
    """A parser of clean texts on a plain one."""
    return use(CleanText.from_plain(text))


def structured(text: str) -> object:
    """Head, foot and sections."""
    return parse_structure(CleanText.from_plain(text), VOCABULARY)


def extracted(text: str) -> object:
    """Findings with evidence and doubts."""
    clean = CleanText.from_plain(text)
    structure = parse_structure(clean, VOCABULARY)
    return with_evidence(clean, structure, extract_findings(clean, structure, VOCABULARY), VOCABULARY)


def parties(text: str) -> object:
    """The list of parties that may begin at each token of one sentence."""
    parse = parse_of(of_plain(text, TAGGER))
    return [read_parties(parse, at) for at in range(len(parse.tokens))]


def restored(text: str) -> object:
    """A text whose letters were lost, and its pages cleaned."""
    return clean_pages(recognized_pages(restore_text(text, load_model(), load_channel())), None)


PARSERS: dict[str, Callable[[str], object]] = {
    "find_dates": find_dates,
    "parse_number": parse_number,
    "find_times": find_times,
    "read_deadline": partial(read_deadline, issued_on=None),
    "read_symbols": partial(read_symbols, kinds=KINDS),
    "read_reference": partial(read_reference, offset=0, types=VOCABULARY.document_types),
    "find_dateline": partial(find_dateline, offset=0),
    "read_labels": read_labels,
    "resolve": Agencies(VOCABULARY.agencies, load_places()).resolve,
    "read_parties": parties,
    "fold_spelling": fold_spelling,
    "is_national_line": is_national_line,
    "capitals": lambda text: capitals_of(VOCABULARY.words).write(text),
    "read_person": read_person,
    "read_urgency": read_urgency,
    "legible": legible,
    "read_plain": lambda text: read_plain(text.encode(), 1000),
    "parse_structure": structured,
    "extract": extracted,
    "restore": restored,
}


@dataclass(frozen=True)
class Growth:
    """The worst doubling of one parser.

    Attributes:
        parser: its name.
        piece: what was repeated.
        length: characters after the doubling.
        seconds: processor time for them.
        ratio: of that time to the time for half of them.
    """

    parser: str
    piece: str
    length: int
    seconds: float
    ratio: float


def seconds_of(parse: Callable[[str], object], text: str) -> float:
    """Processor time of one call."""
    start = time.process_time()
    parse(text)
    return time.process_time() - start


def doublings(parser: str, piece: str) -> Iterator[Growth]:
    """Each doubling that takes long enough to be measured."""
    parse, length, before = PARSERS[parser], LONGEST // 32, 0.0
    while length <= LONGEST and before < ENOUGH_SECONDS:
        text = (piece * (length // len(piece) + 1))[:length]
        took = seconds_of(parse, text)
        if took >= LEAST_SECONDS and before:
            yield Growth(parser, piece, length, took, took / before)
        before, length = took, length * 2


def worst(parser: str) -> Growth | None:
    """The steepest of the last doublings of all texts; None where none takes long enough to be measured.

    No garbage is collected meanwhile: a collection now and then would be the steepest of all.
    """
    gc.disable()
    try:
        last = [found[-1] for piece in PIECES if (found := list(doublings(parser, piece)))]
    finally:
        gc.enable()
    return max(last, key=lambda growth: growth.ratio, default=None)
