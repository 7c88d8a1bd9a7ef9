"""What a signature shows on the page, read from its box in a real PDF."""

import io

import pikepdf
import pytest
from signing_office import LEADER, SEAL, blank_pdf

from tasks.domain.signature import Signature, SignatureSource
from tasks.scan.embedded import EmbeddedText, EmbeddedWord
from tasks.scan.limits import Limits
from tasks.scan.process import Bounds
from tasks.signing.read import read_signatures
from tasks.signing.shown import Box, certifies_a_copy, with_words, words_in

BOUNDS = Bounds(60.0)


def with_stamp(office, words):
    """A file signed with a visible stamp of its own words."""
    from pyhanko import stamp

    style = stamp.TextStampStyle(stamp_text=words, border_width=0)
    return office.sign(blank_pdf(), *SEAL, style=style)


def test_the_words_of_a_stamp_are_kept_with_their_place(office, tmp_path):
    (tmp_path / "x.pdf").write_bytes(with_stamp(office, "Ky boi: So Cong Thuong"))
    [signature] = read_signatures(tmp_path / "x.pdf", Limits(), None).found
    assert "Ky boi:" in signature.quote and signature.page == 1
    across, down = signature.place
    assert (across, down) == pytest.approx((430 / 595, 37 / 842), abs=0.01)
    assert signature.holds


def test_words_belong_to_the_box_that_their_middle_lies_in():
    text = EmbeddedText(((EmbeddedWord("Số:", 0, 0, 20, 10), EmbeddedWord("45", 22, 0, 34, 10)), (EmbeddedWord("ngày", 22, 30, 40, 40),)))
    assert words_in(text, Box(1, 20, 0, 40, 12, 595, 842)) == "45"
    assert words_in(text, Box(1, 20, 0, 40, 50, 595, 842)) == "45 ngày"
    assert words_in(text, Box(1, 100, 0, 140, 50, 595, 842)) == ""


def test_hostile_boxes_leave_the_signature_as_it_is(office, tmp_path):
    with pikepdf.open(io.BytesIO(office.sign(blank_pdf(), *LEADER))) as pdf:
        widget = pdf.pages[0].Annots[0]
        widget.Rect = pikepdf.Array([1, 2, 3])
        widget.Parent = widget
        pdf.save(tmp_path / "x.pdf")
    signature = Signature(SignatureSource.SIGNATURE, field="Signature1")
    assert with_words(tmp_path / "x.pdf", [signature], BOUNDS) == (signature,)
    (tmp_path / "y.pdf").write_bytes(b"%PDF-1.7 nothing")
    assert with_words(tmp_path / "y.pdf", [signature], BOUNDS) == (signature,)


@pytest.mark.parametrize(
    ("quote", "is_copy"),
    [
        ("SAO Y Ủy ban nhân dân tỉnh Tân Giang Thời gian ký: 12/11/2026", True),
        ("Hình thức sao: Sao y", True),
        ("TRÍCH SAO Văn phòng", True),
        ("Ký bởi: Sao Mai", False),
        ("", False),
    ],
)
def test_copies_are_known_by_their_words(quote, is_copy):
    assert certifies_a_copy(Signature(SignatureSource.SIGNATURE, quote=quote)) is is_copy
