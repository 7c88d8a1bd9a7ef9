"""A bar for what takes long, on a terminal only: a log, a pipe and a file are left alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import TYPE_CHECKING

from rich.console import Console

from tasks.progress import Progress, is_watched, watching

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID


@contextmanager
def bar(console: Console, *, wanted: bool = True) -> Iterator[None]:
    """Draw how far the work is that is done meanwhile, one line a step; nothing stays of it.

    Args:
        console: where it is drawn; nothing is where that is no terminal, and nothing new where something is drawn already.
        wanted: False: nothing is drawn, since something else is printed meanwhile.
    """
    if not wanted or not console.is_terminal or is_watched():
        yield
        return
    lines: dict[str, TaskID] = {}
    with ExitStack() as stack:

        def begin() -> Bars:
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bars

            columns = (TextColumn("{task.description}"), BarColumn(30), MofNCompleteColumn(), TimeRemainingColumn())
            return stack.enter_context(Bars(*columns, console=console, transient=True))

        begun = cache(begin)  # most commands end before there is anything to draw

        def draw(sign: Progress) -> None:
            bars = begun()
            if sign.step not in lines:
                lines[sign.step] = bars.add_task(sign.step, total=None)
            bars.update(lines[sign.step], total=sign.total or None, completed=sign.done)

        with watching(draw):
            yield
