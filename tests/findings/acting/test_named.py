"""Who acts where neither an order nor the subject names them."""

import pytest

from config.vocabulary import load_vocabulary
from tasks.findings.acting.actors import ClauseReader
from tasks.findings.acting.cues import ClauseCues
from tasks.findings.acting.named import about, agent, sender
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
