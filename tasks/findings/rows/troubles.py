"""General signs that a clause was not wholly understood: a name that may go on, a time that nobody read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from tasks.domain.finding import Doubt
from tasks.findings.acting.actors import ClauseReader
from tasks.findings.acting.named import Actors
from tasks.nouns.deadline import ReadDeadline
from tasks.nouns.known import is_general, may_go_on, name_doubts
from tasks.nouns.parties import SHARED_UNSAID, PartyList
from tasks.vietnamese.dates import calendar_day

_TIME = re.compile(
    r"(?i:(?:hằng|hàng|mỗi) (?:tuần|tháng|quý|năm)|(?:trước|chậm nhất|xong|hạn)[^;,.]{0,25} (?:ngày|tháng|quý) \d"
    r"|(?:trước|đến|hết|chậm nhất|vào) (?:hết )?(?:ngày )?\d{1,2}/\d{1,2}(?!\d)(?:/\d{4})?"
    r"|trong (?:năm|quý|tháng)[^;,.]{0,12}\d{4}[.;/ ]*$)"
)
"""Words of a time by which something is due."""
_PASSED = re.compile(
    r"(?:trước|chậm nhất(?: là)?|xong)(?: ngày)? (?P<day>\d{1,2})(?:/| tháng )(?P<month>\d{1,2})(?:/| năm )(?P<year>\d{4})", re.IGNORECASE
)
WRITTEN_DOWN = timedelta(days=14)
"""Between a meeting and the notice of what was decided there; by then a limit set there may have passed (judged)."""
_UP_TO_SIGN = re.compile(r"(?:[^,;:.(]|,(?! ?(?:khi|nếu|trường hợp|trong|tại|trước|sau|để|theo|đồng thời|bảo đảm|đảm bảo)(?!\w)))+")
_APART = re.compile(r"(?:khi|nếu|trong|tại|trước|sau|để|theo|căn cứ|hằng|hàng|định kỳ|ngoài)(?!\w)")
_DUTIES = re.compile(r"(?:phải|cần|có trách nhiệm|có nghĩa vụ|chịu trách nhiệm|không được|thì)(?!\w)")
_CASE_ENDS = re.compile(r"(?<!\w)(?:(?:thì|có nghĩa vụ|có trách nhiệm|phải)|(?<!, )(?<!và )chịu trách nhiệm)(?!\w)")
_EITHER_WAY = frozenset((
    "quản lý", "vận hành", "sử dụng", "cung cấp", "khai thác", "kinh doanh", "sản xuất", "thi công", "tư vấn", "kiểm định", "đăng kiểm",
))  # fmt: skip
_TELL_APART = _EITHER_WAY | {
    "phục vụ", "giám sát", "tham gia", "làm", "phụ trách", "cấp phép", "phê duyệt", "tiếp nhận", "giải quyết", "thẩm định",
}  # fmt: skip
"""Verbs that behind a kind of bodies or persons often say which are meant: "Nhân viên | vận hành trạm bơm ghi nhật ký"."""
_TRADES = _EITHER_WAY | {"cung ứng", "tài trợ", "vận tải", "nuôi", "chế biến", "thu mua", "phân phối", "nhập khẩu", "xuất khẩu"}
"""Verbs that do so behind "các" too, where the clause's own verb follows: "Các đơn vị | quản lý hồ chứa rà soát phương án"."""
_LEADS_ON = frozenset(("và", "hoặc", "để", "nhằm", "khi", "theo", "trong", "tại", "việc", "về", "từ", "với", "cho", "phục"))
MOST_OF_TRADE = 8
"""Tokens between such a verb and the clause's own."""
LONGEST_LABEL = 10
"""Tokens between what was read of a name and the colon that ends it."""
_COMPETENT = (" có thẩm quyền", " có chức năng")
MOST_SAYING = 7
"""Tokens behind a name within which the clause's own verb stands, where what lies between says which are meant."""
_GIVEN = (" được phân công", " được giao", " được chỉ định", " được cử", " được lựa chọn", " được ủy quyền", " được thuê", " được phép")
_CARRIES_OUT = re.compile(
    r"(?:(?:nghiêm túc|khẩn trương|tổ chức) )?(?:thực hiện|triển khai)(?: thực hiện)?(?: nghiêm| nghiêm túc| tốt| đầy đủ)?[ ./]*$"
)
"""What whoever was given something is asked for: "các bộ phận được phân công | nghiêm túc thực hiện"."""
_HELD = frozenset((
    "trách", "nhiệm", "nghĩa", "thẩm", "văn", "kế", "ý", "biện", "phương", "giải", "báo", "công", "hình", "chính", "cơ", "chương",
    "lộ", "quyết", "thông", "sáng", "mặt", "thể", "hướng", "chủ", "đề", "tờ", "quy", "nội", "sự", "quyền", "ít", "tối",
))  # fmt: skip
"""First syllables of what a task is to have ("có trách nhiệm", "có văn bản", "có biện pháp"), not of what tells bodies apart."""


