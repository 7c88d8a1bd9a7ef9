import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.restore.letters import Style, in_style, is_printed, split_read, split_syllable, style_of, styled_parts, without_stray


@pytest.mark.parametrize(
    ("form", "parts"),
    [
        ("nghiệp", ("ngh", "iệp")),
        ("quyền", ("qu", "yền")),
        ("giếng", ("gi", "ếng")),
        ("gì", ("g", "ì")),
        ("gìn", ("g", "ìn")),
        ("đầu", ("đ", "ầu")),
        ("ứng", ("", "ứng")),
        ("ở", ("", "ở")),
    ],
)
def test_onset_and_rime(form, parts):
    assert split_syllable(form) == parts


@pytest.mark.parametrize(
    ("form", "style", "parts"),
    [
        ("đầu", Style.TITLE, ("Đ", "ầu")),
        ("ủy", Style.TITLE, ("", "Ủy")),
        ("nghị", Style.UPPER, ("NGH", "Ị")),
        ("nghị", Style.LOWER, ("ngh", "ị")),
    ],
)
def test_parts_in_their_case(form, style, parts):
    assert styled_parts(form, style) == parts
    assert "".join(parts) == in_style(form, style)


@pytest.mark.parametrize(
    ("word", "style"), [("ủy", Style.LOWER), ("Ủy", Style.TITLE), ("ỦY", Style.UPPER), ("Ở", Style.TITLE), ("QyĐ", None), ("TTg", None)]
)
def test_case_of_a_word(word, style):
    assert style_of(word) is style


@pytest.mark.parametrize(
    ("token", "parts"),
    [
        ("(SIPAS)", ("(", "SIPAS", ")")),
        ("tinh,", ("", "tinh", ",")),
        ("'va", ("'", "va", "")),
        ("lu‘O’ng", ("", "lu‘O’ng", "")),
        ("_uy", ("_", "uy", "")),
        ("./.", ("", "", "./.")),
        ("hién./", ("", "hién", "./")),
        ("&", ("", "&", "")),
        ("...", ("", "", "...")),
    ],
)
def test_signs_around_a_read_word(token, parts):
    assert split_read(token) == parts


@given(st.text(min_size=1, max_size=12))
def test_nothing_of_a_word_is_lost(token):
    assert "".join(split_read(token)) == token


@pytest.mark.parametrize(
    ("signs", "wanted"), [("_", ""), ("’,", ","), ("..", "."), ("...", "..."), ("”.", "”."), ("!,", ","), ("!", "!"), ("", "")]
)
def test_signs_that_only_a_misreading_leaves(signs, wanted):
    assert without_stray(signs) == wanted


@pytest.mark.parametrize(
    ("signs", "wanted"),
    [
        ("", True),
        (".", True),
        ("),", True),
        ("...", True),
        ("./.", True),
        ("”;", True),
        ("):", True),
        ("!;!", False),
        ("~", False),
    ],
)
def test_signs_that_print_has_behind_a_word(signs, wanted):
    assert is_printed(signs) is wanted
