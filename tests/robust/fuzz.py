"""Texts of notices, bent: every parser must end, raise nothing but our errors, and name only places that are there."""

from __future__ import annotations

import random
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from config.vocabulary import load_vocabulary
from tasks.domain.doubt import GRAVE
from tasks.domain.errors import ThongbaoError
from tasks.domain.letters import without_accents
from tasks.domain.notice import CleanText
from tasks.extract import with_evidence
from tasks.findings.extract import extract_findings
from tasks.nouns.deadline import read_deadline, read_time
from tasks.nouns.document_kinds import kinds_of
from tasks.nouns.figure_time import find_times
from tasks.nouns.symbol import read_symbols
from tasks.restore.encodings import to_tcvn3, to_vni
from tasks.restore.reader import transcribed
from tasks.structure.dateline import find_dateline
from tasks.structure.parse import parse_structure
from tasks.structure.reference import read_reference
from tasks.text.clean import clean_pages
from tasks.vietnamese.dates import find_dates
from tasks.vietnamese.numerals import parse_number

SAMPLES = Path(__file__).parent.parent.parent / "samples"
# Processor time after which a text of a page or two counts as one that does not end; the slowest takes a second or two.
ENOUGH_SECONDS = 60
LONGEST = 6_000
ODD = (
    *"\0\x07\x1b\t\r\n\f\u00a0\u200b\u202e\u0301\u0323\ufeff\ufffd\U0001f9e8",
    *("0", "9" * 40, "1/1/", "31/02/2024", "29/2/2023", "năm 9999", "ngày 00 tháng 13 năm 2024", "-" * 60, "(" * 60, "“" * 60, "." * 60),
    *(
        "Điều 99999999999. ",
        "IIIIIIIII. ",
        "a) b) c) ",
        "1.1.1.1.1.1.1. ",
        "12/",
        "/TB-UBND",
        "45/2019/QH14",
        "28-CT/TU",
        "‰",
        "½",
        "²",
        "一",
    ),
    *("trước ngày ", "từ ngày ", "hằng quý", "chậm nhất 0 ngày làm việc", "999999999 ngày kể từ ngày ký", "một trăm linh tỷ tỷ tỷ"),
    *(
        "CHỈ THỊ\n",
        "Nơi nhận:\n",
        "Kính gửi: ",
        "KT. CHỦ TỊCH\n",
        "./.",
        "Căn cứ ",
        "PHỤ LỤC\n",
        "| a | b |\n",
        "=SUM(A1)",
        "<script>",
        "\\",
    ),
)
VOCABULARY = load_vocabulary()
KINDS = kinds_of(VOCABULARY.document_types)


def sample_texts() -> list[str]:
    """The texts of our own sample notices."""
    return [path.read_text("utf-8") for path in sorted(SAMPLES.glob("*/text.txt"))]


def bent_texts(count: int, seed: int) -> Iterator[str]:
    """Sample texts with pieces cut out, doubled, exchanged, put in or spoiled; the same for a seed."""
    texts = sample_texts()
    for number in range(count):
        dice = random.Random(f"{seed}-text-{number}")
        text = dice.choice(texts)
        start = dice.randrange(len(text))
        text = text[start : start + dice.randrange(50, LONGEST)] if dice.random() < 0.5 else text[:LONGEST]
        for _ in range(dice.choice((1, 3, 10, 40))):
            text = bend(text, dice, texts)[: 2 * LONGEST]
        yield text


def bend(text: str, dice: random.Random, texts: list[str]) -> str:
    """One change of a text."""
    a = dice.randint(0, len(text))
    b = min(len(text), a + int(dice.expovariate(1 / 30)))
    piece = text[a:b]
    match dice.randrange(9):
        case 0:
            piece = ""
        case 1:
            piece *= dice.choice((2, 3, 50))
        case 2:
            piece = dice.choice(ODD) + piece
        case 3:
            piece = "".join(dice.sample(piece, len(piece)))
        case 4:
            other = dice.choice(texts)
            at = dice.randrange(len(other))
            piece = other[at : at + int(dice.expovariate(1 / 100))]
        case 5:
            piece = without_accents(piece)
        case 6:
            piece = piece.swapcase()
        case 7:
            piece = piece.replace(" ", dice.choice(("", "\n", "\n\n", "\f", "  ")))
        case _:
            piece = "".join(chr(ord(c) ^ 1 << dice.randrange(7)) for c in piece)
    return text[:a] + piece + text[b:]


