from pathlib import Path

import pytest

from samples.notice import Block, Style, load_notice, parse_body


@pytest.mark.parametrize(
    ("markup", "blocks"),
    [
        ("Một câu\nbị ngắt dòng.", (Block(Style.PLAIN, ("Một câu bị ngắt dòng.",)),)),
        ("! I. ĐÁNH GIÁ\n\nChữ.", (Block(Style.HEADING, ("I. ĐÁNH GIÁ",)), Block(Style.PLAIN, ("Chữ.",)))),
        ("= KẾ HOẠCH\n= Năm 2026", (Block(Style.CENTERED, ("KẾ HOẠCH", "Năm 2026")),)),
        ("_ Căn cứ Luật;\n\n@foot\n\n@page", (Block(Style.GROUNDS, ("Căn cứ Luật;",)), Block(Style.FOOT), Block(Style.PAGE))),
        ("~ (Ban hành kèm theo)", (Block(Style.CENTERED_ITALIC, ("(Ban hành kèm theo)",)),)),
        ("- Gạch đầu dòng.", (Block(Style.PLAIN, ("- Gạch đầu dòng.",)),)),
    ],
)
def test_markup(markup, blocks):
    assert parse_body(markup) == blocks


SOURCE = """
issuer = ["SỞ Y TẾ"]
number = "Số: 1/BC-SYT"
place_date = "Tân Giang, ngày 01 tháng 02 năm 2026"
recipients = ["- Lưu: VT."]
authority = ["GIÁM ĐỐC"]
signer = "Lê Văn Thử"
seal = "SỞ Y TẾ"
strength = "office"
"""


def test_the_foot_comes_last_where_the_source_does_not_place_it(tmp_path: Path):
    path = tmp_path / "notice.toml"
    path.write_text(SOURCE + "body = '''\nMột câu.\n'''\n", "utf-8")
    assert [b.style for b in load_notice(path).body] == [Style.PLAIN, Style.FOOT]


def test_a_missing_entry_is_named(tmp_path: Path):
    path = tmp_path / "notice.toml"
    path.write_text("issuer = ['X']\nbody = 'Một câu.'\n", "utf-8")
    with pytest.raises(KeyError, match="number"):
        load_notice(path)
