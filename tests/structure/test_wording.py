import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.vocabulary import load_vocabulary
from tasks.structure.wording import Wordings

WORDINGS = Wordings(load_vocabulary())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Sở Y tế", {"party", "whole"}),
        ("Sở Y tế (cơ quan thường trực)", {"party", "whole"}),
        ("Thanh tra tỉnh", {"party", "whole"}),
        ("Sở Y tế chủ trì, phối hợp với Công an tỉnh", {"party", "acts"}),
        ("Đối với các trạm y tế xã", {"party", "whole"}),
        ("Trách nhiệm của Sở Tài chính", {"party", "whole"}),
        ("Cơ quan thực hiện", {"party", "generic", "acts"}),
        ("Giao Sở Tài chính", {"verb", "told"}),
        ("Giao Sở Tài chính thẩm định dự toán", {"verb", "told", "tells"}),
        ("Phối hợp với các ngành mở lớp", {"verb", "told", "tells"}),
        ("Khen thưởng cấp Nhà nước", {"verb"}),
        ("Chủ động rà soát quy hoạch", {"verb"}),
        ("Kết quả đạt được", set()),
        ("Hồ sơ gồm", {"lead_in"}),
        ("Nếu mất điện", {"condition"}),
        ("Người lái đò phải mặc áo phao", {"party", "generic", "acts", "duty"}),
    ],
)
def test_what_a_text_says(text, said):
    found = WORDINGS.read(text)
    flags = {name for name in found.__slots__ if name not in {"party_end"} and getattr(found, name)}
    assert flags == said


def test_the_parties_end_where_their_list_does():
    text = "Các Sở: Tài chính, Xây dựng rà soát"
    assert text[: WORDINGS.read(text).party_end] == "Các Sở: Tài chính, Xây dựng"


@given(st.text(max_size=80))
def test_any_text_can_be_read(text):
    found = WORDINGS.read(text)
    assert 0 <= found.party_end <= len(text)
    assert found.party or not (found.whole or found.acts or found.generic)
    assert found.told or not found.tells
