"""Which section a place of the text belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.domain.notice import Section


def section_at(sections: Sequence[Section], place: int) -> str:
    """Path of the section a place belongs to: the last that begins before it."""
    before = [s for s in sections if s.span.start <= place]
    return max(before, key=lambda s: s.span.start).path if before else ""
