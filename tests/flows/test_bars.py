import io

import pytest
from rich.console import Console

from flows.bars import bar
from tasks.progress import along


@pytest.mark.parametrize(("is_terminal", "wanted"), [(True, True), (True, False), (False, True)])
def test_a_bar_is_drawn_on_a_terminal_where_it_is_wanted(is_terminal, wanted):
    stream = io.StringIO()
    with bar(Console(file=stream, force_terminal=is_terminal, width=100), wanted=wanted):
        assert list(along(range(3), "originals")) == [0, 1, 2]
    assert ("originals" in stream.getvalue() and "3/3" in stream.getvalue()) is (is_terminal and wanted)
    assert is_terminal or stream.getvalue() == ""


def test_one_bar_draws_what_is_done_inside_another():
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=True, width=100)
    with bar(console):
        list(along("a", "outer"))
        with bar(console):
            list(along("a", "inner"))
    assert "outer" in stream.getvalue() and "inner" in stream.getvalue()


def test_where_there_is_nothing_to_do_nothing_is_drawn():
    stream = io.StringIO()
    with bar(Console(file=stream, force_terminal=True, width=100)):
        assert list(along([], "originals")) == []
    assert stream.getvalue() == ""
