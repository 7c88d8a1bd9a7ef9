"""What all charts share: paper, colours, title, source and how they become a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.takeaway.outputs import whole_file
from tasks.domain.errors import MissingToolError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ENDINGS = (".png", ".svg")
# Told apart by those who do not see red and green (Okabe and Ito).
BLUE, ORANGE, GREEN, GREY, RED, SKY, DARK = "#0072B2", "#E69F00", "#009E73", "#BBBBBB", "#D55E00", "#56B4E9", "#555555"
PALETTE = (BLUE, RED, GREEN, "#CC79A7", ORANGE, SKY)
_WIDTH = 10.0  # inches
_DPI = 150
# DejaVu Sans comes with matplotlib and has every Vietnamese letter; SVG gets outlines, so that it looks the same everywhere.
_STYLE: Any = {"font.family": "DejaVu Sans", "font.size": 10.0, "svg.fonttype": "path", "svg.hashsalt": "thongbao"}


@contextmanager
def chart(output: Path, title: str, source: str, *, height: float, panels: int = 1) -> Iterator[list[Axes]]:
    """An empty chart to draw on, which is written at the end; drawn without a display.

    Args:
        output: the file; its ending says which kind.
        title: over the chart.
        source: below the chart.
        height: in inches.
        panels: one above the other, with one axis of time.

    Raises:
        MissingToolError: matplotlib is not installed.
        OutputError: the file cannot be written.
    """
    try:
        from matplotlib import rc_context
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingToolError("Charts need the Python package matplotlib.", "Install it with the locked packages: make setup.") from error
    with rc_context(_STYLE):
        figure: Figure = Figure(figsize=(_WIDTH, height), layout="constrained")
        figure.suptitle(title, fontsize=14, fontweight="bold", x=0.01, ha="left")
        figure.supxlabel(source, fontsize=8, color="#555555", x=0.01, ha="left")
        axes = list(figure.subplots(panels, 1, sharex=True, squeeze=False)[:, 0])
        for one in axes:
            one.spines[["top", "right"]].set_visible(False)
        yield axes
        with whole_file(output) as writing:
            # A file that is made again from the same rows is the same.
            metadata = {"Date": None} if output.suffix == ".svg" else {"Software": None}
            figure.savefig(writing, dpi=_DPI, metadata=metadata)
