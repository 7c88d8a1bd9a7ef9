"""All tables in one place, whatever module of ``db/models`` they stand in."""

from __future__ import annotations

from db.base import Base
from db.models import (
    audit,
    copy,
    document,
    filter,
    finding,
    kept,
    letter,
    member,
    printed,
    program,
    review,
    run,
    signature,
    task,
    text_correction,
)

MODELS = (document, member, letter, signature, finding, printed, task, copy, review, text_correction, filter, run, audit, kept, program)
"""All modules of tables, in the order in which the data dictionary tells of them."""
TABLES = Base.metadata
"""All tables. Whoever covers, compares or migrates them takes them from here, where every module is imported: none is passed over."""
