"""Signs that specks left between words go; those that print has stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.restore.gaps import parted, tokens_of, without_stray_stops
from tasks.restore.restore import restore_text


@pytest.mark.parametrize(
    ("token", "parts"),
    [
        ("hé.so,", ("hé", "so,")),
        ("do.cap.tinh", ("do", "cap", "tinh")),
        ("chu_yéu:", ("chu", "yéu:")),
        ("lé-hé", ("lé", "hé")),
        ("danh:gia", ("danh", "gia")),
        ("ban,.nganh", ("ban,", "nganh")),
        ("nam.2026,", ("nam", "2026,")),
        ("445.thu", ("445", "thu")),
        ("2026-xép", ("2026", "xép")),
        ("s6.19-NQ/TU", ("s6", "19-NQ/TU")),
        ("ngay.15/6/2026.", ("ngay", "15/6/2026.")),
        ("72/2025/QH15.ngay", ("72/2025/QH15", "ngay")),
        ("4.1.", ("4.1.",)),
        ("87,42%,", ("87,42%,",)),
        ("2021-2025", ("2021-2025",)),
        ("318/UBND-NC", ("318/UBND-NC",)),
        ("TP.HCM", ("TP.HCM",)),
        ("v.v.", ("v.v.",)),
        ("ho.t", ("ho.t",)),
        ("n.ng", ("n.ng",)),
        ("gia.o", ("gia.o",)),
        ("viéa.y,", ("viéa.y,",)),
        ("h01;1t", ("h01;", "1t")),
        ("cng.tac", ("cng", "tac")),
        ("Covid-19", ("Covid-19",)),
        ("Pa-ki-xtan,", ("Pa-ki-xtan,",)),
        ("vanthu@sonv.vn", ("vanthu@sonv.vn",)),
        ("www.chinhphu.vn", ("www.chinhphu.vn",)),
        ("./.", ("./.",)),
        ("a)", ("a)",)),
        ("doan2016-2021;", ("doan", "2016-2021;")),
        ("28thang4", ("28", "thang", "4")),
        ("35thiu", ("35", "thiu")),
        ("l&n);Hoi", ("l&n);", "Hoi")),
        ('t1o";"Nang', ('t1o";', '"Nang')),
        ('d1i"va', ('d1i"', "va")),
        ("E)ai", ("E)ai",)),
        ("t@,cac", ("t@,", "cac")),
        ("tu,df;to", ("tu,", "df;", "to")),
        ("100km", ("100km",)),
        ("2,5", ("2,5",)),
        ("12,5ha", ("12,5ha",)),
        ("154/CTPH-SVH,TT,DL", ("154/CTPH-SVH,TT,DL",)),
    ],
)
def test_tokens_fall_into_words_where_print_has_no_sign(token, parts):
    assert parted(token) == parts


@pytest.mark.parametrize(
    ("lines", "want"),
    [
        (["cong tac. chi dao"], [["cong", "tac", "chi", "dao"]]),
        (["cong tac.", "chi dao"], [["cong", "tac"], ["chi", "dao"]]),
        (["cong tac.", "", "chi dao"], [["cong", "tac."], [], ["chi", "dao"]]),
        (["cong tac. Chi dao"], [["cong", "tac.", "Chi", "dao"]]),
        (["cong tac. b) chi dao"], [["cong", "tac.", "b)", "chi", "dao"]]),
        (["1. cong tac"], [["1.", "cong", "tac"]]),
        (["ngay 11. thang 6"], [["ngay", "11", "thang", "6"]]),
        (["dam v.v. va"], [["dam", "v.v.", "va"]]),
    ],
)
def test_a_stop_inside_a_sentence_is_none(lines, want):
    assert without_stray_stops([line.split() for line in lines]) == want


@given(st.lists(st.text(st.characters(blacklist_categories=("Cs", "Z", "Cc")), min_size=1, max_size=12), max_size=8))
def test_no_letter_and_no_digit_is_lost(tokens):
    line = " ".join(tokens)
    found = list(tokens_of(line))
    assert "".join(c for _, text in found for c in text if c.isalnum()) == "".join(c for c in line if c.isalnum())
    assert [at for at, _ in found] == sorted(at for at, _ in found)


def test_each_word_names_the_tokens_it_was_made_from(model, channel):
    text = "\n".join(
        [
            "Két luan ctia Pho Chu tich Uy ban nhan dan tinh tai budi lam viéc vé cng.tac cai cach hanh chinh. nam.2026",
            "Yéu cau cac so nganh",
        ]
    )
    restored = restore_text(text, model, channel)
    for line, read in zip(restored.pages[0].lines, text.split("\n"), strict=True):
        for word in line.words:
            assert word.original == " ".join(read.split()[word.at : word.at + word.tokens])
    assert "công tác cải cách hành chính năm 2026" in restored.text
