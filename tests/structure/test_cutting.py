"""Files of several notices are cut where another begins, and nowhere else."""

from __future__ import annotations

import re
from itertools import permutations

import pytest
from notices import DECISION, DIRECTIVE, LETTER, PARTY, PLAN

from config.vocabulary import load_vocabulary
from tasks.domain.notice import CleanText
from tasks.domain.span import OffsetMap
from tasks.structure.cutting import find_beginnings, notices_of
from tasks.structure.notices import parse_notices
from tasks.text.clean import CleanedNotice

VOCABULARY = load_vocabulary()
FOOT = "\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nTrần Văn Bình\n"
CLOSED = {
    "directive": DIRECTIVE,
    "party": PARTY,
    "decision": DECISION,
    "plan": PLAN,
    "letter": f"{LETTER}{FOOT}",
}
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
HEAD = f"ỦY BAN NHÂN DÂN\nTỈNH TÂN GIANG\n\n{NATION}\n"


def found(text, printed=None):
    return [(b.page, b.certain) for b in find_beginnings(CleanText.from_plain(text), VOCABULARY, printed)]


def numbered(symbol, day="12 tháng 5 năm 2026", issuer="UBND TỈNH TÂN GIANG\nSỞ NỘI VỤ", title="THÔNG BÁO\nVề việc kiểm tra công vụ"):
    return f"{issuer}\nSố: {symbol}\n\n{NATION}Tân Giang, ngày {day}\n\n{title}\n\n1. Phòng Tổ chức rà soát hồ sơ, báo cáo.\n{FOOT}"


@pytest.mark.parametrize(("first", "second"), list(permutations(CLOSED, 2)))
def test_any_notice_behind_any_other_begins_a_new_one(first, second):
    pages = CLOSED[first].count("\f") + 2
    assert found(f"{CLOSED[first]}\f{CLOSED[second]}") == [(pages, True)]


def test_a_stack_falls_into_all_its_notices():
    stack = "\f".join((*CLOSED.values(), numbered("45/TB-SNV"), numbered("46/TB-SNV")))
    clean = CleanText.from_plain(stack)
    beginnings = find_beginnings(clean, VOCABULARY)
    assert [b.page for b in beginnings if b.certain] == [2, 3, 4, 5, 6, 7]
    assert notices_of(range(1, 8), beginnings, {}) == ((1,), (2,), (3,), (4,), (5,), (6,), (7,))


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(
            f"{HEAD}KẾ HOẠCH\nKiểm tra công tác năm 2026\n(Kèm theo Quyết định số 12/QĐ-UBND)\n\nI. MỤC ĐÍCH\n\n1. Đánh giá.\n", id="plan"
        ),
        pytest.param(
            f"{HEAD}QUY CHẾ\nTiếp dân\n(Ban hành kèm theo Quyết định số 7/QĐ-UBND)\n\nĐiều 1. Phạm vi\n\n1. Trụ sở.\n", id="rules"
        ),
        pytest.param(f"PHỤ LỤC I\n\n{numbered('45/TB-SNV')}", id="copy in an annex"),
        pytest.param(f"Mẫu số 02\n{numbered('…/TB-SNV', '… tháng … năm 20…')}", id="form with a label"),
        pytest.param(numbered("......./BC-....", "..... tháng ..... năm 20....").replace("THÔNG BÁO", "BÁO CÁO"), id="form with dots"),
        pytest.param(f"DỰ THẢO 2\n{numbered('   /QĐ-UBND', '   tháng   năm 2026')}", id="draft"),
        pytest.param(f"{NATION}\nĐƠN ĐỀ NGHỊ\nCấp giấy phép\n\nKính gửi: Sở Xây dựng\n\nTên tôi là: .....\n", id="application"),
        pytest.param("DANH SÁCH\nCác xã được hỗ trợ\n\n1. Xã Bình An.\n\n2. Xã Hòa Bình.\n", id="list"),
        pytest.param(
            f"{HEAD}Số:   /KH-UBND\n\nKẾ HOẠCH\nThu gom rác\n(Kèm theo Chỉ thị số 09/CT-UBND)\n\nI. MỤC ĐÍCH\n{FOOT}", id="its own plan"
        ),
        pytest.param("KẾ HOẠCH\nThu gom rác năm 2026\n\n1. Các xã thu gom rác.\n", id="plan without a head"),
        pytest.param("QUYẾT ĐỊNH\nVề việc ......\n\nĐiều 1. Giao ......\n", id="form of a decision without a head"),
        pytest.param("THÔNG BÁO\nKết luận\n(Kèm theo Công văn số 12/UBND-NC)\n\n1. Các xã báo cáo.\n", id="attached without a head"),
        pytest.param("Theo đề nghị của Giám đốc Sở Nội vụ;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Giao Sở Nội vụ.\n", id="what a decision says"),
        pytest.param("2. Các xã, phường rà soát, gửi số 45/TB-SNV ngày 12 tháng 5 năm 2026 về Sở.\n", id="body that cites"),
    ],
)
def test_what_is_attached_is_no_notice_of_its_own(page):
    assert found(f"{DIRECTIVE}\f{page}") == []


