"""Files inside files on the pages: what an archive held, and where a notice lay."""

from datetime import UTC, datetime

import pytest

from db.reading.documents import find_document, register_document
from db.reading.letters import Cover, record_letter
from db.reading.unpacked import Kept, record_members
from tasks.domain.member import Member

FIRST, PARCEL = "01010101", "abababab"


@pytest.fixture
def parcelled(office):
    """The first notice lay in an archive beside a file that was set aside."""
    url = office[0].database
    found, _ = register_document(url, sha256="ab" * 32, byte_size=3, store_path="ab/x", delivery=("/in/hồ sơ.zip", "hồ sơ.zip"))
    inside = find_document(url, FIRST)
    kept = (
        Kept(Member("01 tb.pdf", file="1"), inside.sha256, inside.byte_size, inside.store_path),
        Kept(Member("<b>.docx", code="unsupported-file", reason="a document of an office program")),
    )
    record_members(url, found.id, kept, is_parcel=True)
    return office


def test_an_archive_lists_what_it_held(parcelled, person):
    page = person.get(f"/documents/{PARCEL}").text
    assert "Đã tách tệp" in page and f'<a href="/documents/{FIRST}">01 tb.pdf</a>' in page
    assert "&lt;b&gt;.docx" in page and "chưa xử lý được: Tệp không phải PDF, ảnh hay văn bản" in page
    assert "chưa có nội dung đã đọc" not in page


def test_a_notice_says_in_what_it_lay_and_the_list_finds_archives(parcelled, person):
    assert f'<a href="/documents/{PARCEL}">hồ sơ.zip</a>' in person.get(f"/documents/{FIRST}").text
    assert PARCEL in person.get("/documents?state=unpacked").text


def test_a_notice_says_which_letter_brought_it(office, person):
    url = office[0].database
    cover = Cover("imap://a@b/INBOX", "7:1", "Văn thư <vt@tangiang.example>", "Chuyển <b>", datetime(2026, 11, 29, 18, 30, tzinfo=UTC))
    record_letter(url, cover, [("tb.pdf", find_document(url, FIRST).id)])
    page = person.get(f"/documents/{FIRST}").text
    assert "Nhận qua thư của Văn thư &lt;vt@tangiang.example&gt;: Chuyển &lt;b&gt; · 30/11/2026 01:30" in page
