"""Passages quoted from other documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.notice import CleanText
from tasks.findings.acting.quoting import LONGEST_QUOTE, Quoted

ASKED = "Sở Y tế báo cáo."


def quoted(text):
    return Quoted(CleanText.from_plain(text))


def holds(text, part):
    return quoted(text).holds(text.index(part))


@pytest.mark.parametrize(
    "text",
    [
        "Tại khoản 2 quy định: “Sở Y tế chủ trì thẩm định hồ sơ.”\nĐề nghị các xã thực hiện.",
        "Điều 5 quy định như sau:\n“1. Sở Y tế chủ trì thẩm định.\n2. Sở Tài chính cấp kinh phí.”.\nĐề nghị các xã thực hiện.",
        'Văn bản nêu rõ: "Sở Y tế chủ trì thẩm định hồ sơ."\nĐề nghị các xã thực hiện.',
        "Nghị định quy định chi tiết một số điều của Luật\nĐất đai: “Sở Y tế chủ trì thẩm định hồ sơ.”\nĐề nghị các xã thực hiện.",
        "Bộ Tài chính hướng dẫn việc thu\nphí tại cảng\nbiển: “1. Sở Y tế chủ trì.”\nĐề nghị các xã thực hiện.",
        "Tại Điều 9 Luật Phí quy\nđịnh:\n\n“Điều 9. Sở Y tế chủ trì thẩm định.”\nĐề nghị các xã thực hiện.",
        "Luật quy định: “Điều 1. Phạm vi của “hồ sơ” là đủ.\nSở Y tế chủ trì.”\nĐề nghị các xã thực hiện.",
    ],
)
def test_what_another_document_says_is_quoted_and_what_follows_is_not(text):
    assert holds(text, "Sở Y tế")
    assert not holds(text, "Đề nghị")


def test_quotes_that_follow_one_another_are_all_skipped():
    text = "Nghị định quy định: “Điều 1. Các xã báo cáo.”; “Điều 2. Sở Y tế chủ trì.”\nĐề nghị các xã thực hiện."
    assert holds(text, "Các xã báo cáo")
    assert holds(text, "Sở Y tế")
    assert not holds(text, "Đề nghị")


@pytest.mark.parametrize(
    "text",
    [
        f"Tại khoản 2 quy định: “{ASKED} Các xã thực hiện.",  # never closed
        f"Tại khoản 2 quy định: “{'Các xã thực hiện. ' * (LONGEST_QUOTE // 10)} {ASKED}”\n",  # closed too far away
        f"Quyết định này quy định mức thu phí.\n\nTên gọi: “{ASKED}\nPhí cảng”.\n",  # announced in another paragraph
        f"Phong trào “Toàn dân đoàn kết” được phát động. {ASKED}",  # a name
        ASKED,
    ],
)
def test_no_quote(text):
    assert not holds(text, "Sở Y tế")


@given(st.text(alphabet='aĐ1 \n.:;“”"', max_size=60).map(lambda tail: "quy định: “" + tail), st.integers(-1, 80))
def test_never_raises(text, place):
    assert quoted(text).holds(place) in {True, False}
