"""From a text that lost its letters to the text it was, each word with what it was and how sure the restoration is."""

from __future__ import annotations

import itertools
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from tasks.restore.accentless import PlainProposer
from tasks.restore.channel import Channel
from tasks.restore.decode import Chosen, decode, read_for
from tasks.restore.encodings import from_cp1258, from_tcvn3, from_vni
from tasks.restore.furniture import furniture_of
from tasks.restore.gapped import slashed, without_gaps
from tasks.restore.gaps import tokens_of, without_stray_stops
from tasks.restore.judge import Judgement, Treatment, judge_text
from tasks.restore.labels import restore_numbers, restore_stamps, restore_state_lines, settle_labels, settle_written_numbers
from tasks.restore.lattice import Proposes, Rates
from tasks.restore.learn import learned
from tasks.restore.letters import is_printed, without_stray
from tasks.restore.prior import Prior
from tasks.restore.restored import Restored, RestoredLine, RestoredPage, RestoredWord, TextDoubt
from tasks.restore.sentences import sentences_of
from tasks.restore.symbols import Part, is_whole, part_of, settle_line
from tasks.restore.trust import Place, doubts_beside, trust
from tasks.restore.viqr import from_viqr
from tasks.text.model import SyllableModel

_EXACT: dict[Treatment, Callable[[str], str]] = {
    Treatment.TCVN3: from_tcvn3,
    Treatment.VNI: from_vni,
    Treatment.CP1258: from_cp1258,
    Treatment.VIQR: from_viqr,
    Treatment.NFD: lambda text: unicodedata.normalize("NFC", text),
}
# Below this confidence another reading is near enough to be looked at.
DOUBTED = 60.0
# The sign that ends a notice (Decree 30/2020/NĐ-CP, Appendix I), as an English model leaves it at the end of a line.
_END = re.compile(r"(?<=\w)\./\s*[-._,]?$|(?<=\w)\.\s?/[-._,]$")
_SIGN_CONFIDENCE = 80.0
# A number alone in its line is that of a page, or what is left of a word: no word of the notice with any certainty.
_ALONE_CONFIDENCE = 85.0
_SMALL_NUMBER = re.compile(r"\d{1,2}(?!\S*\w)")
_AFTER_SIGN = re.compile(r"[/:]\d")
# What the dash before an item is read as: print begins no line with these and a gap.
_DASHES = frozenset(".·")


@dataclass(frozen=True, slots=True)
class _Means:
    """What a text is restored with; see :func:`restore_text`."""

    model: SyllableModel
    channel: Channel
    types: tuple[str, ...]


def restore_text(text: str, model: SyllableModel, channel: Channel, types: tuple[str, ...] = ()) -> Restored:
    """``text`` as it was meant.

    A good text, and one that is not Vietnamese, comes back byte for byte. TCVN3, VNI, Windows-1258, VIQR and decomposed text are converted
    exactly. Where letters were lost, each word is the likeliest one by ``channel`` and ``model``; lines and pages stay those of the input.

    Args:
        text: what there is.
        model: what follows on what.
        channel: what an English model reads for what was printed.
        types: abbreviations of the kinds of documents, which repair their symbols.
    """
    judged = judge_text(text, model)
    if judged.treatment is Treatment.GOOD:
        return _converted(judged, text, text)
    if judged.treatment in _EXACT:
        return _converted(judged, text, _EXACT[judged.treatment](text))
    means = _Means(model, channel, types)
    return _decoded(judged, text, means, mended=judged.treatment is not Treatment.ACCENTLESS)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _converted(judged: Judgement, before: str, text: str) -> Restored:
    """An exact conversion, which keeps every line and every gap between words."""
    pages = []
    for old_page, new_page in zip(before.split("\f"), text.split("\f"), strict=True):
        lines = []
        for old, new in zip(old_page.split("\n"), new_page.split("\n"), strict=True):
            pairs = list(zip(old.split(), new.split(), strict=False))
            words = tuple(RestoredWord(b, 100.0, a, "conversion" if a != b else "", n) for n, (a, b) in enumerate(pairs))
            lines.append(RestoredLine(words, _indent(new)))
        pages.append(RestoredPage(tuple(lines)))
    return Restored(judged.treatment, judged.reasons, text, tuple(pages), ())


