"""A PDF is known by its header, also where it begins further on."""

from io import BytesIO

import pytest

from tasks.domain.pdf_start import stands_behind, start_of

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\nstartxref\n9\n%%EOF"


@pytest.mark.parametrize(
    ("data", "is_pdf", "behind"),
    [
        (PDF, True, 0),
        (b"@PJL SET\r\n" * 20 + PDF, True, 0),
        (b"@PJL SET\r\n" * 400 + PDF, True, 4000),
        (bytes(70_000) + PDF, True, 70_000),
        (b"On forms: %PDF-1.7 is a header.\n" * 100, True, 0),
        (b"A text of an office.\n" * 100 + b"It names %PDF-1.7 within a line, and startxref.", False, 0),
        (b"A text of an office.\n" * 100 + b"%PDF-1.7\nand ends otherwise.", False, 0),
        (b"A text of an office.\n" * 100, False, 0),
        (b"", False, 0),
    ],
)
def test_where_a_pdf_begins(data, is_pdf, behind):
    start = start_of(BytesIO(data))
    assert (b"%PDF-" in start) is is_pdf and data.startswith(start)
    assert not is_pdf or stands_behind(start) == behind
