"""How much time, memory and room one file may take."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.scan.process import Bounds


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one file and on one run of an outside program.

    Attributes:
        max_pages: most pages a document may have.
        max_page_pixels: most pixels a page may have: a larger sheet of a PDF is rendered coarser, a larger picture is refused.
            80 million take 240 MB as colour; an A1 sheet at 300 dpi has 70.
        render_seconds: time for rendering one page.
        ocr_seconds: time for one reading of one page.
        document_seconds: time for the whole document, its pages counted one after the other.
        memory_bytes: address space of one run of poppler or the recogniser, and of a page taken apart; 0 for no limit.
        output_bytes: most bytes one run may write into a file; 0 for no limit. Four pages of A1 rendered for a first look take 130 MB.
        open_files: most files one run may have open; 0 for no limit.
    """

    max_pages: int = 1000
    max_page_pixels: int = 80_000_000
    render_seconds: float = 60.0
    ocr_seconds: float = 120.0
    document_seconds: float = 3600.0
    memory_bytes: int = 3 * 1024**3
    output_bytes: int = 1024**3
    open_files: int = 256

    @property
    def rendering(self) -> Bounds:
        """Of one run of poppler."""
        return self.bounds(self.render_seconds)

    def bounds(self, seconds: float) -> Bounds:
        """Of a run that may take ``seconds``."""
        return Bounds(seconds, self.memory_bytes, self.output_bytes, self.open_files)
