import pytest

from config.words import load_words
from tasks.findings.extract import tagger_of
from tasks.findings.owners import act_of, dealt_with, is_act, list_end, only_acts, owns
from tasks.reading.sentences import of_plain

TAGGER = tagger_of(load_words())


def read(text):
    return of_plain(text, TAGGER)


@pytest.mark.parametrize(
    ("text", "name", "owner"),
    [
        ("tỉnh Tân Giang có 99 xã", "Tân Giang", True),
        ("tỉnh Tân Giang có 99 xã", "tỉnh Tân Giang", True),
        ("huyện Hòa Bình còn 12 hộ", "Hòa Bình", True),
        ("Xã có 12 thôn", "Xã", True),
        ("Toàn Đảng bộ có 45 tổ chức", "Toàn", True),
        ("Toàn diện hơn 12 nội dung", "Toàn", False),
        ("Đàn bò có 56.780 con", "Đàn bò", False),
        ("Sốt xuất huyết có 12 ca", "Sốt xuất huyết", False),
    ],
)
def test_a_place_owns_what_is_counted(text, name, owner):
    assert owns(read(text), text.index(name)) is owner


@pytest.mark.parametrize(
    ("words", "acts"), [("rà soát", True), ("tổ chức", True), ("cấp phát giấy", False), ("số hộ", False), ("đã kiểm tra", True)]
)
def test_verbs_alone_name_nothing(words, acts):
    assert only_acts(read(f"{words} 12 hồ sơ"), 0, len(words)) is acts


def test_a_verb_that_is_cut_is_no_act():
    assert not is_act(read("phát hiện 12 ca"), 0, len("phát"))


@pytest.mark.parametrize(
    ("text", "words", "opens"),
    [
        ("quản lý 12 ca", "quản lý", True),
        ("9 ca, quản lý 12 ca", "quản lý", True),
        ("Sở đã quản lý 12 ca", "quản lý", True),
        ("khu vực nuôi 12 vị trí", "nuôi", False),
    ],
)
def test_an_act_opens_its_clause(text, words, opens):
    assert is_act(read(text), text.index(words), text.index(words) + len(words)) is opens


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("UBND tỉnh phê duyệt phương án cho 12 hộ", "phê duyệt"),
        ("Sở Y tế cấp thẻ cho 12 người", "cấp"),
        ("cấp thẻ cho 12 người", "cấp"),
    ],
)
def test_the_act_of_a_body(text, act):
    assert text[act_of(read(text), 0) :].startswith(act)


@pytest.mark.parametrize(
    ("text", "dealt"),
    [
        ("cấp thẻ cho 12 người", True),
        ("xử phạt đối với 12 cơ sở", True),
        ("phối hợp với 12 cơ sở", False),
        ("kiểm tra 12 cơ sở", False),
        ("12 cơ sở", False),
    ],
)
def test_for_whom_it_was_done(text, dealt):
    assert dealt_with(read(text), text.index("12")) is dealt


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("cán bộ, công chức và người lao động được tập huấn", "cán bộ, công chức và người lao động"),
        ("các xã, phường, thị trấn có trụ sở", "các xã, phường, thị trấn"),
        ("hồ sơ được số hóa", ""),
        ("cán bộ được tập huấn", ""),
    ],
)
def test_a_list_of_those_who_are_meant(text, listed):
    assert text[: list_end(read(text), 0)] == listed