def _decoded(judged: Judgement, text: str, means: _Means, *, mended: bool) -> Restored:
    """The likeliest words; ``mended`` where signs, numbers and gaps were misread too."""
    channel = means.channel
    source = [page.split("\n") for page in text.split("\f")]
    left_out = furniture_of(source) if mended else tuple(frozenset[int]() for _ in source)
    flat = ["" if n in out else line for page, out in zip(source, left_out, strict=True) for n, line in enumerate(page)]
    parts = [[part_of(token, at) for at, token in row] for row in (_tokens(flat) if mended else map(enumerate, map(str.split, flat)))]
    if mended:
        parts = [_put_together(line, means) for line in parts]
    parts = [settle_line(line, channel.symbols, means.types) for line in parts]
    parts = restore_stamps(_settled_by_place(parts) if mended else parts)
    chosen = _chosen(parts, text, means, mended=mended)
    doubts: list[TextDoubt] = []
    pages: list[RestoredPage] = []
    number = 0
    for page_number, page in enumerate(source, 1):
        lines = []
        for index, line in enumerate(page):
            words, found = _line(parts[number], chosen[number], channel, mended=mended)
            words = _with_originals(words, line.split())
            doubts += [TextDoubt(code, page_number, index, word, message) for code, word, message in found]
            lines.append(RestoredLine(words, _indent(line)))
            number += 1
        pages.append(RestoredPage(tuple(lines)))
    whole = "\f".join("\n".join(line.text for line in page.lines) for page in pages)
    dropped = sum(map(len, left_out))
    reasons = (*judged.reasons, f"{dropped} lines of banners and margins left out") if dropped else judged.reasons
    return Restored(judged.treatment, reasons, whole, tuple(pages), tuple(doubts))


def _settled_by_place(parts: Sequence[Sequence[Part]]) -> list[list[Part]]:
    """The lines with labels of items and lines of the head as their place tells."""
    return settle_written_numbers(restore_state_lines(settle_labels(restore_numbers(parts))))


def _put_together(line: Sequence[Part], means: _Means) -> list[Part]:
    """The parts of a line with gaps and strokes in dates and symbols mended."""
    slashes = [replace(part, core=slashed(part.core) or part.core) for part in line]
    return without_gaps(slashes, lambda core: is_whole(core, means.channel.symbols, means.types))


def _chosen(parts: Sequence[Sequence[Part]], text: str, means: _Means, *, mended: bool) -> list[dict[int, Decided]]:
    """What was decided for each part of each line; where letters were misread, by what the text itself tells of its recogniser."""
    sentences = list(sentences_of(parts))
    proposer: Proposes
    if mended:
        known = learned(sentences, text, means.model, means.channel)
        proposer, prior, rates = known.proposer, known.prior, known.rates
    else:
        proposer, prior, rates = PlainProposer(means.model, means.channel), Prior(means.model), Rates()
    found = list(zip(sentences, decode([sentence.pieces for sentence in sentences], proposer, prior, rates), strict=True))
    doubts = [1 - step.posterior for sentence, steps in found for step in steps if not sentence.pieces[step.start].settled]
    whole = sum(doubts) / max(1, len(doubts))
    decided: list[dict[int, Decided]] = [{} for _ in parts]
    for sentence, steps in found:
        beside = doubts_beside(steps, [sentence.pieces[step.start].settled for step in steps])
        for step, doubt in zip(steps, beside, strict=True):
            alone = len(parts[sentence.places[step.start].line]) == 1
            trusted = trust(step, read_for(step, sentence.pieces), Place(doubt, alone, whole))
            for offset in range(step.pieces):
                place = sentence.places[step.start + offset]
                decided[place.line][place.part] = (replace(step, posterior=trusted), offset)
    return decided


def _tokens(lines: Sequence[str]) -> list[list[tuple[int, str]]]:
    """The words of each line without signs that specks left between them, each with the number of its token."""
    rows = [list(tokens_of(line)) for line in lines]
    texts = without_stray_stops([[text for _, text in row] for row in rows])
    return [[(at, text) for (at, _), text in zip(row, new, strict=True)] for row, new in zip(rows, texts, strict=True)]


def _with_originals(words: Sequence[RestoredWord], tokens: Sequence[str]) -> tuple[RestoredWord, ...]:
    """The words with what stood in the text itself, where a speck was taken for none of it before they were judged."""
    originals = [" ".join(tokens[word.at : word.at + word.tokens]) for word in words]
    return tuple(
        word if word.original == original else replace(word, original=original, reason=word.reason or "gap")
        for word, original in zip(words, originals, strict=True)
    )


Decided = tuple[Chosen, int]
"""A step of a decoded sentence, its posterior weighed with all that tells of it, and which of its pieces this part is."""
Remark = tuple[str, int, str]


