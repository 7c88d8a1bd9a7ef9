"""Words that never end a paragraph: what follows them belongs to the same sentence, also on the next line or page."""

from __future__ import annotations

_LEADING = frozenset(
    {"và", "hoặc", "của", "trên", "tại", "với", "theo", "cho", "các", "những", "trong", "từ", "đến", "bởi", "về", "do", "là", "ở", "để"}
    | {"số", "ngày", "tháng", "năm", "vào", "qua", "được", "bị", "bằng"}
)


def leads_on(text: str) -> bool:
    """Whether the last word of ``text`` is a preposition, conjunction or the like, so that a sentence goes on behind it."""
    return text.rsplit(" ", 1)[-1].casefold() in _LEADING