@pytest.mark.parametrize(
    ("file", "lacks"),
    [
        pytest.param(f"{DIRECTIVE}\f{numbered('   /TB-SNV')}", "number", id="number left out"),
        pytest.param(f"{DIRECTIVE}\f{numbered('45/TB-SNV', '   tháng 5 năm 2026')}", "day", id="day left out"),
        pytest.param(f"{DIRECTIVE}\f{numbered('   /TB-SNV', '   tháng 5 năm 2026')}", "number", id="both left out"),
        pytest.param(f"{DIRECTIVE.partition('Nơi nhận')[0].replace('./.', '.')}\f{numbered('45/TB-SNV')}", "foot", id="no foot"),
        pytest.param(f"{numbered('45/TB-SNV')}\f{numbered('45/TB-SNV')}", "repeats", id="same number"),
        pytest.param(
            f"{DIRECTIVE}\f{numbered('45/KH-SNV', title='KẾ HOẠCH')}".replace("1. Phòng", "(Kèm theo Quyết định số 1/QĐ-UBND)\n\n1. Phòng"),
            "attached",
            id="names what it is attached to",
        ),
        pytest.param(f"{DIRECTIVE}\fTHÔNG BÁO\nKết luận tại cuộc họp\n\n1. Các xã báo cáo.\n{FOOT}", "head", id="no head but its title"),
        pytest.param(f"{DIRECTIVE}\f.\nCHỈ THỊ\nVề việc trồng cây\n\n1. Các xã trồng cây.\n", "head", id="title behind a speck"),
        pytest.param(
            f"{LETTER}{FOOT}\f{numbered('   /KH-SNV', '   tháng 5 năm 2026', title='KẾ HOẠCH')}".replace(
                "1. Phòng", "(Ban hành kèm theo Nghị quyết số 35-NQ/TU)\n\n1. Phòng"
            ),
            "attached",
            id="a plan that belongs to what is not in the file",
        ),
    ],
)
def test_where_something_is_missing_a_doubt_asks(file, lacks):
    [beginning] = find_beginnings(CleanText.from_plain(file), VOCABULARY)
    assert (beginning.page, beginning.certain) == (2, False)
    assert lacks in beginning.lacks


def test_a_page_number_that_goes_on_speaks_against_a_cut():
    file = f"{DIRECTIVE}\f{numbered('45/TB-SNV')}"
    assert found(file, {2: 1}) == [(2, True)]
    assert found(file, {2: 2}) == [(2, False)]


@pytest.mark.parametrize("line", ["Biểu dương các đơn vị đã hoàn thành.", "Mẫu biểu báo cáo gửi kèm theo.", "Dự án có ba hạng mục."])
def test_a_line_of_the_body_makes_no_form_of_a_notice(line):
    assert found(f"{DIRECTIVE}\f{numbered('45/TB-SNV').replace('1. Phòng', line + chr(10) * 2 + '1. Phòng')}") == [(2, True)]


@pytest.mark.parametrize("line", ["DỰ THẢO", "(Dự thảo lần 2)", "Mẫu số 03", "MẪU SỐ: 2", "Biểu mẫu 1", "BIỂU 01", "Phụ biểu 2", "Mẫu"])
def test_a_label_of_a_form_or_draft_does(line):
    assert found(f"{DIRECTIVE}\f{line}\n{numbered('45/TB-SNV')}") == []


def test_a_number_written_by_hand_and_hardly_read_is_a_number():
    assert found(f"{DIRECTIVE}\f{numbered('4[) /TB-SNV', 'W7 tháng 12 năm 2025')}") == [(2, True)]
    assert found(f"{DIRECTIVE}\f{numbered('45').replace('Số: 45', 'Số: 45' + chr(10) + '/TB-SNV')}") == [(2, True)]


@pytest.mark.parametrize(
    ("decisions", "pages"),
    [
        ({}, ((1,), (2, 3))),
        ({2: False}, ((1, 2, 3),)),
        ({3: True}, ((1,), (2,), (3,))),
        ({2: False, 3: True}, ((1, 2), (3,))),
        ({1: False, 9: True}, ((1,), (2, 3))),
    ],
)
def test_what_a_person_says_counts_more(decisions, pages):
    text = f"{DIRECTIVE}\f{numbered('45/TB-SNV')}\fDANH SÁCH\n\n1. Xã Bình An.\n"
    beginnings = find_beginnings(CleanText.from_plain(text), VOCABULARY)
    assert notices_of((1, 2, 3), beginnings, decisions) == pages


def cleaned(text):
    return CleanedNotice(text, CleanText.from_plain(text), OffsetMap.identity(len(text)), (), ("HỎA TỐC",), pages=(1, 2), stamped=(2,))


def test_each_notice_has_its_own_head_sections_and_stamp():
    text = f"{DIRECTIVE}\f{numbered('45/TB-SNV')}"
    first, second = parse_notices(cleaned(text), VOCABULARY, {}).parts
    assert (first.structure.head.symbol, second.structure.head.symbol) == ("09/CT-UBND", "45/TB-SNV")
    assert (first.structure.head.urgency, second.structure.head.urgency) == (None, "HỎA TỐC")
    own = text.partition("\f")[2]
    assert [s.path for s in second.structure.sections] == ["1"]
    assert second.structure.sections[0].span.of(own).startswith("1. Phòng Tổ chức")
    whole = parse_notices(cleaned(text), VOCABULARY, {2: False}).parts
    assert [(part.pages, part.structure.head.symbol) for part in whole] == [((1, 2), "09/CT-UBND")]


def test_a_doubtful_beginning_is_an_error_until_somebody_says_what_it_is():
    text = f"{DIRECTIVE}\f{numbered('   /TB-SNV')}"
    [part] = parse_notices(cleaned(text), VOCABULARY, {}).parts
    [issue] = part.issues
    assert (issue.code, issue.severity, issue.page) == ("another-notice-doubtful", "error", 2)
    assert re.search("number", issue.message)
    for said, parts in ((False, 1), (True, 2)):
        found_parts = parse_notices(cleaned(text), VOCABULARY, {2: said}).parts
        assert len(found_parts) == parts
        assert not any(part.issues for part in found_parts)
