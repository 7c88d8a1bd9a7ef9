from dataclasses import replace
from datetime import date, datetime

import pytest

from tasks.domain.notice import Head
from tasks.domain.signature import Signature, Signatures, SignatureSource
from tasks.signing.boxes import Boxes, read_boxes, weigh_boxes
from tasks.signing.clock import VIETNAM
from tasks.signing.weigh import with_verdicts

AT = datetime(2026, 11, 13, 8, 30, tzinfo=VIETNAM)


def box(quote, across, down=0.13, page=1):
    return Signature(SignatureSource.SIGNATURE, signer="Sở Công Thương", signed_at=AT, page=page, quote=quote, place=(across, down))


NUMBER, DAY, MONTH = box("45", 0.25), box("12", 0.68), box("11 năm", 0.77)


def read(*boxes):
    return read_boxes(Signatures(boxes))


@pytest.mark.parametrize(
    ("boxes", "number", "symbol", "day"),
    [
        ((NUMBER, DAY, MONTH), "45", None, date(2026, 11, 12)),
        ((MONTH, DAY, NUMBER), "45", None, date(2026, 11, 12)),
        ((box("45 /TB-UBND Tân", 0.4), box("12 tháng", 0.7)), "45", "45/TB-UBND", date(2026, 11, 12)),
        ((box("Số: 45 /BC-SCT", 0.3), box("12", 0.7)), "45", "45/BC-SCT", date(2026, 11, 12)),
        ((box("045", 0.3),), "045", None, None),
        # Signed in the month after the day on the page.
        ((box("31", 0.68), box("10", 0.77)), None, None, date(2026, 10, 31)),
    ],
)
def test_number_and_day_of_a_clerk(boxes, number, symbol, day):
    found = read(*boxes)
    assert (found.number, found.symbol, found.day) == (number, symbol, day)


@pytest.mark.parametrize(
    "boxes",
    [
        (),
        (box("PHÓ GIÁM ĐỐC Nguyễn Văn An", 0.75, 0.8),),
        (box("45", 0.25, 0.8),),
        (box("45", 0.25, page=2),),
        (box("Ký bởi: Sở Công Thương Thời gian ký: 12.11.2026", 0.81, 0.04),),
        (box("SAO Y 45", 0.25),),
        # Two numbers, more boxes than day and month, a day that is none, one that is still to come, one long ago.
        (NUMBER, box("46", 0.3)),
        (box("1", 0.6), box("2", 0.7), box("3", 0.8)),
        (box("32", 0.68),),
        (box("30", 0.68), box("2", 0.77)),
        (box("14", 0.68), MONTH),
        (box("12", 0.68), box("1 năm", 0.77)),
        (box("12", 0.68), box("4x", 0.77)),
        (replace(DAY, signed_at=None),),
    ],
)
def test_anything_else_says_nothing(boxes):
    found = read(*boxes)
    assert (found.number, found.symbol, found.day) == (Boxes().number, None, None)


def test_what_was_read_is_confirmed_contradicted_or_filled():
    def said(head):
        return {v.field: v.said for v in weigh_boxes(head, Signatures((box("45 /TB-UBND", 0.4), DAY, MONTH)))}

    assert said(Head()) == {"number": "fills", "symbol": "fills", "issued_on": "fills"}
    read_right = Head(number="045", symbol="045/TB-UBND", issued_on=date(2026, 11, 12))
    assert said(read_right) == {"number": "confirms", "issued_on": "confirms"}
    misread = Head(number="46", symbol="46/TB-UBND", issued_on=date(2026, 11, 17))
    assert said(misread) == {"number": "contradicts", "issued_on": "contradicts"}


def test_a_filled_day_is_a_day():
    head = with_verdicts(Head(), tuple(weigh_boxes(Head(), Signatures((NUMBER, DAY, MONTH)))))
    assert (head.number, head.issued_on) == ("45", date(2026, 11, 12))
