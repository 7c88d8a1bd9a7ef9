"""What the log says of those who were turned away."""

import io

from hypothesis import given
from hypothesis import strategies as st

from flows.server.refusals import LINES_A_MINUTE, Refusals, plain


@given(st.text(max_size=500))
def test_a_line_is_one_line_of_printable_ascii(text):
    told = plain(text)
    assert told.isascii() and (told.isprintable() or not told)
    assert len(told) <= 2100


def test_what_a_stranger_says_forges_no_line():
    out = io.StringIO()
    Refusals(lambda: 0.0, out).tell("192.0.2.1", "GET /\r\n2026 WARNING all is well\x1b[2J", "unknown host '\u202e'")
    [line] = out.getvalue().splitlines()
    assert line.endswith(r"WARNING thongbao.server: refused 192.0.2.1: unknown host '\u202e': GET /\r\n2026 WARNING all is well\x1b[2J")


def test_a_flood_does_not_fill_the_disk_and_is_counted():
    now, out = [0.0], io.StringIO()
    refusals = Refusals(lambda: now[0], out)
    for _ in range(LINES_A_MINUTE + 50):
        refusals.tell("192.0.2.1", "GET /", "wrong password")
    assert len(out.getvalue().splitlines()) == LINES_A_MINUTE
    now[0] = 61.0
    refusals.tell("192.0.2.1", "GET /", "wrong password")
    [*_, counted, last] = out.getvalue().splitlines()
    assert "50 more were refused" in counted and "wrong password" in last