_WHICH = re.compile(
    r"(?:kiêm|đang|từ (?:trung ương|tỉnh|thành phố|huyện|xã|cấp)|đóng (?:quân|trên)"
    r"|có (?:thẩm quyền|chức năng|nhu cầu|liên quan|thành tích|trụ sở|đủ điều kiện|đủ năng lực)"
    r"|thông tin (?:truyền thông|thuộc|tại|của)|cấp (?:chuyên sâu|cơ bản|ban đầu)"
    r"|cho (?:hội đồng|ban chỉ đạo|ủy ban|thường trực|đoàn))(?!\w)",
    re.IGNORECASE,
)
"""What directly behind a name says which are meant, and begins no task: "Chi nhánh | có thẩm quyền giải quyết tiến hành thẩm định"."""
_IN_WHICH_CASE = re.compile(
    r"(?:đối với|thì|không (?:thuộc|hoàn thành|đạt|đủ|đáp ứng|chấp hành|tuân thủ)|(?:quy định|nêu) (?:tại|ở)|theo (?:khoản|điểm|điều) \d"
    r"|(?:trong|tại|ở) (?:và ngoài |các )?(?:cơ quan|đơn vị|khu|cụm|trường|bệnh viện|chợ|doanh nghiệp|nhà máy|vùng|ca|kíp))(?!\w)",
    re.IGNORECASE,
)
"""What directly behind a subject says in which case or where it is meant: "Sở quản lý ngành | đối với hàng hóa có trách nhiệm"."""
_ON_WHAT_GROUNDS = re.compile(
    r"(?:trong phạm vi|trên cơ sở|căn cứ|tùy theo|theo (?:chức năng|nhiệm vụ|thẩm quyền|phân công|quy định))(?!\w)", re.IGNORECASE
)
"""What between two commas behind a name says on what grounds its body acts."""
_OPEN_END = re.compile(r" (?:có chức năng|(?:làm|đến|phụ trách) công tác|có thành tích|có đủ điều kiện)$")
"""Ends of names behind which it is still to be said of what: "công chức làm công tác | lưu trữ"."""
_IN_DOING = re.compile(r"(?!tham mưu|giúp)(?:[^\W\d]+ ){1,8}trong việc(?!\w)")
"""Behind "phối hợp với" a verb in front of "trong việc" says which are meant: "các đơn vị | quản lý cáp ngầm trong việc đào đường"."""


