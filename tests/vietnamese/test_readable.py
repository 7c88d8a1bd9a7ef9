"""Words that are Vietnamese, rubbish, or too few to judge."""

import pytest

from tasks.vietnamese.readable import is_rubbish, vietnamese_share

GOOD = "Sở Y tế chủ trì rà soát 15 trạm y tế xã, báo cáo Ủy ban nhân dân tỉnh trước ngày 30 tháng 6 năm 2026."
RUBBISH = "Suoud uợp ugu ượq Áu €ngX 5 3ượo nệiA 9ƒp 12 ộưs ờs ua ồqL ueyu YTu aeoq nẹp iouo oạs iòlh unq oạg tươu 25 hộ oạu nua"
ENGLISH = "This document is protected by copyright law and may not be reproduced without the written permission of its publisher at all"


@pytest.mark.parametrize(
    ("text", "rubbish"), [(GOOD, False), (RUBBISH, True), (ENGLISH, True), ("12 15 18 % - 3.4 5", False), ("a b", False)]
)
def test_words_are_vietnamese_or_rubbish(text, rubbish):
    assert is_rubbish(text.split()) is rubbish


def test_few_words_are_not_judged():
    assert vietnamese_share(["Suoud", "uợp", "ugu"]) is None
    assert vietnamese_share(GOOD.split()) > 0.95
