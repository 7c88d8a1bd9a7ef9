"""Urgency from a stamp."""

import pytest

from tasks.domain.notice import Head, Structure
from tasks.domain.span import Span
from tasks.structure.urgency import with_stamp


@pytest.mark.parametrize(
    ("printed", "stamps", "wanted"),
    [
        (None, (), None),
        (None, ("KHẨN",), "KHẨN"),
        ("HỎA TỐC", ("KHẨN",), "HỎA TỐC"),
        (None, ("HỎA TỐC", "KHẨN"), "HỎA TỐC"),
        ("KHẨN", (), "KHẨN"),
    ],
)
def test_the_text_speaks_before_the_stamp(printed, stamps, wanted):
    assert with_stamp(Structure(Head(urgency=printed), (), Span(0, 0)), stamps).head.urgency == wanted
