"""All tables in one place, whatever module of ``db/models`` they stand in."""

from __future__ import annotations

from db.base import Base
from db.models import audit, copy, document, filter, finding, kept, letter, member, printed, review, run, signature, task

MODELS = (document, member, letter, signature, finding, printed, task, copy, review, filter, run, audit, kept)
"""All modules of tables, in the order in which the data dictionary tells of them."""
TABLES = Base.metadata
"""All tables. Whoever covers, compares or migrates them takes them from here, where every module is imported: none is passed over."""
