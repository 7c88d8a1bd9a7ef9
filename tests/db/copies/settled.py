"""What tests of copies share: a signed and a corrected paper, which documents count, and the doubts about copies."""

from dataclasses import replace
from datetime import date

from papers import BEHIND, PAPER

from db.asking.questions import doubts
from db.asking.selection import Selection, select_documents

TODAY = date(2026, 6, 1)
SIGNED = replace(PAPER, typed=True)
CORRECTED = replace(PAPER, behind=(BEHIND[0].replace("250", "400").replace("15/7", "30/9"), BEHIND[1]))


def counting(url):
    """The documents whose rows count, by file."""
    return set(select_documents(url, Selection()))


def raised(url, document_id):
    """Doubts about copies of a document."""
    return [(d.code, d.message) for d in doubts(url, document_id) if d.code.startswith(("copy-", "same-number"))]