@contextmanager
def no_longer_than(seconds: int) -> Iterator[None]:
    """Raise where the work inside takes more processor time; main thread only.

    Raises:
        TimeoutError: it did.
    """

    def stop(*_: object) -> None:
        raise TimeoutError(f"does not end within {seconds} s")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def judge(text: str) -> tuple[str, float]:
    """What is wrong with what the parsers make of a text, "" for nothing, and the processor time they took."""
    start = time.process_time()
    wrong = ""
    try:
        with no_longer_than(ENOUGH_SECONDS):
            for check in (small_parsers, notice_from_plain, notice_from_bytes):
                check(text)
    except ThongbaoError as error:  # none of these may refuse; the refusal of bytes is looked for where it is allowed
        wrong = f"{error.code}: {error}"
    except Exception as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        wrong = f"{type(error).__name__}: {str(error)[:200]} ({Path(at.filename).name}, line {at.lineno})"
    return wrong, time.process_time() - start


def small_parsers(text: str) -> None:
    """Dates, times, numbers, symbols, deadlines."""
    for find in (find_dates, find_times):
        end = 0
        for found in find(text, 2024):
            at = found.span if hasattr(found, "span") else found
            assert end <= at.start < at.end <= len(text), f"{find.__name__} finds a place that is not there"
            end = at.end
    for line in text.split("\n"):
        read_reference(line, 0, VOCABULARY.document_types)
        find_dateline(line, 0)
        for _symbol, start, end in read_symbols(line, KINDS):
            assert start < end <= len(line), "a symbol stands where nothing is"
        for use in (read_deadline, read_time):
            deadline = use(line, None, 2024)
            assert deadline is None or deadline.deadline.raw, "a deadline without words"
        for word in line.split():
            parse_number(word)
        parse_number(line)


def notice_from_plain(text: str) -> None:
    """The text as if it had come out of the cleaning step."""
    check_notice(CleanText.from_plain(text))


def notice_from_bytes(text: str) -> None:
    """The text as a file, in an encoding of its own: restored, cleaned, read."""
    encode: Callable[[str], str] = (str, without_accents, to_tcvn3, to_vni)[len(text) % 4]
    data = encode(text).encode("utf-8", "surrogatepass")
    try:
        pages = transcribed(data, "x.txt", 100)
    except ThongbaoError as error:
        assert error.code == "unsupported-file", error
        return
    cleaned = clean_pages(pages, None)
    assert cleaned.to_raw.new_length == len(cleaned.clean.text)
    check_notice(cleaned.clean)


def check_notice(clean: CleanText) -> None:
    """Head, sections and findings of a text stand in it."""
    text = clean.text
    structure = parse_structure(clean, VOCABULARY)
    end = 0
    for section in structure.sections:
        assert end <= section.span.start <= section.span.end <= len(text), "sections overlap"
        end = section.span.end
    extraction = with_evidence(clean, structure, extract_findings(clean, structure, VOCABULARY), VOCABULARY)
    found = extraction.findings
    for kind in ("sections", "directives", "metrics", "citations"):
        for evidence in getattr(extraction, kind):
            span = evidence.span
            assert span.end <= len(text), f"{kind}: behind the end"
            assert text[span.start : span.end] == evidence.quote, f"{kind}: the quote is not what stands there"
    for metric in found.metrics:
        assert metric.span.contains(metric.value_span), "a figure outside its clause"
    assert len(extraction.parts) == len(found.directives), "directives without the places of their parts"
    for directive, places in zip(found.directives, extraction.parts, strict=True):
        assert [text[p.span.start : p.span.end] for p in directive.parts] == [e.quote for e in places], "a part is not what stands there"
    doubted = {(i.kind, i.index) for i in extraction.issues if i.severity in GRAVE}
    for kind, rows in (("directive", found.directives), ("metric", found.metrics)):
        assert all(row.sure is not ((kind, n) in doubted) for n, row in enumerate(rows)), f"a {kind} both sure and doubted, or neither"
    for issue in extraction.issues:
        assert issue.span is None or issue.span.end <= len(text), "a doubt about nothing"
