import pytest

from config.vocabulary import load_vocabulary
from tasks.findings.names import Namer

NAMER = Namer(load_vocabulary())


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("hộ nghèo so với năm 2021", "hộ nghèo"),
        ("hồ sơ, tài liệu", "hồ sơ"),
        ("cụm công nghiệp đã hình thành trên địa bàn", "cụm công nghiệp đã hình thành"),
        ("xã và", "xã"),
        ("thôn 12 hộ", "thôn"),
        ("", ""),
    ],
)
def test_a_name_ends_before_what_only_places_it(phrase, name):
    assert NAMER.cut(phrase) == name


@pytest.mark.parametrize(
    ("before", "name"),
    [
        ("Đồng thời, tỷ lệ hộ nghèo năm 2024 giảm còn ", "tỷ lệ hộ nghèo"),
        ("Trong năm 2024, toàn tỉnh đã thu hút ", "thu hút"),
        ("Chỉ số hài lòng của người dân (SIPAS) đạt ", "Chỉ số hài lòng của người dân (SIPAS)"),
        ("Xã nông thôn mới chiếm ", "Xã nông thôn mới"),
        ("Công tác giải phóng mặt bằng đạt ", "Công tác giải phóng mặt bằng"),
        ("Đến nay, đã có ", ""),
    ],
)
def test_the_subject_before_a_figure(before, name):
    assert NAMER.before(before + "12%", 0, len(before))[0] == name
