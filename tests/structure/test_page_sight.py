"""What a page says about its place: invented pages of the kinds that begin, go on and end."""

from __future__ import annotations

import pytest
from sight_pages import page

from config.vocabulary import load_vocabulary
from tasks.structure.page_sight import sight_of

TYPES = load_vocabulary().document_types
NATION = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 40, 500)
MOTTO = ("Độc lập - Tự do - Hạnh phúc", 80, 560)


def seen(*texts):
    """Lines one below the other."""
    return sight_of(page(1, *((text, 60 + 40 * place) for place, text in enumerate(texts))), TYPES)


@pytest.mark.parametrize(
    ("first", "within", "later_item"),
    [
        ("chức đoàn thể góp phần thực hiện", True, False),
        ("17. Các trường học quan tâm", False, True),
        ("c) Rà soát hồ sơ", False, True),
        ("III. TỔ CHỨC THỰC HIỆN", False, True),
        ("Điều 4. Hiệu lực thi hành", False, True),
        ("1. Rà soát hồ sơ", False, False),
        ("a) Rà soát hồ sơ", False, False),
        ("I. MỤC ĐÍCH", False, False),
        ("Điều 1. Phạm vi", False, False),
        ("Các trường học quan tâm", False, False),
    ],
)
def test_how_a_page_begins(first, within, later_item):
    sight = sight_of(page(1, ("3", 50, 480), (first, 200), ("và lời khác", 260)), TYPES)
    assert (sight.printed, sight.within, sight.later_item) == (3, within, later_item)


@pytest.mark.parametrize(
    ("texts", "head", "issued", "opening"),
    [
        pytest.param(["Số: 12/UBND-NC", "Tân Giang, ngày 5 tháng 3 năm 2024"], True, True, True, id="letter"),
        pytest.param(["Số: /UBND-NC", "Tân Giang, ngày tháng năm 2024"], True, True, True, id="number and day left blank"),
        pytest.param(["Tân Giang, ngày 5 tháng 3 năm 2024", "BÁO CÁO"], True, True, True, id="day alone"),
        pytest.param(["Số: ....../BC-....", "....., ngày ..... tháng ..... năm 20...."], True, False, False, id="form"),
        pytest.param(["ĐƠN ĐỀ NGHỊ", "Kính gửi: Phòng Nội vụ"], True, False, True, id="form with an addressee"),
        pytest.param(["KẾ HOẠCH", "(Kèm theo Quyết định số 9/QĐ-UBND)", "Số: 3/KH-UBND"], True, False, False, id="attached plan"),
    ],
)
def test_heads(texts, head, issued, opening):
    sight = sight_of(page(1, NATION, MOTTO, *((text, 120 + 40 * place) for place, text in enumerate(texts))), TYPES)
    assert (sight.head, sight.issued, sight.opening) == (head, issued, opening)
    assert sight.first is (head and issued)


@pytest.mark.parametrize(
    ("texts", "opening"),
    [
        (["THÔNG BÁO", "Kết luận của đồng chí Chủ tịch"], True),
        (["Kính gửi:", "- Các phường, xã;"], True),
        (["DANH SÁCH", "Các đơn vị chưa báo cáo theo Công văn số 12/UBND-NC", "ngày 18/10/2023 về việc báo cáo"], False),
        (["PHỤ LỤC 2", "DANH MỤC MÁY MÓC"], False),
        (["Nơi nhận:", "- Như trên;", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], False),
        (["Căn cứ Quyết định số 3/QĐ-UBND ngày 5 tháng 3 năm 2024 về kế hoạch năm"], False),
        (["STT Họ và tên", "Nam Nữ"], False),
        (["theo Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam, các sở báo cáo"], False),
    ],
)
def test_what_a_first_page_has_without_the_countrys_name(texts, opening):
    sight = seen(*texts)
    assert (sight.head, sight.opening) == (False, opening)


@pytest.mark.parametrize(
    ("last", "open_"),
    [
        ("hồ sơ được gửi trước khi họp và được các phòng của huyện Hòa Bình", True),
        ("- Rà soát hồ sơ;", True),
        ("gồm các đơn vị sau:", True),
        ("hồ sơ được gửi trước khi họp và được các phòng của huyện Hòa Bình.", False),
        ("Lê Văn Bình", False),
        ("của huyện", False),
    ],
)
def test_how_a_page_ends(last, open_):
    full = "Các phòng của huyện Hòa Bình gửi hồ sơ trước khi họp và báo cáo theo"
    sight = seen(full, last, "2")
    assert (sight.open, sight.closed) == (open_, False)


@pytest.mark.parametrize(("texts", "foot"), [(["Nơi nhận:", "- Như trên."], True), (["triển khai thực hiện./.", "CHỦ TỊCH"], False)])
def test_what_closes_a_document(texts, foot):
    sight = seen("Các phòng gửi hồ sơ", *texts)
    assert (sight.foot, sight.closed) == (foot, True)


def test_a_page_without_words_is_blank():
    assert sight_of(page(4), TYPES).blank
