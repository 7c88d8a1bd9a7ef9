"""A document whose number does not stand where its day puts it among those of its issuer is doubted."""

from dataclasses import replace
from datetime import date

import pytest

from db.asking.details import revision_detail
from db.reading.documents import register_document
from db.repository import write_reading
from tasks.domain.span import Span

ISSUER = "Ủy ban nhân dân tỉnh Tân Giang"


@pytest.fixture
def issue(url, reading, key):
    """Writes a notice with a head; gives the codes of the doubts about its number and day."""

    def make(number, day, *, symbol="{}/TB-UBND", issuer=ISSUER, citing=None):
        sha = f"{number:04x}{day.toordinal():06x}".ljust(64, "0") if citing is None else f"c{number:04x}".ljust(64, "1")
        document = register_document(url, sha256=sha, byte_size=3, store_path=f"{sha[:8]}/x", delivery=(f"/in/{sha}.pdf", f"{sha}.pdf"))[0]
        made = reading()
        head = replace(
            made.structure.head,
            number=str(number),
            symbol=symbol.format(number),
            issuer=issuer,
            issued_on=day,
            spans=(("number", Span(0, 3)),),
        )
        made = replace(made, structure=replace(made.structure, head=head))
        if citing is not None:
            findings = made.extraction.findings
            cited = replace(findings.citations[0], symbol=citing[0], issued_on=citing[1], issuer=issuer)
            directives = tuple(replace(d, citations=(citing[0],)) for d in findings.directives)
            findings = replace(findings, citations=(cited,), directives=directives)
            made = replace(made, extraction=replace(made.extraction, findings=findings))
        write_reading(url, key(document, f"f{number}{day}"), made)
        return [i.code for i in revision_detail(url, document.id).issues if i.code in ("number-out-of-order", "head-field-contradicted")]

    return make


def test_numbers_out_of_order_are_doubted(issue):
    assert issue(10, date(2026, 1, 12)) == []
    assert issue(20, date(2026, 2, 20)) == []
    assert issue(15, date(2026, 2, 2)) == []
    assert issue(75, date(2026, 1, 20)) == ["number-out-of-order"]
    # Other years, kinds and issuers have their own numbers.
    assert issue(80, date(2025, 1, 9)) == []
    assert issue(90, date(2026, 1, 9), symbol="{}/QĐ-UBND") == []
    assert issue(91, date(2026, 1, 9), issuer="Sở Nội vụ") == []


def test_a_day_that_others_cite_otherwise_is_doubted(issue):
    assert issue(301, date(2026, 5, 4), symbol="{}/KH-UBND", citing=("44/TB-UBND", date(2026, 4, 3))) == []
    assert issue(44, date(2026, 4, 8)) == ["head-field-contradicted"]
    assert issue(302, date(2026, 5, 5), symbol="{}/KH-UBND", citing=("45/TB-UBND", date(2026, 4, 9))) == []
    assert issue(45, date(2026, 4, 9)) == []
