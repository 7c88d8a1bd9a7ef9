import io

import pytest
from rich.console import Console

from db.asking.questions import Difference
from flows.differing import marked, print_differences

LONG = "Sở Nội vụ chủ trì, các cơ quan rà soát danh sách cán bộ của toàn tỉnh, báo cáo trước ngày {} theo mẫu đã ban hành kèm theo"


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        (None, "a [b] c", (None, r"a \[b] c")),
        ("gone", None, ("gone", None)),
        ("a b c", "a x c", ("a [bold]b[/] c", "a [bold]x[/] c")),
        (
            LONG.format("30/6"),
            LONG.format("15/7"),
            ("… báo cáo trước ngày [bold]30/6[/] theo mẫu đã ban …", "… báo cáo trước ngày [bold]15/7[/] theo mẫu đã ban …"),
        ),
        ("one two three", "four five six", ("one two three", "four five six")),
    ],
)
def test_of_two_lines_the_difference_is_shown_and_not_two_texts(before, after, wanted):
    found = marked(before, after)
    assert tuple(None if line is None else " ".join(line.split()) for line in found) == wanted


@pytest.mark.parametrize("is_terminal", [True, False])
def test_it_is_unified_and_coloured_on_a_terminal_only(is_terminal):
    stream = io.StringIO()
    found = [Difference("head", "subject: a b", "subject: a c"), Difference("metric", None, "[1] new")]
    print_differences(
        Console(file=stream, force_terminal=is_terminal, width=100, color_system="standard" if is_terminal else None), "1/TB", (1, 2), found
    )
    lines = stream.getvalue().splitlines()
    assert ("\x1b[" in stream.getvalue()) is is_terminal
    if not is_terminal:
        assert lines == [
            *("--- 1/TB revision 1", "+++ 1/TB revision 2", "@@ head @@", "- subject: a b", "+ subject: a c"),
            *("@@ metric @@", "+ [1] new", "2 differences"),
        ]
