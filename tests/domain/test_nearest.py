import pytest

from tasks.domain.nearest import did_you_mean, nearest

BODIES = ("Sở Nội vụ", "Sở Tài chính", "Sở Tài nguyên và Môi trường", "Văn phòng UBND tỉnh")


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("so noi vu", "Sở Nội vụ"),
        ("Sở Nội v", "Sở Nội vụ"),
        ("sở tài chánh", "Sở Tài chính"),
        ("moi truong", "Sở Tài nguyên và Môi trường"),
        ("van phong uy ban", "Văn phòng UBND tỉnh"),
        ("xyzzy", None),
        ("", None),
    ],
)
def test_the_likest_name_is_offered_accents_or_not(typed, wanted):
    found = nearest(typed, BODIES)
    assert (found[0] if found else None) == wanted


def test_what_is_like_nothing_gets_another_word():
    assert did_you_mean("xyzzy", BODIES, "Look.") == "Look."
    assert did_you_mean("noi vu", ()) == ""
