import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.addresses import address_of, path_at


@given(st.binary(min_size=1, max_size=50).filter(lambda b: b"\0" not in b and b"/" not in b and b not in {b".", b".."}))
def test_any_path_comes_back_and_can_be_sent(name):
    path = Path("/in") / os.fsdecode(name)
    address = address_of(path)
    address.encode("utf-8")
    assert path_at(address) == path


@pytest.mark.parametrize("plain", ["/in/Thông báo.pdf", "a%20b.pdf", "../x.pdf", "file:/odd.pdf"])
def test_a_name_in_utf8_stays_as_it_is(plain):
    assert address_of(Path(plain)) == plain
    assert path_at(plain) == Path(plain)
