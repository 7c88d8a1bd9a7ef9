"""Reports as Markdown for Prefect's UI. Text of documents is escaped: it can neither form markup nor links.

What is long stands in lists, which wrap: the UI cuts wide tables off.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from db.asking.details import RevisionDetail
from db.asking.tasks import TaskRow
from db.models.finding import Metric
from flows.report.night import Behind, Line, Night, sections
from flows.report.words import night_name
from flows.takeaway.wording import period
from flows.worded import Wording
from tasks.domain.choices import SIGNS, Comparator, MetricRole, Recurrence, said
from tasks.domain.doubt import words_for
from tasks.domain.legible import legible
from tasks.domain.row_fields import FIELDS
from tasks.domain.typed import write_day, write_number

MOST_ROWS = 200  # of one list; the review page has all
MOST_CHARACTERS = 4000  # of one cell or line: more than a page holds
# Colons, dots and @ too, since renderers make links of bare addresses.
PUNCTUATION = re.compile(r"([\\`*_{}\[\]()#+\-.!|~:@$^=])")
HEAD = ("type", "symbol", "issuer", "place", "issued_on", "subject", "signer_name", "signer_title", "on_behalf", "urgency")


def literal(value: Any) -> str:
    """Any value as Markdown that shows it on one line and does nothing else, "" for None."""
    if value is None:
        return ""
    text = " ".join(legible(str(value)).split())
    text = text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return PUNCTUATION.sub(r"\\\1", text)


def link(words: str, address: str | None) -> str:
    """Words of our own that lead to a page of ours; the words alone where nobody said where it is.

    They are letters and spaces: inside of a link the UI shows the escapes of anything else.
    """
    return f"[{words}](<{address}>)" if address else literal(words)


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]], words: Wording) -> list[str]:
    """A table of short cells, escaped one by one; what goes over :data:`MOST_ROWS` is counted instead of shown."""
    found = list(rows)
    if not found:
        return [literal(words("document.none"))]
    lines = ["| " + " | ".join(map(literal, columns)) + " |", "|" + " --- |" * len(columns)]
    lines += ["| " + " | ".join(literal(cell) for cell in row) + " |" for row in found[:MOST_ROWS]]
    return lines + _more(len(found), words)


def listed(lines: Sequence[str], words: Wording) -> list[str]:
    """A list of lines that are Markdown already; what goes over :data:`MOST_ROWS` is counted instead of shown."""
    if not lines:
        return [literal(words("document.none"))]
    return [f"- {line}" for line in lines[:MOST_ROWS]] + _more(len(lines), words)


def _more(count: int, words: Wording) -> list[str]:
    return ["", literal(words("document.more", count=count - MOST_ROWS))] if count > MOST_ROWS else []


def document_report(detail: RevisionDetail, words: Wording, address: str | None) -> str:
    """Head, tasks, figures, citations, doubts and pages of one reading, as the review page at ``address`` shows and counts them."""
    r, t = detail.revision, words
    doubts = [_doubt(i.code, i.message, i.page, t) for i in detail.left]
    parts: tuple[tuple[str, int | None, list[str]], ...] = (
        ("head", None, listed(_head(detail, t), t)),
        ("tasks", len(detail.tasks), listed([_task(task, t) for task in detail.tasks], t)),
        ("metrics", len(detail.metrics), listed([_metric(m, t) for m in detail.metrics], t)),
        ("citations", len(detail.citations), listed([_facts(c.symbol, c.issued_on, c.issuer) for c in detail.citations], t)),
        ("doubts", len(doubts), listed(doubts, t)),
        ("pages", len(detail.pages), table([t(f"document.{name}") for name in PAGE], page_rows(detail, t), t)),
    )
    lines = [
        f"# {literal(r.symbol or detail.document.file_name)}",
        "",
        f"**{link(t('document.look'), address)}**" if address else "",
        "",
        literal(t("document.reading", id=detail.document.short_id, number=r.number)),
    ]
    for name, count, rows in parts:
        title = t(f"document.{name}")
        lines += ["", f"## {literal(title if count is None else f'{title} ({count})')}", "", *rows]
    return "\n".join(lines) + "\n"


def _head(detail: RevisionDetail, t: Wording) -> list[str]:
    fields = FIELDS["head"]
    found = [(fields[name].label(t.language), getattr(detail.revision, name)) for name in HEAD]
    found += [(t.of("item", item.kind), item.text) for item in detail.head_items]
    return [f"**{literal(name)}**: {_shown(value)}" for name, value in found if value is not None]


def _shown(value: Any) -> str:
    return literal(write_day(value) if isinstance(value, date) else value)


def _facts(*facts: Any) -> str:
    return " · ".join(shown for fact in facts if (shown := _shown(fact)))


def _task(task: TaskRow, t: Wording) -> str:
    """Who, by when, where it stands, and the whole text."""
    lead, others = "; ".join(task.parties("lead")), "; ".join(task.parties("coordinating"))
    by = said(Recurrence(task.deadline_recurs), t.language).lower() if task.deadline_recurs and not task.deadline_on else task.due
    facts = _facts(
        f"{t('document.lead')}: {lead}" if lead else None,
        f"{t('document.with')}: {others}" if others else None,
        f"{t('document.by')}: {write_day(by) if isinstance(by, date) else by}" if by else None,
        f"{t('document.section')} {task.first.section_path}" if task.first.section_path else None,
        None if task.is_sure else t("document.not_sure"),
    )
    return f"{literal(task.text)}" + (f" ({facts})" if facts else "")


def _metric(m: Metric, t: Wording) -> str:
    value = SIGNS[Comparator(m.comparator)] + write_number(m.value) + (f"/{write_number(m.total)}" if m.total is not None else "")
    unit = t("document.rank") if m.unit == "rank" else m.unit
    when = period(m.period) if t.language == "vi" else m.period
    facts = _facts(said(MetricRole(m.role), t.language), when, None if m.is_sure else t("document.not_sure"))
    return f"{literal(m.name)}: **{literal(f'{value} {unit}'.strip())}**" + (f" ({facts})" if facts else "")


def _doubt(code: str, message: str, page: int | None, t: Wording) -> str:
    """The doubt in the language; its own message, which names the value, is English."""
    words = message if t.language == "en" else words_for(code, t.language)
    return literal(words) + (f" ({literal(t('document.page', page=page))})" if page else "")


PAGE = ("sheet", "source", "dpi", "words", "sureness", "seconds")


def page_rows(detail: RevisionDetail, t: Wording) -> list[tuple[Any, ...]]:
    """The pages of a reading: where their words come from, at which resolution, how many, how sure (of 100), how long it took."""
    return [(p.number, t.of("source", p.source), p.dpi, p.word_count, f"{p.mean_confidence:.0f}", f"{p.seconds:.1f}") for p in detail.pages]


def night_report(night: Night, behind: Behind, words: Wording, address: Callable[[str], str | None], pages: str | None = None) -> str:
    """What a night did and what is to be done next, each document with its page.

    Args:
        night: what the batch did.
        behind: what the database says behind it.
        words: of the language.
        address: gives the review page of a document, None where nobody said where the pages are.
        pages: the list of the review pages.
    """
    lines = [f"# {literal(night_name(behind.day, words, night.files))}"]
    if pages:
        lines += ["", f"**{link(words('night.list'), pages)}**"]
    for section in sections(night, behind, words):
        lines += ["", f"## {literal(section.title)}", ""] if section.title else [""]
        shown = [_line(line, address, words) for line in section.lines]
        lines += listed(shown, words) if section.title else ["\n\n".join(shown)]
    return "\n".join(lines) + "\n"


def _line(line: Line, address: Callable[[str], str | None], words: Wording) -> str:
    if not line.said:
        return literal(line.about)
    page = address(line.short_id) if line.short_id else None
    return f"**{literal(line.about)}**: {literal(line.said)}" + (f" {link(words('document.see'), page)}" if page else "")
