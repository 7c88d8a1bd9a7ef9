"""Messages arrive whole or not at all, and none is taken that is larger than any answer."""

import socket
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.confined.frames import MOST_BYTES, receive, send


@pytest.fixture(scope="module")
def ends():
    one, other = socket.socketpair()
    with one, other:
        yield one, other


@settings(max_examples=30)
@given(st.lists(st.binary(max_size=5000), max_size=5))
def test_messages_come_as_they_were_sent(ends, messages):
    one, other = ends
    for message in messages:
        send(one, message)
    assert [receive(other) for _ in messages] == messages


@pytest.mark.parametrize("sent", [b"", b"\1\0\0", struct.pack("=Q", 10) + b"short", struct.pack("=Q", MOST_BYTES + 1) + b"x"])
def test_what_breaks_off_or_tells_too_much_is_no_message(sent):
    one, other = socket.socketpair()
    with other:
        with one:
            one.sendall(sent)
        assert receive(other) is None
