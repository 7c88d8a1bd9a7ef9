"""Names inside archives, whatever letters they were written in."""

import binascii
import io
import struct
import unicodedata
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parcels import one_entry

from tasks.bundles.names import name_of, shown
from tasks.restore.encodings import to_cp1258, to_tcvn3

NAME = "01 quyết định về hỗ trợ.pdf"


def read(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return name_of(archive.infolist()[0])


def in_windows_1258(text):
    return to_cp1258(text).encode("cp1252")


@pytest.mark.parametrize(
    ("data", "flags"),
    [
        (NAME.encode(), 0x800),
        (NAME.encode(), 0),
        (unicodedata.normalize("NFD", NAME).encode(), 0),
        (in_windows_1258(NAME), 0),
        (to_tcvn3(NAME).encode("cp1252"), 0),
    ],
    ids=["utf-8", "utf-8 unsaid", "decomposed", "windows-1258", "tcvn3"],
)
def test_a_vietnamese_name_is_read_whatever_wrote_it(data, flags):
    assert read(one_entry(data, b"x", flags=flags)) == NAME


def test_a_name_beside_the_name_of_the_system_counts():
    system = b"01 quy?t d?nh.pdf"
    beside = struct.pack("<BI", 1, binascii.crc32(system)) + NAME.encode()
    extra = struct.pack("<HH", 0x7075, len(beside)) + beside
    assert read(one_entry(system, b"x", extra=extra)) == NAME
    assert read(one_entry(b"other.pdf", b"x", extra=extra)) == "other.pdf"


def test_other_letters_are_those_that_the_format_names():
    assert read(one_entry("Überblick.pdf".encode("cp437"), b"x")) == "Überblick.pdf"


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("/etc/passwd", "etc/passwd"),
        ("../../../home/a.pdf", "home/a.pdf"),
        ("C:\\Users\\a\\b.pdf", "Users/a/b.pdf"),
        ("a/./b//c.pdf", "a/b/c.pdf"),
        ("a\n\x1b[31mb.pdf", "a [31mb.pdf"),
        ("fdp.\u202egpj.pdf", "fdp. gpj.pdf"),
        ("..", "file"),
        ("", "file"),
    ],
)
def test_a_name_leads_nowhere_and_steers_nothing(name, path):
    assert shown(name) == path


@given(st.text(max_size=60))
def test_whatever_a_name_is_it_stays_below(name):
    path = shown(name)
    assert path and not path.startswith("/") and ".." not in path.split("/") and path.isprintable()
    assert shown(path) == path
