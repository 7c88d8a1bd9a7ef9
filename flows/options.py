"""How a command or a form wants files read, where it differs from the settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from config.settings import Settings


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How to read, where it differs from the settings.

    Attributes:
        dpi: resolution to read at.
        psm: Tesseract page segmentation mode.
        force_ocr: read the picture even where the PDF holds good text.
        language: Tesseract language model.
        context: mend misread tone marks by context.
    """

    dpi: int | None = None
    psm: int | None = None
    force_ocr: bool | None = None
    language: str | None = None
    context: bool | None = None

    def over(self, settings: Settings) -> Settings:
        """The settings with these options in place of theirs."""
        given = {name: getattr(self, name) for name in self.__slots__ if getattr(self, name) is not None}
        return settings.model_copy(update=given)