def names_cut(reader: ClauseReader, bounds: tuple[int, int], actors: Actors | None, lists: Sequence[PartyList]) -> Iterator[Doubt]:
    """Where a list of parties ends before a word that begins no clause, so that the last name may go on."""
    if actors is not None:
        yield from (Doubt(code, "lead") for code in name_doubts(reader.parse, actors.parties))
    if actors is not None and actors.kind in ("order", "subject"):
        runs_on = not actors.unknown and may_go_on(reader.parse, actors.parties.end, bounds[1])
        runs_on = runs_on or _is_label(reader, actors, bounds[1])
        which = _says_which(reader, actors.parties, bounds[1]) or _is_case(reader, actors, bounds[1]) or _is_kind(reader, actors)
        if runs_on or which or _stands_open(reader, actors.parties, bounds[1], _WHICH, _IN_WHICH_CASE):
            yield Doubt("name-goes-on", "lead")
    if actors is not None and _stands_before_comma(reader, actors, bounds[1]):
        yield Doubt("comma-behind-name", "lead")
    if any(party.rule == SHARED_UNSAID for found in lists for party in found.parties):
        yield Doubt("name-shared", "coordinating")
    general = any(is_general(party.name) for found in lists for party in found.parties)
    if general or any(_goes_on(reader, found, bounds[1]) for found in lists):
        yield Doubt("name-goes-on", "coordinating")
    if any(_joins_unread(reader, found, bounds[1]) for found in lists):
        yield Doubt("list-goes-on", "coordinating")


def _joins_unread(reader: ClauseReader, found: PartyList, high: int) -> bool:
    """Whether "và" and a capital that nobody read follow a list: "với Trung tâm Khuyến nông | và Dịch vụ nông nghiệp rà soát"."""
    parse, at = reader.parse, found.end
    return parse.folded(at) == "và" and at + 1 < high and parse.tokens[at + 1].is_capital


def _is_label(reader: ClauseReader, actors: Actors, high: int) -> bool:
    """Whether up to a colon behind the name all may be one, others acting there: "Đoàn Kiểm tra | giám sát bầu cử: Mỗi đoàn chọn ..."."""
    end = actors.parties.end
    colon = next((at for at in range(end, min(high, end + LONGEST_LABEL)) if not reader.parse.tokens[at].is_word), None)
    if colon is None or reader.parse.folded(colon) != ":" or actors.kind != "subject":
        return False
    return reader.parties_at(colon + 1) is not None and reader.parse.tag("verb", end) is not None


def _goes_on(reader: ClauseReader, found: PartyList, high: int) -> bool:
    """Whether the last of those with whom something is done may be named further than it was read."""
    if may_go_on(reader.parse, found.end, high) or _says_which(reader, found, high) or _stands_open(reader, found, high, _WHICH):
        return True
    acts = reader.parse.tag("verb", found.end) is not None and not found.parties[-1].complete
    return acts and _IN_DOING.match(reader.text(found.end, high)) is not None


def _stands_open(reader: ClauseReader, parties: PartyList, high: int, *which: re.Pattern[str]) -> bool:
    """Whether a name ends where it must go on, or what follows it says which are meant."""
    if parties.end < high and reader.parse.tokens[parties.end].is_word and _OPEN_END.search(parties.names[-1]) is not None:
        return True
    behind = reader.text(parties.end, high)
    return any(found.match(behind) for found in which)


def _says_which(reader: ClauseReader, parties: PartyList, high: int) -> bool:
    """Whether what reads as the task may say which are meant, a further verb behind it being the task.

    "Hiệu trưởng các trường | có bể bơi mở lớp ...", "Thẩm phán được phân công | giải quyết vụ án quyết định ...".
    """
    parse, end = reader.parse, parties.end
    many = any(parse.tag("quantifier", at) is not None for at in range(parties.start, end))
    has = many and parse.folded(end) == "có" and parse.folded(end + 1) not in _HELD
    given = parties.names[-1].endswith(_GIVEN) and parse.tag("verb", end) is not None and not _CARRIES_OUT.match(reader.text(end, high))
    if not (has or given):
        return False
    for at in range(end + 2, min(high, end + MOST_SAYING)):
        if not parse.tokens[at].is_word:
            return False
        if parse.tag("verb", at) is not None:
            return True
    return False


