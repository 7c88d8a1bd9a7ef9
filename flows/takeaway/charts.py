"""Charts of what stands in the database, in Vietnamese."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from math import isnan, nan
from pathlib import Path
from typing import Any

from db.asking.statistics import AHEAD, CANCELLED, DONE, LATE, OPEN, RECURRING, Quality, TaskCount
from flows.takeaway import wording
from flows.takeaway.drawing import BLUE, DARK, GREEN, GREY, ORANGE, PALETTE, RED, SKY, chart
from flows.takeaway.timeline import position
from tasks.domain.typed import write_day, write_number

DEADLINES = {
    LATE: ("Quá hạn", RED),
    AHEAD: ("Còn hạn", BLUE),
    RECURRING: ("Định kỳ", SKY),
    OPEN: ("Không nêu ngày", GREY),
    DONE: ("Hoàn thành", GREEN),
    CANCELLED: ("Hủy", DARK),
}
NAMELESS = "Không nêu cơ quan"
MOST_GROUPS = 25
MOST_SERIES = len(PALETTE)
_LEAST_SURE = 80.0  # the axis reaches at least so far down, so that small differences look small
_CROWDED = 0.09  # of the axis: labels of periods closer than that would run into each other
_NARROW = 0.015  # of the longest bar: a part that has no room for its number
_ROW = 0.34  # inches of a bar


@dataclass(frozen=True, slots=True)
class Point:
    """A figure in a series.

    Attributes:
        series: what is measured.
        period: ISO-like.
        value: exact.
        role: result or target.
        sure: it may be presented as certain.
        disputed: documents give other values for the same; the line does not pass through it.
    """

    series: str
    period: str
    value: Decimal
    role: str
    sure: bool = True
    disputed: bool = False


def source_line(documents: Sequence[str], made_on: date) -> str:
    """Where the figures come from."""
    named = list(dict.fromkeys(documents))
    shown = ", ".join(named[:4]) + (" …" if len(named) > 4 else "")
    listed = f" ({shown})" if shown else ""
    return f"Nguồn: {len(named)} văn bản{listed}; thongbao, ngày {write_day(made_on)}."


def draw_series(output: Path, title: str, unit: str, points: Sequence[Point], source: str, *, is_rank: bool) -> None:
    """Figures over time: results joined by a line, targets hollow, every value written beside its point; the best rank is on top.

    A value that is not sure has a question mark, one that others contradict a crossed mark of equality; there the line is parted.
    """
    with chart(output, title, source, height=5.5) as (axes,):
        names = list(dict.fromkeys(p.series for p in points))
        for name, colour in zip(names, PALETTE, strict=False):
            for role in ("result", "target"):
                if own := [p for p in points if (p.series, p.role) == (name, role)]:
                    said = wording.METRIC_ROLES[role]
                    _draw_points(axes, own, colour, said if len(names) == 1 else f"{name} ({said.lower()})", is_result=role == "result")
        _name_periods(axes, points)
        axes.yaxis.set_major_formatter(_comma)
        axes.set_ylabel(wording.unit(unit))
        axes.margins(x=0.12, y=0.25)
        axes.grid(axis="y", color="#DDDDDD", linewidth=0.7)
        if is_rank:
            axes.invert_yaxis()
        axes.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=2 if len(names) == 1 else 1, frameon=False)


def _draw_points(axes: Any, points: Sequence[Point], colour: str, label: str, *, is_result: bool) -> None:
    """The results or the targets of one series, each with its value beside it."""
    own = sorted(((position(p.period), p) for p in points), key=lambda at: (at[0], at[1].value))
    xs, ys = [x for x, _ in own], [float(p.value) for _, p in own]
    marker, fill = ("o", colour) if is_result else ("D", "white")
    axes.plot(xs, ys, linestyle="none", marker=marker, color=colour, markerfacecolor=fill, markersize=7, label=label)
    if is_result:
        joined = [nan if p.disputed else float(p.value) for _, p in own]
        axes.plot(xs, joined, linestyle="-", color=colour)
    for x, p in own:
        axes.annotate(
            write_number(p.value) + (" ≠" if p.disputed else "") + ("" if p.sure else " ?"),
            (x, float(p.value)),
            (0, 9) if is_result else (0, -16),
            textcoords="offset points",
            ha="center",
            fontsize=9,
            color=colour,
        )


def _name_periods(axes: Any, points: Sequence[Point]) -> None:
    """Every period that a point is of, below its place; those of one place below each other."""
    ticks: dict[float, list[str]] = {}
    for p in sorted(points, key=lambda p: p.period):
        if wording.period(p.period) not in ticks.setdefault(position(p.period), []):
            ticks[position(p.period)].append(wording.period(p.period))
    crowded = any(b - a < _CROWDED * (max(ticks) - min(ticks)) for a, b in pairwise(sorted(ticks)))
    axes.set_xticks(list(ticks), ["\n".join(labels) for labels in ticks.values()], rotation=60 if crowded else 0)


def draw_tasks(output: Path, title: str, groups: Sequence[TaskCount], source: str) -> None:
    """Bars of tasks, one a group, parted by deadline and progress; more groups than fit are put together, and it says so."""
    shown = [(group.name or NAMELESS, group.by_deadline) for group in groups[:MOST_GROUPS]]
    rest = groups[MOST_GROUPS:]
    if rest:
        shown.append((f"{len(rest)} nhóm khác", {kind: sum(g.by_deadline.get(kind, 0) for g in rest) for kind in DEADLINES}))
    with chart(output, title, source, height=1.9 + _ROW * len(shown)) as (axes,):
        rows = range(len(shown))
        longest = max(sum(by.values()) for _, by in shown)
        left = [0] * len(shown)
        for kind, (label, colour) in DEADLINES.items():
            counts = [by.get(kind, 0) for _, by in shown]
            if any(counts):
                bars = axes.barh(rows, counts, left=left, height=0.75, color=colour, label=label)
                ink = "black" if colour in {GREY, SKY} else "white"
                # The number of a bar in one colour stands behind it already.
                parts = [n if n != sum(by.values()) and n > _NARROW * longest else 0 for n, (_, by) in zip(counts, shown, strict=True)]
                axes.bar_label(bars, [str(n) if n else "" for n in parts], label_type="center", color=ink, fontsize=8)
                left = [start + n for start, n in zip(left, counts, strict=True)]
        for row, total in enumerate(left):
            axes.annotate(str(total), (total, row), (4, 0), textcoords="offset points", va="center", fontsize=9, fontweight="bold")
        axes.set_yticks(rows, [_shortened(name) for name, _ in shown])
        axes.set_ylim(len(shown) - 0.4, -0.6)
        axes.set_xlabel("Số nhiệm vụ")
        axes.locator_params(axis="x", integer=True)
        axes.margins(x=0.06)
        axes.legend(
            loc="lower right",
            bbox_to_anchor=(1.0, 1.0),
            ncols=max(1, sum(any(kind in by for _, by in shown) for kind in DEADLINES)),
            frameon=False,
        )


def draw_quality(output: Path, months: Sequence[Quality], source: str) -> None:
    """Doubts a document above, confidence of the words below, by month of issue."""
    labels = [wording.period(m.month) for m in months]
    places = range(len(months))
    with chart(output, "Độ tin cậy của kết quả nhận dạng theo tháng ban hành", source, height=6.5, panels=2) as (doubts, sure):
        below = [0.0] * len(months)
        for severity, colour in (("error", RED), ("warning", ORANGE)):
            heights = [m.doubts.get(severity, 0) / m.documents for m in months]
            if any(heights):
                doubts.bar(places, heights, bottom=below, width=0.6, color=colour, label=wording.SEVERITIES[severity])
                below = [base + height for base, height in zip(below, heights, strict=True)]
        for place, (total, month) in enumerate(zip(below, months, strict=True)):
            text = f"{total:.1f}".replace(".", ",") + f"\n({month.documents} VB)"
            doubts.annotate(text, (place, total), (0, 3), textcoords="offset points", ha="center", fontsize=8)
        doubts.set_ylabel("Điểm cần kiểm tra\nmỗi văn bản")
        doubts.margins(y=0.2)
        doubts.legend(loc="lower right", bbox_to_anchor=(1.0, 1.0), frameon=False, ncols=3)
        # A month without words read by OCR parts the line.
        scores = [nan if m.confidence is None else m.confidence for m in months]
        sure.plot(places, scores, "-o", color=BLUE)
        for place, score in enumerate(scores):
            if not isnan(score):
                text = f"{score:.1f}".replace(".", ",")
                sure.annotate(text, (place, score), (0, 8), textcoords="offset points", ha="center", fontsize=8)
        sure.set_ylim(min([_LEAST_SURE, *(score - 5 for score in scores if not isnan(score))]), 100)
        sure.yaxis.set_major_formatter(_comma)
        sure.set_ylabel("Độ tin cậy của chữ\n(OCR, 0–100)")
        sure.margins(x=0.05)
        sure.set_xticks(places, labels, rotation=45 if len(months) > 8 else 0, ha="right" if len(months) > 8 else "center")


def _comma(value: float, _position: float | None) -> str:
    """A number on an axis as it is written in Vietnamese."""
    return write_number(Decimal(f"{value:.10g}"))


def _shortened(name: str) -> str:
    return name if len(name) <= 48 else name[:47] + "…"
