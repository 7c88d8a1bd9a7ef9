"""Where the text block of a page stands and how its lines lie in it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from tasks.domain.page import Column
from tasks.text.tokens import TokenLine

# A line counts as centred when its middle is off the block's by less than this share of the block's width, with room on both sides.
_CENTER_TOLERANCE = 0.06
_CENTER_ROOM = 0.06


@dataclass(frozen=True, slots=True)
class PageFrame:
    """The text block of a page in pixels.

    Attributes:
        left: left edge of unindented lines.
        right: right edge of full lines.
        height: median height of a word; the unit of ``TextLine.indent``.
        pitch: usual distance from line to line.
    """

    left: float
    right: float
    height: float
    pitch: float

    @property
    def width(self) -> float:
        """Width of the block, at least one pixel."""
        return max(1.0, self.right - self.left)

    def indent(self, line: TokenLine) -> float:
        """Distance of the first word from the left margin in text heights; negative outside it."""
        return (line.bbox.left - self.left) / self.height

    def fill(self, line: TokenLine) -> float:
        """How far the line reaches: 0 at the left margin, 1 at the right one."""
        return min(1.0, max(0.0, (line.bbox.right - self.left) / self.width))

    def is_centered(self, line: TokenLine) -> bool:
        """Whether the line stands in the middle with free space on both sides."""
        before = (line.bbox.left - self.left) / self.width
        behind = (self.right - line.bbox.right) / self.width
        return min(before, behind) > _CENTER_ROOM and abs(before - behind) < 2 * _CENTER_TOLERANCE


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` of the sorted values lie.

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("quantile of no values")
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def measure_frame(lines: Sequence[TokenLine]) -> PageFrame | None:
    """The text block of a page, None for a page without words.

    The left margin is the edge that a tenth of the long lines do not cross, the right one that nine tenths do not, so that single
    specks outside the block move neither. Lines of a two-column head or foot count only where there are no others.
    """
    if not lines:
        return None
    full = [line for line in lines if line.column is Column.FULL] or list(lines)
    span = max(line.bbox.right for line in full) - min(line.bbox.left for line in full)
    long = [line for line in full if line.bbox.width > 0.5 * span] or full
    height = max(1.0, median(t.bbox.height for line in long for t in line.tokens))
    steps = [b.bbox.center[1] - a.bbox.center[1] for a, b in itertools.pairwise(long) if a.bbox.center[1] < b.bbox.center[1]]
    pitch = quantile(steps, 0.35) if steps else 1.5 * height
    left = quantile([line.bbox.left for line in long], 0.1)
    return PageFrame(left, max(left + 1.0, quantile([line.bbox.right for line in long], 0.85)), height, pitch)


def place_in_frame(line: TokenLine, frame: PageFrame) -> TokenLine:
    """The line with its indent, fill and centring."""
    centered = line.column is Column.FULL and frame.is_centered(line)
    return replace(line, indent=round(frame.indent(line), 2), fill=round(frame.fill(line), 3), centered=centered)
