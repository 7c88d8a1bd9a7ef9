"""What stands above a sentence: headings and lead-ins of one notice."""

import pytest

from config.vocabulary import load_vocabulary
from tasks.domain.notice import Head, Section
from tasks.domain.span import Span
from tasks.findings.acting.actors import ClauseReader
from tasks.findings.acting.cues import ClauseCues
from tasks.findings.acting.scope import Scope, ScopeReader
from tasks.findings.extract import tagger_of
from tasks.reading.sentences import of_plain

VOCABULARY = load_vocabulary()
TAGGER, CUES = tagger_of(VOCABULARY.words), ClauseCues(VOCABULARY.cues)
PROVINCE = "Ủy ban nhân dân tỉnh Tân Giang"


def scopes(type_="CT", issuer=PROVINCE):
    return ScopeReader(Head(type=type_, issuer=issuer), CUES)


def reader(text):
    return ClauseReader(of_plain(text, TAGGER), CUES)


def under(heading, *, type_="CT", inherited=Scope()):  # noqa: B008
    section = Section("1", "1", heading, heading, Span(0, 1), Span(0, 1), Span(1, 1))
    return scopes(type_).under_heading(section, reader(heading), inherited)


@pytest.mark.parametrize(
    ("heading", "lead"),
    [
        ("Sở Công Thương", ("Sở Công Thương",)),
        ("Sở Công Thương (cơ quan thường trực)", ("Sở Công Thương",)),
        ("Các Sở: Tài chính, Y tế", ("Sở Tài chính", "Sở Y tế")),
        ("Trách nhiệm của Sở Xây dựng", ("Sở Xây dựng",)),
        ("Đối với UBND các xã", ("UBND các xã",)),
        ("Giao Sở Y tế", ("Sở Y tế",)),
        ("Công an tỉnh chủ trì, phối hợp thực hiện", ("Công an tỉnh",)),
        ("Sở Tài chính - Cơ quan thường trực Ban Chỉ đạo", ("Sở Tài chính",)),
        ("Đề nghị: Sở Tài chính, Sở Y tế", ("Sở Tài chính", "Sở Y tế")),
        ("Nội dung Sở Y tế có trách nhiệm chủ trì", ("Sở Y tế",)),
        ("Viện Văn hóa, Nghệ thuật, Thể thao và Du lịch Tân Giang", ("Viện Văn hóa, Nghệ thuật, Thể thao và Du lịch Tân Giang",)),
        ("Trung tâm Khuyến nông, Cơ khí, Thủy lợi và Môi trường", ("Trung tâm Khuyến nông, Cơ khí, Thủy lợi và Môi trường",)),
        ("Công an xã Hòa Sơn, Bình An và Tân Lập", ()),
        ("Trách nhiệm của cán bộ phụ trách công nghệ thông tin tại các xã", ("cán bộ phụ trách công nghệ thông tin tại các xã",)),
        ("Trách nhiệm của công chức phụ trách công nghệ thông tin", ("công chức phụ trách công nghệ thông tin",)),
        ("Cấp xã", ()),
        ("Các cấp", ()),
        ("Tổ chức thực hiện", ()),
        ("Nhiệm vụ trọng tâm", ()),
        ("Công tác tuyên truyền", ()),
    ],
)
def test_the_party_of_a_heading(heading, lead):
    assert under(heading).names == lead


@pytest.mark.parametrize(
    ("heading", "orders"),
    [
        ("Mục đích", False),
        ("Kết quả đạt được", False),
        ("Tồn tại, hạn chế", False),
        ("Nhiệm vụ, giải pháp", True),
        ("Tổ chức thực hiện", True),
    ],
)
def test_what_follows_is_ordered_or_told(heading, orders):
    assert under(heading, type_="KH").orders is orders


def test_yeu_cau_requires_and_an_outline_seals():
    assert under("Yêu cầu", type_="KH").required
    assert under("TỜ KHAI ĐĂNG KÝ CẤP PHÉP").sealed and under("Đơn đề nghị cấp giấy phép").sealed
    sealed = under("Đề cương báo cáo")
    assert sealed.sealed
    assert under("Nhiệm vụ", inherited=sealed).orders is False


def test_headings_of_a_report_tell_unless_they_announce_tasks():
    assert under("Kết quả thực hiện nhiệm vụ", type_="BC").orders is False
    assert under("Nhiệm vụ trọng tâm tháng 12", type_="BC").orders is True


@pytest.mark.parametrize(("type_", "orders"), [("CT", True), ("KH", True), ("BC", False), ("TTr", False), ("CV", None)])
def test_numbered_items_behind_a_silent_preamble(type_, orders):
    assert scopes(type_).after_preamble(Scope()).orders is orders


@pytest.mark.parametrize(("type_", "orders"), [("QĐ", True), ("TTr", False), ("BC", False)])
def test_what_is_attached(type_, orders):
    assert scopes(type_).attached().orders is orders


