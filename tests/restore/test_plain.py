"""What is a text of a notice and what is not, told by its bytes."""

import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.restore.encodings import to_cp1258, to_tcvn3, to_vni
from tasks.restore.plain import may_be_text, read_plain

NOTICE = "Ủy ban nhân dân tỉnh yêu cầu các sở, ban, ngành khẩn trương thực hiện nhiệm vụ được giao theo đúng thời hạn quy định.\n" * 2


@pytest.mark.parametrize(
    "data",
    [
        NOTICE.encode(),
        b"\xef\xbb\xbf" + NOTICE.encode(),
        NOTICE.encode("utf-16"),
        codecs.BOM_UTF16_BE + NOTICE.encode("utf-16-be"),
        NOTICE.encode("utf-16-le"),
        NOTICE.encode("utf-16-be"),
        NOTICE.replace("\n", "\r\n").encode(),
    ],
)
def test_the_characters_of_a_text(data, tmp_path):
    assert read_plain(data, 10) == NOTICE
    (tmp_path / "n.txt").write_bytes(data)
    assert may_be_text(tmp_path / "n.txt")


@pytest.mark.parametrize("write", [to_tcvn3, to_vni, to_cp1258])
def test_bytes_of_the_old_sets_are_shown_as_windows_1252_has_them(write, tmp_path):
    text = write(NOTICE.replace("Ủy ban", "Hội đồng"))  # fonts for TCVN3 have no capitals with a tone
    data = text.encode("cp1252")
    (tmp_path / "n.txt").write_bytes(data)
    assert may_be_text(tmp_path / "n.txt")
    assert read_plain(data, 10) == text


def test_windows_1258_is_what_the_standard_library_calls_so():
    data = to_cp1258(NOTICE).encode("cp1252")
    assert unicodedata.normalize("NFC", data.decode("cp1258")) == NOTICE


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.4 text text text",
        b"\x89PNG\r\n\x1a\n" + b"a b c d " * 9,
        b"\x00\x01\x02" * 50,
        b"II*\x00 one two three",
        b"PK\x03\x04 one two",
    ],
)
def test_other_files_are_left_to_whoever_knows_them(data, tmp_path):
    (tmp_path / "f").write_bytes(data)
    assert not may_be_text(tmp_path / "f")


def test_a_file_that_is_gone_is_no_text(tmp_path):
    assert not may_be_text(tmp_path / "none")


def test_a_word_or_two_and_endless_texts_are_no_notices():
    assert read_plain(b"no scan at all", 10) is None
    assert read_plain((NOTICE * 400).encode(), 1) is None


@given(st.binary(max_size=400))
def test_any_bytes_are_a_text_or_none(data):
    found = read_plain(data, 5)
    assert found is None or len(found.split()) >= 20
