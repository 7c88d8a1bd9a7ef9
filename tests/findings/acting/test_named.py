"""Who acts where neither an order nor the subject names them."""

import pytest

from config.vocabulary import load_vocabulary
from tasks.findings.acting.actors import ClauseReader
from tasks.findings.acting.cues import ClauseCues
from tasks.findings.acting.named import about, agent, named_in_brackets, responsible_in_brackets, sender
from tasks.findings.extract import tagger_of
from tasks.reading.sentences import of_plain

VOCABULARY = load_vocabulary()
TAGGER, CUES = tagger_of(VOCABULARY.words), ClauseCues(VOCABULARY.cues)


def read(find, text):
    reader = ClauseReader(of_plain(text, TAGGER), CUES)
    actors = find(reader, 0, len(reader.sentence.tokens))
    return actors and (actors.kind, tuple(actors.parties.names))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Đối với Sở Y tế: rà soát danh mục.", ("Sở Y tế",)),
        ("Về phía UBND các xã: tổ chức tuyên truyền.", ("UBND các xã",)),
        ("Đối với Sở Y tế:", ("Sở Y tế",)),
    ],
)
def test_whom_a_clause_is_about(text, names):
    assert read(about, text) == ("subject", names)


@pytest.mark.parametrize("text", ["Đối với Sở Y tế đã báo cáo.", "Đối với hồ sơ còn thiếu: bổ sung.", "Sở Y tế: rà soát danh mục."])
def test_nobody_is_it_about(text):
    assert read(about, text) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Báo cáo của Sở Y tế gửi về Sở Nội vụ trước ngày 15/6/2025.", ("Sở Y tế",)),
        ("Kế hoạch của UBND các xã phải gửi về Sở Nội vụ.", ("UBND các xã",)),
    ],
)
def test_whose_paper_is_to_be_sent(text, names):
    assert read(sender, text) == ("subject", names)


@pytest.mark.parametrize("text", ["Báo cáo của Sở Y tế đã nêu rõ.", "Trụ sở của Sở Y tế gửi về Sở Nội vụ."])
def test_nobody_sends(text):
    assert read(sender, text) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [("Việc kiểm tra do Sở Y tế thực hiện.", ("Sở Y tế",)), ("Hồ sơ phải được Sở Y tế thẩm định.", ("Sở Y tế",))],
)
def test_by_whom_it_is_done(text, names):
    assert read(agent, text) == ("agent", names)


@pytest.mark.parametrize("text", ["Tài sản do UBND xã quản lý.", "Kế hoạch do Sở Y tế ban hành.", "Lý do Sở Y tế thực hiện."])
def test_what_a_thing_is_like_names_no_agent(text):
    assert read(agent, text) is None


@pytest.mark.parametrize(
    ("text", "order"),
    [("Giao Sở Y tế rà soát danh mục.", "giao"), ("Đề nghị Sở Y tế rà soát danh mục.", "đề nghị"), ("Sở Y tế rà soát danh mục.", "")],
)
def test_the_verb_of_the_order_is_kept(text, order):
    reader = ClauseReader(of_plain(text, TAGGER), CUES)
    assert reader.actors(0, len(reader.sentence.tokens), assigned=False).order == order


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Nâng cấp trạm bơm (Sở Xây dựng chủ trì; hoàn thành trong tháng 6/2025).", ("Sở Xây dựng",)),
        ("Mở lớp tập huấn (do Sở Nội vụ và Trường Chính trị tỉnh thực hiện).", ("Sở Nội vụ", "Trường Chính trị tỉnh")),
        ("Lắp camera tại chợ (đơn vị thực hiện: UBND phường Đông Hải).", ("UBND phường Đông Hải",)),
        ("Số hóa sổ hộ tịch (chủ trì: Sở Tư pháp; phối hợp: Công an tỉnh).", ("Sở Tư pháp",)),
    ],
)
def test_who_is_in_charge_by_brackets(text, names):
    assert read(responsible_in_brackets, text) == ("agent", names)


@pytest.mark.parametrize(
    "text",
    [
        "Rà soát hồ sơ (theo hướng dẫn của Sở Y tế).",
        "Nâng cấp cầu treo (thuộc thẩm quyền của Sở Xây dựng).",
        "Tổ chức hội nghị (thời gian: tháng 6; địa điểm: UBND xã Hòa Sơn).",
        "Lắp trạm đo mưa (Sở Xây dựng).",
    ],
)
def test_other_brackets_put_nobody_in_charge(text):
    assert read(responsible_in_brackets, text) is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Lắp trạm đo mưa (Sở Xây dựng).", True),
        ("Trồng cây ven đường (Đoàn Thanh niên, Hội Nông dân).", True),
        ("Rà soát hồ sơ (theo hướng dẫn của Sở Y tế).", False),
        ("Lắp 05 trạm đo mưa (tại các xã vùng cao).", False),
    ],
)
def test_brackets_that_hold_but_names(text, named):
    reader = ClauseReader(of_plain(text, TAGGER), CUES)
    assert named_in_brackets(reader, 0, len(reader.sentence.tokens)) is named