@pytest.mark.parametrize(
    ("text", "lead", "orders"),
    [
        ("Chủ tịch UBND tỉnh yêu cầu Thủ trưởng các sở, ngành thực hiện:", ("Thủ trưởng các sở, ngành",), True),
        ("Giám đốc Sở Y tế có trách nhiệm:", ("Giám đốc Sở Y tế",), True),
        ("Chủ tịch UBND tỉnh yêu cầu:", (), True),
        ("UBND tỉnh ban hành Kế hoạch như sau:", (), True),
        ("Công tác quản lý đạt một số kết quả như sau:", (), False),
        ("Tuy nhiên, còn một số tồn tại, hạn chế sau:", (), False),
        ("Đề nghị các sở, ngành báo cáo kết quả thực hiện, cụ thể như sau:", ("các sở, ngành",), True),
    ],
)
def test_a_lead_in(text, lead, orders):
    scope = scopes().lead_in(reader(text), Scope())
    assert (scope.names, scope.orders) == (lead, orders)


def test_a_lead_in_of_coordination_names_who_takes_part_and_keeps_the_lead():
    above = under("Sở Y tế")
    below = scopes().lead_in(reader("Phối hợp với Sở Giáo dục và Đào tạo triển khai:"), above)
    assert (below.names, [p.value for p in below.together]) == (("Sở Y tế",), ["Sở Giáo dục và Đào tạo"])


@pytest.mark.parametrize(
    ("issuer", "party", "own"),
    [
        (PROVINCE, "UBND tỉnh", True),
        (PROVINCE, "Chủ tịch UBND tỉnh", True),
        (PROVINCE, "Thủ tướng Chính phủ", True),
        (PROVINCE, "Chủ tịch UBND huyện", False),
        (PROVINCE, "Sở Nội vụ", False),
        (PROVINCE, "UBND các xã", False),
        ("Ủy ban nhân dân huyện An Sơn", "UBND huyện", True),
        ("Sở Công Thương", "Sở Công Thương", True),
        ("Bộ Y tế", "Bộ Y tế", True),
        ("Bộ Y tế", "Bộ trưởng Bộ Tài chính", False),
        ("Bộ Y tế", "UBND tỉnh", False),
        ("Văn phòng Chính phủ", "Chủ tịch UBND tỉnh", False),
        ("Ủy ban nhân dân xã An Sơn", "Chủ tịch UBND xã, phường", False),
        ("Phòng Giáo dục và Đào tạo huyện An Sơn", "Phòng GD&ĐT", True),
        (None, "UBND tỉnh", True),
    ],
)
def test_who_speaks_of_itself(issuer, party, own):
    assert scopes(issuer=issuer).issuer.speaks(party) is own


@pytest.mark.parametrize(
    ("heading", "duties"),
    [("Trách nhiệm của Sở Tài chính", True), ("Nhiệm vụ, quyền hạn của Sở Y tế", True), ("Sở Tài chính", False), ("Giao Sở Y tế", False)],
)
def test_a_heading_that_lists_duties_says_so(heading, duties):
    assert under(heading).duties is duties


@pytest.mark.parametrize(
    ("line", "heads"),
    [
        ("Trách nhiệm của Sở Tài chính", True),
        ("Trách nhiệm của Sở Tài chính được giao tại Kế hoạch này.", False),
        ("Trách nhiệm của người đứng đầu trong phòng ngừa", True),
        ("Sở Tài chính", False),
    ],
)
def test_a_plain_line_that_serves_as_a_heading(line, heads):
    assert scopes().heads(reader(line)) is heads


def test_a_heading_whose_party_is_not_understood_is_noted_below():
    above = under("Sở Y tế")
    assert not above.passed_over
    assert under("Sở Tài chính, còn lại", inherited=above).passed_over
    assert not under("Nhiệm vụ trọng tâm", inherited=above).passed_over
    assert under("Trách nhiệm của đối tượng thực hiện kiểm kê", inherited=above).passed_over
    assert under("Nhiệm vụ của bên nhận khoán", inherited=above).passed_over
    assert not under("Nhiệm vụ của Chương trình", inherited=above).passed_over
    assert under("Thẩm quyền, trách nhiệm của bên nhận khoán", inherited=above).passed_over
    assert under("Nhiệm vụ và quyền hạn").passed_over
    assert not under("Nhiệm vụ và quyền hạn", inherited=above).passed_over
    assert not under("Doanh nghiệp số").passed_over
    assert not under("Nhiệm vụ và giải pháp", inherited=above).passed_over


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Yêu cầu các sở, ban, ngành tỉnh thực hiện:", ()),
        ("Đội Công tác phòng cháy xử lý các việc sau:", ("name-goes-on",)),
        ("Giao Phòng Thanh tra, Kiểm tra thực hiện:", ("name-shared",)),
    ],
)
def test_what_speaks_against_the_names_of_a_lead_in(text, codes):
    assert scopes().lead_in(reader(text), Scope(orders=True)).doubts == codes
