import pytest

from tasks.vietnamese.joining import leads_on


@pytest.mark.parametrize("text", ["tỷ lệ giải ngân trên", "Kế hoạch của", "và", "trước ngày"])
def test_a_sentence_goes_on(text):
    assert leads_on(text)


@pytest.mark.parametrize("text", ["", "Sở Nội vụ", "đúng quy định.", "các huyện"])
def test_a_sentence_may_end(text):
    assert not leads_on(text)
