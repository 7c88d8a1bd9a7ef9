"""The place of the day's line and the issuer's as two witnesses of one name."""

import pytest

from tasks.structure.seat import agree


@pytest.mark.parametrize(
    ("issuer", "place", "wanted", "mended"),
    [
        ("Ủy ban nhân dân tỉnh LAP Châu", "Lai Châu", ("Ủy ban nhân dân tỉnh Lai Châu", "Lai Châu"), ("issuer",)),
        ("Tỉnh ủy Hà Tâv", "Hà Tây", ("Tỉnh ủy Hà Tây", "Hà Tây"), ("issuer",)),
        ("Ủy ban nhân dân tỉnh An Giang", "An", ("Ủy ban nhân dân tỉnh An Giang", "An Giang"), ("place",)),
        ("Ủy ban nhân dân tỉnh Cao Bằng", "Cao Băng", ("Ủy ban nhân dân tỉnh Cao Bằng", "Cao Bằng"), ("place",)),
        ("Ủy ban nhân dân tỉnh LAP Châu", "Lal Châu", ("Ủy ban nhân dân tỉnh Lai Châu", "Lai Châu"), ("issuer", "place")),
        ("Ủy ban nhân dân thành phố cần thơ", "Cần Thơ", ("Ủy ban nhân dân thành phố Cần Thơ", "Cần Thơ"), ()),
        ("Hội đồng nhân dân", "Sơn La", ("Hội đồng nhân dân tỉnh Sơn La", "Sơn La"), ("issuer",)),
        ("Sở Y tế", "Quảng-Bình", ("Sở Y tế", "Quảng Bình"), ()),
    ],
)
def test_the_misread_one_takes_the_other_ones_letters(issuer, place, wanted, mended):
    seat = agree(issuer, place)
    assert ((seat.issuer, seat.place), seat.mended) == (wanted, mended)


@pytest.mark.parametrize(
    ("issuer", "place"),
    [
        ("Ủy ban nhân dân tỉnh Kiên Giang", "Rạch Giá"),
        ("Ủy ban nhân dân tỉnh Hà Nam", "Hà Nội"),
        ("Ủy ban nhân dân tỉnh Tân Giang", "Tân Giang"),
        ("Ủy ban nhân dân tỉnh Đăk Lắk", "Đắk Lắk"),
        ("Sở Lao động - Thương binh và Xã hội", "Quảng Bình"),
        ("Sở Y tế", None),
        (None, "Hà Nội"),
    ],
)
def test_what_is_right_or_of_two_places_stays(issuer, place):
    seat = agree(issuer, place)
    assert (seat.issuer, seat.place, seat.mended, seat.unknown) == (issuer, place, (), ())


@pytest.mark.parametrize("issuer", ["Hội đồng nhân dân tỉnh Xyz Kbh", "Ủy ban nhân dân"])
def test_a_place_that_nothing_confirms_is_told_of(issuer):
    assert agree(issuer, "Nơi Xa").unknown == ("issuer",)
