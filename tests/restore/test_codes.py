import pytest

from tasks.restore.codes import codes_of, initials

SENTENCES = [
    initials(["Sở", "Giáo", "dục", "và", "Đào", "tạo", "chủ", "trì"]),
    initials(["Sở", "Lao", "động", "Thương", "binh", "và", "Xã", "hội", "phối", "hợp"]),
    initials(["công", "nhân", "viên", "chức", "lao", "động", "tỉnh"]),
    initials(["thể", "dục", "thể", "thao"]),
    initials(["người", "lao", "động"]),
    initials(["lao", "động", "giỏi"]),
]


def test_initials_leave_out_what_abbreviations_leave_out():
    assert SENTENCES[0] == "sgdđtct"


@pytest.mark.parametrize(
    ("read", "wanted"),
    [("GDDT", "GDĐT"), ("LDTBXH", "LĐTBXH"), ("CNVCLD", "CNVCLĐ"), ("TDTT", "TDTT"), ("LDLD", "LĐLĐ"), ("XDXD", "XDXD")],
)
def test_the_words_that_stand_behind_an_abbreviation_tell_its_marks(read, wanted):
    assert codes_of([read, read, "dd", "DA", "Dung"], SENTENCES) == {wanted: 2}


def test_an_abbreviation_that_stands_there_once_has_its_words_there_too():
    assert codes_of(["LJBND", "CNVCLD"], SENTENCES) == {"CNVCLĐ": 1}
