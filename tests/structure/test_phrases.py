"""Labels of the form are known in spite of misread letters, and no other words are taken for them."""

from __future__ import annotations

import pytest

from tasks.structure.phrases import ADDRESSEES, RECIPIENTS, begins_with


@pytest.mark.parametrize(
    "text",
    [
        "Nơi nhận:",
        "NƠI NHẬN:",
        "Nơi nhận",
        "Nơi nhận :",
        "Nơi nhận:- Như trên;",
        "Nơi nhận: 5",
        '"Nơi nhận:',
        "ôi nhận:",
        'No"inhn:',
        "Noi nhận",
        "Nơi nhân:",
    ],
)
def test_recipients(text):
    assert begins_with(text, RECIPIENTS)


@pytest.mark.parametrize(
    "text",
    [
        "Lợi nhuận đạt 2,1 tỷ đồng.",
        "Lợi nhuận:",
        "lợi nhuận sau thuế của doanh nghiệp",
        "Người nhận:",
        "NGƯỜI NHẬN XÉT, ĐÁNH GIÁ",
        "an ninh, an toàn",
        "nuôi những tháng cuối năm",
        "nơi cá nhân cư trú;",
        "Nơi nhận kết quả: bộ phận một cửa",
        "ninh mạng.",
        "",
    ],
)
def test_other_words_than_recipients(text):
    assert not begins_with(text, RECIPIENTS)


@pytest.mark.parametrize("text", ["Kính gửi:", "Kính gửi: Sở Y tế", "Kính gửi", "KÍNH GỬI:", "Kinh gửi: Các sở", "Kính gừi:"])
def test_addressees(text):
    assert begins_with(text, ADDRESSEES)


@pytest.mark.parametrize("text", ["kinh nghiệm, kỹ năng", "trình gửi lấy ý kiến", "kiến gửi đến kỳ họp", "Kính gửi lời chúc"])
def test_other_words_than_addressees(text):
    assert not begins_with(text, ADDRESSEES)
