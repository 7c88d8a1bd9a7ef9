from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.signature import SignatureSource
from tasks.domain.span import OffsetMap
from tasks.signing.banner import MOST_BANNERS, parse_time, read_banners

BODY = "ỦY BAN NHÂN DÂN"


def banners(*lines, body=BODY):
    """Banner lines above the body, of which only the body came into the text."""
    raw = "\n".join((*lines, body))
    start = len(raw) - len(body)
    return read_banners(raw, body, OffsetMap(((0, len(body), start, len(raw)),)))


CASES = [
    (
        ("Người ký: Ủy ban nhân dân tỉnh Tân Giang", "Cơ quan: Tỉnh Tân Giang", "Thời gian ký: 12.11.2026 14:05:33 +07:00"),
        ("Ủy ban nhân dân tỉnh Tân Giang", "Tỉnh Tân Giang", None, None),
    ),
    (
        ("Ký bởi: Sở Công Thương", "Cơ quan: UBND tỉnh Tân Giang", "Ngày ký: 12/11/2026 14:05:33 +07:00"),
        ("Sở Công Thương", "UBND tỉnh Tân Giang", None, None),
    ),
    (
        ("Người ký: Nguyễn Văn An", "Email: an.nv@tangiang.gov.vn", "Cơ quan: Sở Công Thương", "Thời gian ký: 12-11-2026 14:05:33"),
        ("Nguyễn Văn An", "Sở Công Thương", None, "an.nv@tangiang.gov.vn"),
    ),
    (
        ("Signature Not Verified", "Digitally signed by Nguyễn Văn An", "Date: 2026.11.12 14:05:33 +07:00"),
        ("Nguyễn Văn An", None, None, None),
    ),
    (("Signature Valid", "Signed by: NGUYỄN VĂN", "AN", "Date: 2026.11.12 14:05:33 +07'00'"), ("NGUYỄN VĂN AN", None, None, None)),
    (
        (
            "Digitally signed by Nguyễn Văn An",
            "DN: C=VN, O=Ủy ban nhân dân tỉnh Tân Giang, OU=Sở Công Thương, CN=Nguyễn Văn An",
            "Date: 2026.11.12 14:05:33",
        ),
        ("Nguyễn Văn An", "Ủy ban nhân dân tỉnh Tân Giang", "Sở Công Thương", None),
    ),
    (("Nguoi ky: Sở Công Thương", "Thoi gian ky: 12.11.2026 14:05:33"), ("Sở Công Thương", None, None, None)),
    (("Cơ quan: Sở Công Thương", "Người ký: Lê An", "Thời gian ký: 12.11.2026 14:05:33"), ("Lê An", None, None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "facts"), CASES, ids=[str(n) for n in range(len(CASES))])
def test_a_banner_says_who_and_when(lines, facts):
    [found] = banners(*lines)
    assert (found.signer, found.organisation, found.unit, found.email) == facts
    assert (found.signed_at.isoformat(), found.source, found.page) == ("2026-11-12T14:05:33+07:00", SignatureSource.BANNER, 1)
    assert not found.holds


def test_two_banners_are_two():
    found = banners("Ký bởi: Lê An", "Ngày ký: 12/11/2026 14:05", "Ký bởi: Sở Công Thương", "Ngày ký: 13/11/2026 08:00")
    assert [(s.signer, s.signed_at.day) for s in found] == [("Lê An", 12), ("Sở Công Thương", 13)]


@pytest.mark.parametrize(
    "lines", [(), ("2",), ("Công văn đến", "Số: 12"), ("Signature Not Verified",), ("Thời gian ký: 12.11.2026 14:05",)]
)
def test_what_names_nobody_is_no_banner(lines):
    assert banners(*lines) == ()


def test_what_stands_in_the_text_is_no_banner():
    assert banners(body="Người ký: Lê An") == ()


def test_a_file_full_of_banners_is_bounded():
    assert len(banners(*["Ký bởi: Lê An"] * 500)) == MOST_BANNERS


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("12.11.2026 14:05:33 +07:00", "2026-11-12T14:05:33+07:00"),
        ("2026.11.12 14:05:33 +07'00'", "2026-11-12T14:05:33+07:00"),
        ("12/11/2026 2:05:33 PM", "2026-11-12T14:05:33+07:00"),
        ("12/11/2026 12:05 SA", "2026-11-12T00:05:00+07:00"),
        ("2026-11-12T07:05:33 +00:00", "2026-11-12T14:05:33+07:00"),
        ("12 . 11 . 2026 14 : 05", "2026-11-12T14:05:00+07:00"),
        ("12/11/2026", "2026-11-12T00:00:00+07:00"),
    ],
)
def test_times(text, iso):
    assert parse_time(text).isoformat() == iso


@pytest.mark.parametrize("text", ["", "14:05", "32.11.2026 14:05", "12.13.2026", "12.11.26", "12.11.2026 25:00", "12.11.0001 10:00"])
def test_no_times(text):
    assert parse_time(text) is None


@given(st.text(max_size=80))
def test_any_text_is_read_without_an_error(text):
    found = parse_time(text)
    assert found is None or found.utcoffset() == timedelta(hours=7)
    read_banners(text, "", OffsetMap(()))
    read_banners(f"Người ký: {text}\nNgày ký: {text}", "", OffsetMap(()))
