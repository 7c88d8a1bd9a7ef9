"""What is known of a sheet before it is read: what of it is missing, broken, hidden or left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tasks.domain.page import PageNote, PageSource
from tasks.scan.negative import is_dark
from tasks.scan.sheet import Sheet

_MOST_NAMED = 8
_LONGEST = 80
_GREY = 128
"""Paper without ink is brighter, of 255; a page that is not was exposed too little to see any."""


def sheet_notes(sheet: Sheet, source: PageSource) -> Iterator[PageNote]:
    """The doubts of one sheet.

    Args:
        sheet: whose words are to come from ``source``.
        source: hidden words are told only where the text layer is taken.
    """
    if sheet.damage:
        yield PageNote("structure-damaged", f"The file is damaged: {sheet.damage}. Compare it with the paper, or copy it again.")
    if sheet.complaint:
        yield PageNote("page-broken", f"What follows a broken place of the page was not read: {sheet.complaint}.")
    if sheet.lost:
        named = _listed([f"{field.name or 'a note'} “{field.text[:_LONGEST]}”" for field in sheet.lost])
        yield PageNote("field-unread", f"Texts of the form are drawn without some of their letters, and were read so: {named}.")
    if sheet.hidden and source is PageSource.EMBEDDED:
        count = len(sheet.hidden)
        yield PageNote("text-invisible", f"{count} words of the text layer that nobody sees were left out: {_listed(sheet.hidden)}.")
    if sheet.covered:
        count = len(sheet.covered)
        yield PageNote(
            "ink-unread", f"{count} words of the text layer are covered and hardly seen; they were left out: {_listed(sheet.covered)}."
        )
    is_grey = source is PageSource.BLANK and is_dark(sheet.rgb, _GREY)
    if is_grey or (sheet.is_dark and source is not PageSource.EMBEDDED):
        yield PageNote("ink-unread", "Most of the page is dark; what is written in the dark was not read.")
    if sheet.left_out:
        yield PageNote("ink-unread", f"The page was left out: {sheet.left_out}")
    if sheet.bent:
        yield PageNote("page-bent", f"The page could not be taken apart ({sheet.bent}); it was read as it is drawn.")


def _listed(names: Sequence[str]) -> str:
    """The first of some names, so that a message stays short."""
    return ", ".join(names[:_MOST_NAMED]) + (" ..." if len(names) > _MOST_NAMED else "")
