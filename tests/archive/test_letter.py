"""Letters taken apart: which of their parts are files."""

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.archive.letter import read_letter


def a_letter(text="Kính chuyển."):
    letter = EmailMessage()
    letter["From"], letter["Subject"], letter["Date"] = (
        "Văn thư <vt@tangiang.example>",
        "Thông báo số 12",
        "Sun, 29 Nov 2026 08:00:00 +0700",
    )
    letter["Message-ID"] = "<a@b>"
    letter.set_content(text)
    return letter


def named(letter):
    return [(enclosure.name, enclosure.content) for enclosure in read_letter(bytes(letter)).enclosures]


def test_who_sent_it_when_and_about_what():
    found = read_letter(bytes(a_letter()))
    assert (found.message_id, found.sender, found.subject) == ("a@b", "Văn thư <vt@tangiang.example>", "Thông báo số 12")
    assert found.sent_at.isoformat() == "2026-11-29T01:00:00+00:00"
    assert found.enclosures == ()


def test_files_are_what_was_attached_and_pictures_of_the_text_are_none():
    letter = a_letter()
    letter.add_alternative('<p>Kính chuyển <img src="cid:logo"></p>', subtype="html")
    letter.get_payload()[1].add_related(b"logo", "image", "png", cid="<logo>")
    letter.add_attachment(b"%PDF", "application", "pdf", filename="Thông báo số 12.pdf")
    letter.add_attachment(b"II*", "image", "tiff")
    assert named(letter) == [("Thông báo số 12.pdf", b"%PDF"), ("8.tiff", b"II*")]


def test_what_is_shown_inline_by_a_scanner_is_a_file():
    letter = a_letter()
    letter.add_attachment(b"%PDF", "application", "pdf", disposition="inline", filename="Scan_001.pdf")
    assert named(letter) == [("Scan_001.pdf", b"%PDF")]


def test_a_letter_that_is_nothing_but_a_file():
    letter = EmailMessage()
    letter.set_content(b"%PDF", "application", "pdf")
    assert named(letter) == [("1.pdf", b"%PDF")]


def test_a_letter_that_was_forwarded_whole_is_looked_into():
    inner = a_letter()
    inner.add_attachment(b"%PDF", "application", "pdf", filename="trong.pdf")
    outer = a_letter()
    outer.add_attachment(inner)
    assert named(outer) == [("trong.pdf", b"%PDF")]


@pytest.mark.parametrize("kind", ["application/pkcs7-signature", "text/calendar", "text/vcard", "application/pgp-signature"])
def test_signatures_invitations_and_cards_are_no_files(kind):
    letter = a_letter()
    letter.add_attachment(b"x", *kind.split("/"), filename="x.bin")
    assert named(letter) == []


def test_a_file_without_content_is_told_like_every_file():
    letter = a_letter()
    letter.add_attachment(b"", "application", "pdf", filename="rong.pdf")
    assert named(letter) == [("rong.pdf", b"")]


@pytest.mark.parametrize(
    ("given_name", "name"),
    [("../../etc/passwd", "etc-passwd"), ("C:\\Users\\x\\a.pdf", "C:-Users-x-a.pdf"), ("a\x00b.pdf", "a-b.pdf"), ("...", "3.pdf")],
)
def test_a_name_is_no_path(given_name, name):
    letter = a_letter()
    letter.add_attachment(b"%PDF", "application", "pdf", filename="put-here")
    raw = bytes(letter).replace(b'filename="put-here"', b'filename="%s"' % given_name.replace("\\", "\\\\").encode())
    [enclosure] = read_letter(raw).enclosures
    assert enclosure.name == name


@given(st.binary(max_size=300))
def test_no_letter_raises(raw):
    read_letter(raw)
    read_letter(b"Content-Type: multipart/mixed; boundary=x\nDate: " + raw[:40].replace(b"\n", b" ") + b"\n\n--x\n" + raw)


@pytest.mark.parametrize(
    "head",
    [
        b"From: =?utf-8?q?=ZZ?=\nDate: x",
        b"Message-ID: <",
        b"From: a@\xff\nSubject: \xe1\xbb",
        b"Date: Sun, 99 Nov 2026 08:00:00 +0700",
        b"Content-Disposition: attachment; filename*=utf-8''%ff",
    ],
)
def test_broken_heads_are_read_as_far_as_they_go(head):
    assert read_letter(head + b"\n\n").sent_at is None
