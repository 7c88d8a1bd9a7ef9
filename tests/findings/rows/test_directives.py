"""What a directive carries besides its words: places, rules, doubts, items; the words are in the corpus file of notices."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.vocabulary import load_vocabulary
from tasks.domain.notice import CleanText
from tasks.findings.extract import extract_findings
from tasks.rules.engine import Parse
from tasks.structure.parse import parse_structure

VOCABULARY = load_vocabulary()
HEAD = """ỦY BAN NHÂN DÂN
TỈNH TÂN GIANG
Số: {symbol}

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Tân Giang, ngày 10 tháng 02 năm 2025

{title}

"""
FOOT = "\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nCHỦ TỊCH\n\nTrần Văn Bình\n"
DIRECTIVE = HEAD.format(symbol="05/CT-UBND", title="CHỈ THỊ\nVề việc tăng cường quản lý chợ")
PLAN = HEAD.format(symbol="45/KH-UBND", title="KẾ HOẠCH\nTriển khai chuyển đổi số năm 2025")


def read(head, body):
    clean = CleanText.from_plain(head + body + FOOT)
    found = extract_findings(clean, parse_structure(clean, VOCABULARY), VOCABULARY).directives
    for directive in found:
        assert " ".join(directive.span.of(clean.text).split()) == directive.text
    return clean.text, found


def places(text, directive, field):
    return [(part.value, part.span.of(text), part.rule) for part in directive.parts if part.field == field]


def test_each_party_has_its_place_and_rule_wherever_it_was_read():
    text, found = read(
        DIRECTIVE,
        "Chủ tịch UBND tỉnh yêu cầu các sở, ngành:\n\n1. Sở Công Thương\n\n- Phối hợp với Công an\ntỉnh kiểm tra chợ.\n\n"
        "2. Rà soát quy hoạch.\n\n3. Giao Sở Y tế lấy mẫu.",
    )
    market, plan, samples = found
    assert places(text, market, "lead") == [("Sở Công Thương", "Sở Công Thương", "heading")]
    assert places(text, market, "coordinating") == [("Công an tỉnh", "Công an\ntỉnh", "together")]
    assert places(text, plan, "lead") == [("các sở, ngành", "các sở, ngành", "lead-in-above")]
    assert places(text, samples, "lead") == [("Sở Y tế", "Sở Y tế", "order")]


def test_each_name_of_a_shared_noun_has_the_place_of_its_own_words():
    text, (one,) = read(DIRECTIVE, "1. Các Sở: Tài chính, Y tế rà soát định mức.")
    assert places(text, one, "lead") == [("Sở Tài chính", "Tài chính", "subject"), ("Sở Y tế", "Y tế", "subject")]


@pytest.mark.parametrize(
    ("body", "rules"),
    [
        ("Chủ tịch UBND tỉnh yêu cầu các sở:\n\n- Rà soát chợ.", ["lead-in"]),
        ("1. Sở Y tế\n\n- Lấy mẫu.\n\n2. Sở Tư pháp\n\na) Rà soát văn bản.", ["heading", "heading-above"]),
        ("1. Sở Y tế lấy mẫu. Tiếp tục giám sát. Báo cáo kết quả.", ["subject", "item", "sentence-before"]),
        ("1. Giao Sở Y tế lấy mẫu.\n\n2. Biên bản phải được Sở Tư pháp ký xác nhận.", ["order", "agent"]),
        ("Chủ tịch UBND tỉnh yêu cầu:\n\n- Sở Y tế: Lấy mẫu nước.", ["label"]),
    ],
)
def test_the_rule_says_from_where_the_party_comes(body, rules):
    _, found = read(DIRECTIVE, body)
    assert [part.rule for d in found for part in d.parts if part.field == "lead"] == rules


def test_deadline_and_product_have_their_places():
    text, (one,) = read(DIRECTIVE, "1. Sở Y tế xây dựng kế hoạch,\ntrình UBND tỉnh trước ngày\n15/3/2025.")
    assert [(value, printed) for value, printed, _ in places(text, one, "deadline")] == [
        ("trước ngày 15/3/2025", "trước ngày\n15/3/2025"),
    ]
    assert one.deadline.raw == "trước ngày 15/3/2025"


def test_sentences_of_one_paragraph_or_bullet_are_one_item():
    _, found = read(
        DIRECTIVE, "1. Sở Xây dựng rà soát quy hoạch. Hoàn thành trước ngày 15/3.\n\n2. Sở Y tế:\n\n- Lấy mẫu.\n\n- Công khai kết quả."
    )
    assert [d.item == found[0].item for d in found] == [True, True, False, False]
    assert len({d.item for d in found[2:]}) == 2


def test_the_product_and_the_documents_cited_inside():
    _, (one,) = read(DIRECTIVE, "1. Sở Tài chính xây dựng kế hoạch theo Quyết định số 15/QĐ-UBND ngày 03/01/2025.")
    assert (one.product, one.citations) == ("kế hoạch", ("15/QĐ-UBND",))


def test_lines_below_a_task_have_their_places_too():
    text, (one,) = read(
        PLAN,
        "I. NHIỆM VỤ\n\n1. Xây dựng Đề án chính quyền số.\n\na) Cơ quan chủ trì: Sở Nội vụ.\n\nb) Cơ quan phối hợp: Công an tỉnh, "
        "Sở Tư pháp.",
    )
    assert places(text, one, "lead") == [("Sở Nội vụ", "Sở Nội vụ", "detail")]
    assert [value for value, _, _ in places(text, one, "coordinating")] == ["Công an tỉnh", "Sở Tư pháp"]


@pytest.mark.parametrize("behind", ["UBND phường Tân", "UBND phường Tân Lập", "Sở Nội vụ"])
def test_a_party_with_nothing_behind_it_is_no_directive(behind):
    _, found = read(DIRECTIVE, f"1. Sở Y tế báo cáo trước ngày 20/6/2026; {behind}\n\n2. Sở Tài chính bố trí kinh phí.")
    assert [(d.lead, d.text) for d in found] == [
        (("Sở Y tế",), "Sở Y tế báo cáo trước ngày 20/6/2026"),
        (("Sở Tài chính",), "Sở Tài chính bố trí kinh phí."),
    ]


@settings(max_examples=40)
@given(st.text(alphabet="1aIđ.);:-+\n \fSởGiaoUBNDtỉnhphảiràsoát,yêucầu", max_size=400))
def test_any_text_gives_directives_with_their_exact_quote(body):
    read(DIRECTIVE, body)


PIECES = (
    *("1. ", "a) ", "- ", "+ ", "\n", "\n\n", ". ", "; ", ": ", ", ", "(", ")", "Sở Y tế", "Công an tỉnh", "các sở, ngành", "UBND các xã"),
    *("Giao", "Yêu cầu", "đề nghị", "phối hợp với", "chủ trì", "rà soát", "phải", "do", "đối với", "trước ngày 30/6/2025", "hằng quý"),
    *("Cơ quan chủ trì: ", "Thời gian: ", "Phụ lục", "như sau", "nhiệm vụ", "kết quả", "đã hoàn thành"),
)


@settings(max_examples=40)
@given(st.lists(st.sampled_from(PIECES), max_size=50))
def test_any_words_give_directives_whose_parts_stand_in_the_text(pieces):
    text, found = read(DIRECTIVE, " ".join(pieces))
    for directive in found:
        assert directive.text.strip()
        assert list(directive.lead) == list(dict.fromkeys(p.value for p in directive.parts if p.field == "lead"))
        assert not set(directive.lead) & set(directive.coordinating)
        assert all(0 <= p.span.start < p.span.end <= len(text) and p.rule for p in directive.parts)


@pytest.mark.parametrize(
    "piece",
    [
        "Giao Sở Y tế rà soát; ",
        "phối hợp với các sở, ",
        "Sở Y tế, ",
        "do UBND các xã: An, Bình; ",
        "Đối với các đơn vị có liên quan đến, ",
        "1. Sở Y tế\n\n- Rà soát.\n\n",
        "yêu cầu như sau:\n\n",
        "trước ngày 30/6/2025; ",
    ],
)
def test_the_work_grows_with_the_length_of_the_notice(piece, monkeypatch):
    count, ask = 0, Parse.node

    def asked(parse, name, at):
        nonlocal count
        count += 1
        return ask(parse, name, at)

    monkeypatch.setattr(Parse, "node", asked)

    def work(length):
        nonlocal count
        count = 0
        read(DIRECTIVE, (piece * length)[:length])
        return count

    assert work(6_000) < 2.6 * work(3_000) + 3_000