def _line(
    parts: Sequence[Part], chosen: Mapping[int, Decided], channel: Channel, *, mended: bool
) -> tuple[tuple[RestoredWord, ...], list[Remark]]:
    """The words of one line and what is doubtful about them: code, index of the word, message."""
    words: list[RestoredWord] = []
    doubts: list[Remark] = []
    clean = without_stray if mended else str
    for index, part in enumerate(parts):
        step, offset = chosen.get(index, (None, 0))
        if step is None or part.settled:
            word = _kept(part, mended=mended, item=index == 0 and len(parts) > 1)
            if part.doubt:
                doubts.append((part.doubt, len(words), f"“{part.original}” cannot be repaired safely; it stands as it was read."))
            words += [word] if word else []
            continue
        if offset:
            continue
        last = parts[index + step.pieces - 1]
        original = " ".join(p.original for p in parts[index : index + step.pieces])
        confidence = calibrated(step.posterior, channel)
        if mended and len(parts) == 1 and part.core.isdigit():
            confidence = min(confidence, _ALONE_CONFIDENCE)
        for n, text in enumerate(step.words):
            front = clean(part.front[: len(part.front) - step.front]) if n == 0 else ""
            behind = clean(last.behind[step.behind :]) if n == len(step.words) - 1 else ""
            whole = front + text + behind
            if mended and not is_printed(behind):
                confidence = min(confidence, _SIGN_CONFIDENCE)
            reason = "" if whole == original else "channel" if mended else "accents"
            if confidence < DOUBTED:
                other = f" or “{step.second}”" if step.second else ""
                doubts.append(("uncertain-word", len(words), f"“{original}” may stand for “{text}”{other}."))
            elif part.core.isdigit() and text != part.core:
                doubts.append(("number-as-word", len(words), f"The number “{original}” was taken for the word “{text}”."))
            words.append(RestoredWord(whole, confidence, original, reason, part.at, last.at + last.tokens - part.at))
    return _ended(_with_doubtful_numbers(words) if mended else words), doubts


def _with_doubtful_numbers(words: Sequence[RestoredWord]) -> list[RestoredWord]:
    """The words of a line, numbers that may be parts of one or have signs before them that print has not less sure."""
    found = list(words)
    for at, (left, right) in enumerate(itertools.pairwise(words)):
        if (
            left.text[-1:].isdigit()
            and right.text[:1].isdigit()
            and (_SMALL_NUMBER.fullmatch(left.text) or _SMALL_NUMBER.match(right.text))
        ):
            for n in (at, at + 1):
                found[n] = replace(found[n], confidence=min(found[n].confidence, _ALONE_CONFIDENCE))
    return [replace(w, confidence=min(w.confidence, _SIGN_CONFIDENCE)) if _AFTER_SIGN.match(w.text) else w for w in found]


def _kept(part: Part, *, mended: bool, item: bool) -> RestoredWord | None:
    """A settled word, or one made of signs alone, which may stand before an item; None where only stray signs were."""
    if part.settled:
        front, behind = (without_stray(part.front), without_stray(part.behind)) if mended else (part.front, part.behind)
        return RestoredWord(front + part.core + behind, part.confidence, part.original, part.reason, part.at, part.tokens)
    if mended and item and part.original in _DASHES:
        return RestoredWord("-", _SIGN_CONFIDENCE, part.original, "stray", part.at, part.tokens)
    text = without_stray(part.original) if mended else part.original
    reason = "" if text == part.original else "stray"
    return RestoredWord(text, _SIGN_CONFIDENCE, part.original, reason, part.at, part.tokens) if text else None


def _ended(words: list[RestoredWord]) -> tuple[RestoredWord, ...]:
    """The line with the sign that ends a notice put back in order at its end."""
    if len(words) > 1 and len(words[-1].text) == 1 and words[-1].text in "-._," and words[-2].text.endswith("./"):
        left, right = words[-2:]
        whole, original = left.text + ".", f"{left.original} {right.original}"
        return (*words[:-2], replace(left, text=whole, original=original, reason="symbol", tokens=right.at + right.tokens - left.at))
    if words and _END.search(words[-1].text):
        return (*words[:-1], replace(words[-1], text=_END.sub("./.", words[-1].text), reason="symbol"))
    return tuple(words)


def calibrated(posterior: float, channel: Channel) -> float:
    """Share of right words, in percent, among those with this posterior: interpolated between measured points."""
    points = channel.calibration
    if not points:
        return 100.0 * posterior
    at = bisect_left(points, (posterior, -1.0))
    if at == 0:
        return round(100 * points[0][1], 1)
    if at == len(points):
        return round(100 * points[-1][1], 1)
    (x0, y0), (x1, y1) = points[at - 1], points[at]
    return round(100 * (y0 + (y1 - y0) * (posterior - x0) / (x1 - x0)), 1)