def _is_case(reader: ClauseReader, actors: Actors, high: int) -> bool:
    """Whether what follows a kind of bodies or persons says in which case they are meant, what they must do standing behind it.

    "Giảng viên | giữ chức vụ quản lý có nghĩa vụ giảng dạy ...", "Nhà giáo | nghỉ thai sản thì được tính đủ giờ dạy". The names of bodies
    end where they seem to; "Các đơn vị khi phát hiện sự cố phải báo cáo" puts the case apart.
    """
    parties = actors.parties
    if actors.kind != "subject" or parties.parties[-1].complete or parties.end != actors.verb:
        return False
    rest = _UP_TO_SIGN.match(reader.text(parties.end, high))
    if rest is None or _APART.match(rest[0]) is not None or _DUTIES.match(rest[0]) is not None:
        return False
    return _CASE_ENDS.search(rest[0]) is not None


def _is_kind(reader: ClauseReader, actors: Actors) -> bool:
    """Whether behind a kind stands a verb that may say which are meant: "Cấp có thẩm quyền | quản lý cán bộ đánh giá".

    Behind "các" only where a further verb follows, which then is the clause's own.
    """
    parse, parties = reader.parse, actors.parties
    if actors.kind != "subject" or parties.parties[-1].complete or parties.end != actors.verb:
        return False
    verb = parse.tag("verb", parties.end)
    if verb is None:
        return False
    if parse.tag("quantifier", parties.start) is not None:
        return parse.text(parties.end, verb).lower() in _TRADES and _acts_behind(reader, verb)
    return parties.names[-1].endswith(_COMPETENT) or parse.text(parties.end, verb).lower() in _TELL_APART


def _acts_behind(reader: ClauseReader, at: int) -> bool:
    """Whether behind an object that begins at a token, no sign and nothing that leads on in between, a further verb stands."""
    parse = reader.parse
    for end in range(at + 1, min(len(parse.tokens), at + MOST_OF_TRADE)):
        if not parse.tokens[end].is_word or parse.folded(end) in _LEADS_ON:
            return False
        if parse.tag("verb", end) is not None or parse.tag("adverb", end) is not None:
            return True
    return False


def _stands_before_comma(reader: ClauseReader, actors: Actors, high: int) -> bool:
    """Whether a comma stands between a name and its verb, as it seldom does: the name goes on, or holds a verb already.

    "Giao Phòng Giám sát, kiểm tra và xử lý sau thanh tra theo dõi ...", "Tổ Thư ký giúp việc Hội đồng, chuẩn bị phiên họp". Grounds
    stand between two commas: "Sở Tài chính, trên cơ sở đề xuất của các đơn vị, tổng hợp"; behind what somebody is, a comma closes that:
    "Đồng chí Trần Văn An, Trưởng phòng, chỉ đạo chung".
    """
    parse, end = reader.parse, actors.parties.end
    if parse.folded(end) != "," or actors.kind not in ("order", "subject") or actors.parties.parties[-1].rule == "party-person-post":
        return False
    behind = end + 1
    if actors.kind == "order":
        return parse.tag("verb", behind) is not None
    grounds = _ON_WHAT_GROUNDS.match(reader.text(behind, high)) is not None
    return not (grounds and any(reader.acts(at) for at in reader.boundaries(behind, high)[1:]))


def time_unread(text: str, due: ReadDeadline | None, issued_on: date | None = None) -> Iterator[Doubt]:
    """Where a clause without a deadline has words of one, or a limit that passed while the notice was written.

    Args:
        text: the clause.
        due: its deadline.
        issued_on: day of issue; of a limit long before it the past is told.
    """
    if due is not None:
        return
    if issued_on is not None and any(_just_passed(limit, issued_on) for limit in _PASSED.finditer(text)):
        yield Doubt("deadline-in-past", "deadline")
    if _TIME.search(text):
        yield Doubt("time-unread", "deadline")


def _just_passed(limit: re.Match[str], issued_on: date) -> bool:
    day = calendar_day(int(limit["year"]), int(limit["month"]), int(limit["day"]))
    return day is not None and timedelta() < issued_on - day <= WRITTEN_DOWN
