import pytest

from config.vocabulary import load_vocabulary
from tasks.domain.notice import Head
from tasks.findings.acting.actors import ClauseReader
from tasks.findings.acting.cues import ClauseCues
from tasks.findings.acting.issuing import Issuer, opens_own
from tasks.findings.extract import tagger_of
from tasks.reading.sentences import of_plain

VOCABULARY = load_vocabulary()
TAGGER, CUES = tagger_of(VOCABULARY.words), ClauseCues(VOCABULARY.cues)


def issuer(name, type_="TB", symbol=None):
    return Issuer(Head(type=type_, issuer=name, symbol=symbol), CUES)


@pytest.mark.parametrize(
    ("name", "party", "own"),
    [
        ("Sở Y tế", "Sở", True),
        ("Ban Quản lý dự án Bến Sỏi", "Ban", True),
        ("Sở Y tế", "Sở Nội vụ", False),
        ("Đảng ủy xã Bình Minh", "Bí thư chi bộ", False),
        ("Đảng ủy xã Bình Minh", "Ban Thường vụ Đảng ủy", True),
        ("Ủy ban nhân dân thành phố Tân Giang", "Thành phố", True),
        ("Văn phòng UBND tỉnh Tân Giang", "Tỉnh", True),
        ("Ủy ban nhân dân tỉnh Tân Giang", "Thành phố", False),
        ("Sở Y tế", "Tỉnh", False),
        ("Văn phòng Tỉnh ủy Tân Giang", "Ban Thường vụ Đảng ủy xã Hòa An", False),
    ],
)
def test_by_which_names_an_issuer_speaks_of_itself(name, party, own):
    assert issuer(name).speaks(party) is own


def test_a_central_symbol_tells_where_the_head_names_nobody():
    assert not issuer(None, "NQ", "12/NQ-CP").speaks("Hội đồng nhân dân tỉnh Tân Giang")
    assert issuer(None, "NQ", "12/NQ-HĐND").speaks("Hội đồng nhân dân tỉnh")


def test_an_office_passes_on_what_its_head_decided():
    assert issuer("Văn phòng UBND tỉnh Tân Giang").is_office("Văn phòng UBND tỉnh")
    assert not issuer("Sở Y tế").is_office("Văn phòng Sở")
    assert issuer("Văn phòng UBND tỉnh Tân Giang").is_authority() and not issuer("Sở Y tế").is_authority()
    assert issuer("Ban Quản lý dự án").begins_as("Ban Giám đốc")


@pytest.mark.parametrize(
    ("lead_in", "own"),
    [
        ("Ủy ban nhân dân tỉnh ban hành Kế hoạch phát triển chợ như sau:", True),
        ("Các sở triển khai một số nội dung như sau:", False),
        ("Sau khi nghe ý kiến của Sở Y tế, Ủy ban nhân dân xã Vạn Lộc tại cuộc họp, Chủ tịch UBND tỉnh kết luận như sau:", True),
        ("Sau khi nghe ý kiến của Sở Y tế, Ủy ban nhân dân xã Vạn Lộc thực hiện các việc sau:", False),
    ],
)
def test_who_opens_a_list_of_his_own(lead_in, own):
    reader = ClauseReader(of_plain(lead_in, TAGGER), CUES)
    actors = reader.actors(0, len(reader.sentence.tokens), assigned=False)
    assert actors is not None
    assert opens_own(reader, actors) is own
