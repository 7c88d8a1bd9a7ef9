"""From recognised pages to one clean text: furniture out, characters and words mended, paragraphs marked, every place kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tasks.domain.doubt import severity_of
from tasks.domain.geometry import Region
from tasks.domain.notice import CleanText
from tasks.domain.outcome import Issue, Severity
from tasks.domain.page import PageNote, PageSource, RecognizedPage
from tasks.domain.span import OffsetMap
from tasks.domain.text_corrections import CorrectedLine
from tasks.text.assemble import assemble
from tasks.text.columns import mend_columns
from tasks.text.context import mend_in_context
from tasks.text.counting import mend_counting
from tasks.text.frame import measure_frame, place_in_frame
from tasks.text.furniture import Dropped, remove_furniture
from tasks.text.garbled_lines import garbled_lines
from tasks.text.labels import restore_labels
from tasks.text.merged import split_grammar, split_words
from tasks.text.model import SyllableModel
from tasks.text.paragraphs import mark_paragraphs
from tasks.text.side_by_side import in_rows
from tasks.text.slips import mend_slips
from tasks.text.specks import sweep_line
from tasks.text.symbols import repair_symbols
from tasks.text.tokens import TokenLine, TokenPage, tokenize_pages
from tasks.text.unicode import normalize_word
from tasks.text.unread_pages import unread_pages


@dataclass(frozen=True, slots=True)
class CleanedNotice:
    """The text of a notice before and after cleaning.

    Attributes:
        raw: the words of all pages as read, furniture included; lines joined by a line feed, pages by a form feed.
        clean: what is left, with lines, words and changes.
        to_raw: from every character of ``clean.text`` to where it was read in ``raw``.
        issues: doubtful changes that were not made, lines left out as unreadable, remarks on pages.
        stamps: words of the red urgency stamps, which are not part of the text.
        restored: numbers (1-based) of the pages whose words were restored, not read.
        written: notes on figures of the head that were written by hand.
        written_on: page of each of these notes.
        pages: numbers of all pages in the order in which they were read.
        printed: page of the file and the page number printed on it, where one was read.
        stamped: page of each stamp.
        corrected: what became of what people said of its lines; none where nobody did.
    """

    raw: str
    clean: CleanText
    to_raw: OffsetMap
    issues: tuple[Issue, ...]
    stamps: tuple[str, ...] = ()
    restored: tuple[int, ...] = ()
    written: tuple[PageNote, ...] = ()
    written_on: tuple[int, ...] = ()
    pages: tuple[int, ...] = ()
    printed: tuple[tuple[int, int], ...] = ()
    stamped: tuple[int, ...] = ()
    corrected: tuple[CorrectedLine, ...] = ()


def clean_pages(pages: Sequence[RecognizedPage], model: SyllableModel | None) -> CleanedNotice:
    """Clean the pages of one file, in the order in which they are to be read; without a model, words are not judged by their context.

    Never fails on any words: a page of noise stays a page of noise, with issues.
    """
    pages = tuple(in_rows(page, model) for page in pages)
    raw, read = tokenize_pages(pages)
    kept: list[TokenPage] = []
    dropped: list[Dropped] = []
    before: TokenLine | None = None
    for index, page in enumerate(read):
        page_kept, page_dropped = remove_furniture(_normalized(page), is_first=not index)
        dropped += page_dropped
        placed = _placed(page_kept, before)
        before = placed.lines[-1] if placed.lines else before
        kept.append(placed)
    kept = list(restore_labels(kept))
    restored = tuple(page.number for page in pages if page.source is PageSource.RESTORED)
    if model is not None:
        # Restored words were chosen by their context already, and a second judgement knows less.
        judged = [page for page in kept if page.number not in restored]
        mended = {page.number: page for page in mend_slips(mend_in_context(split_words(judged, model), model), model)}
        kept = [mended.get(page.number, page) for page in kept]
    clean, to_raw = assemble(kept, len(raw))
    clean = replace(clean, grids=tuple((page.number, grid) for page in pages for grid in page.grids))
    issues = (*_page_issues(pages), *unread_pages(pages), *_dropped_issues(dropped), *garbled_lines(clean), *_doubts(clean))
    written = [(note, page.number) for page in pages for note in page.notes if note.name]
    return CleanedNotice(
        raw=raw,
        clean=clean,
        to_raw=to_raw,
        issues=issues,
        stamps=tuple(stamp for page in pages for stamp in page.stamps),
        restored=restored,
        written=tuple(note for note, _ in written),
        written_on=tuple(number for _, number in written),
        pages=tuple(page.number for page in pages),
        printed=_printed(dropped),
        stamped=tuple(page.number for page in pages for _ in page.stamps),
    )


def _printed(dropped: Sequence[Dropped]) -> tuple[tuple[int, int], ...]:
    """The page numbers among what was left out; a lone digit that was misread counts none."""
    numbers = ((d.line.page, d.line.text.strip(" -–.")) for d in dropped if d.reason == "page-number")
    return tuple((page, int(text)) for page, text in numbers if text.isascii() and text.isdigit())


def _normalized(page: TokenPage) -> TokenPage:
    lines = []
    for line in page.lines:
        tokens = tuple(t.mended(normalize_word(t.text), "look-alike") for t in line.tokens if normalize_word(t.text))
        if tokens:
            lines.append(replace(line, tokens=tokens))
    return replace(page, lines=tuple(lines))


def _placed(page: TokenPage, before: TokenLine | None) -> TokenPage:
    """The page with specks swept, symbols repaired and paragraphs marked."""
    frame = measure_frame(page.lines)
    if frame is None:
        return page
    lines: list[TokenLine] = []
    for line in mend_columns(page.lines):
        swept = sweep_line(line, frame)
        if swept is not None:
            tokens = mend_counting(repair_symbols(split_grammar(swept.tokens)))
            lines.append(place_in_frame(replace(swept, tokens=tokens), frame))
    return replace(page, lines=mark_paragraphs(lines, frame, before))


def _page_issues(pages: Sequence[RecognizedPage]) -> tuple[Issue, ...]:
    issues = []
    for page in pages:
        for note in page.notes:
            regions = (Region(page.number, note.bbox),) if note.bbox else ()
            issues.append(Issue(note.code, severity_of(note.code), note.message, page.number, regions=regions, kind="page"))
    return tuple(issues)


def _dropped_issues(dropped: Sequence[Dropped]) -> tuple[Issue, ...]:
    return tuple(
        Issue(
            "unreadable-line",
            Severity.WARNING,
            f"A line could not be read and was left out; the recogniser saw “{d.line.text[:80]}”.",
            d.line.page,
            regions=(Region(d.line.page, d.line.bbox),),
            kind="page",
        )
        for d in dropped
        if d.reason == "unreadable"
    )


def _doubts(clean: CleanText) -> tuple[Issue, ...]:
    issues = []
    for change in clean.changes:
        if change.applied:
            continue
        words = clean.words_in(change.span)
        page = words[0].page if words else None
        regions = tuple(Region(w.page, w.bbox) for w in words)
        message = f"“{change.before}” may stand for “{change.after}” ({change.reason}, {change.score:.2f}); it was left as read."
        issues.append(Issue("doubtful-word", Severity.INFO, message, page, change.span, regions))
    return tuple(issues)
