"""Who issued a notice, and by which names it, or a body above it, speaks of itself."""

from __future__ import annotations

import re

from tasks.domain.notice import Head
from tasks.findings.acting.actors import ClauseReader
from tasks.findings.acting.cues import ClauseCues
from tasks.findings.acting.named import Actors
from tasks.nouns.which import is_among_many
from tasks.reading.tokens import fold_spelling

ORDERING = {"CT", "TB", "KL", "KH", "CTr", "CĐ", "HD", "CTHĐ"}
"""Types whose numbered items order unless a heading says otherwise."""
_AND = re.compile(r"\s?&\s?| - ")
_LEVEL = re.compile(r"(?:UBND|Ủy ban nhân dân|HĐND|Hội đồng nhân dân|Đảng ủy|Đảng bộ) (tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu)")
_MANY = re.compile(r",| và | các ")
"""Levels joined so are those of many bodies: "Chủ tịch UBND xã, phường và đặc khu"."""
_CENTRAL = re.compile(
    r"(?:văn phòng chính phủ|thủ tướng|chính phủ|bộ (?!chỉ huy|tư lệnh|phận)|thanh tra chính phủ"
    r"|ban chỉ đạo (?:quốc gia|nhà nước|trung ương)|ủy ban (?:quốc gia|trung ương|thường vụ)|ban .{3,40} trung ương)"
)
"""Issuers above every province, for whom no committee of a place is a body above or themselves."""
_AUTHORITY = re.compile(r"(?:văn phòng )?(?:ubnd|ủy ban nhân dân|tỉnh ủy|thành ủy|huyện ủy|đảng ủy|hđnd|hội đồng nhân dân|chủ tịch)(?!\w)")
_CENTRAL_SYMBOL = re.compile(r"[/-](?:CP|TTg|VPCP|QH\d*|UBTVQH\d*|B[A-ZĐ]{2,})(?:[-\d]|$)")
"""What the symbols of such issuers end in, where the head names nobody; "BC" and "BV" are kinds of documents or lower bodies."""
_LOCAL = re.compile(r"(?:UBND|Ủy ban nhân dân|HĐND|Hội đồng nhân dân|Tỉnh ủy|Thành ủy|Huyện ủy|Đảng ủy)(?!\w)")
_MINISTER = re.compile(r"(?:Bộ trưởng|Thứ trưởng)(?: (Bộ .+))?")
_OWN_LEVELS = frozenset(("Tỉnh", "Thành phố", "Huyện", "Quận", "Thị xã", "Xã", "Phường", "Đặc khu"))
"""By its level alone, with a capital, a committee speaks of its place: "Thành phố bố trí kinh phí ..."."""
_LOWER = {"huyện", "quận", "thị xã", "xã", "phường", "đặc khu", "thành phố"}

_ISSUES = re.compile(
    r"(?:(?:trân trọng|nay|đã|xin) )?(?:ban hành|xây dựng|thông báo|báo cáo|đề ra|có ý kiến|hướng dẫn|triển khai)"
    r"[^:]{0,500}(?:như sau|sau đây|cụ thể|sau) ?:$|(?:đã |thống nhất |nay )?(?:quyết định|quyết nghị|công bố)[^:]{0,80}:$"
    r"|chỉ đạo (?:thực hiện )?(?:một số|các) (?:nội dung|nhiệm vụ|công việc|việc)(?: trọng tâm)?,? (?:như )?sau(?: đây)? ?:$"
    r"|(?:trân trọng |kính |xin )?(?:yêu cầu|đề nghị|kết luận|thông báo)(?: (?:như sau|thực hiện[^:]{0,60}))? ?:$"
)
"""What an issuer says of itself in front of its list: "UBND tỉnh ban hành Kế hoạch ... như sau:"."""

_CONCLUDED = re.compile(
    r"(?<!\w)(?:kết luận|có ý kiến|phát biểu|cho ý kiến)(?!\w)(?:(?:,| và)? ?(?:thống nhất|chỉ đạo|kết luận|quyết định|có ý kiến|yêu cầu))*"
    r"(?: (?:một số|các|những) [^:,;]{3,60})?,?(?: (?:cụ thể|như sau|sau đây|sau))* ?:?$"
)
"""What is said at a lead-in's end of him who speaks, whoever was heard before: "Sau khi nghe Sở Y tế báo cáo, ... kết luận như sau:"."""


class Issuer:
    """The issuer of one notice."""

    def __init__(self, head: Head, cues: ClauseCues) -> None:
        """Note what the head says."""
        self._cues = cues
        self._name = fold_spelling(head.issuer or "").casefold()
        self._type = head.type
        self._central = bool(_CENTRAL.match(self._name)) or (not self._name and bool(_CENTRAL_SYMBOL.search(head.symbol or "")))

    def speaks(self, party: str) -> bool:
        """Whether ``party`` is the name by which this notice's issuer, or a body above it, speaks of itself."""
        folded = fold_spelling(party)
        if self._name and " " in folded and self._name.startswith(_spelled_out(folded)):
            return True
        if self._name and f"{self._name} ".startswith(f"{folded.casefold()} ") and folded[:1].isupper():
            return True  # also by its noun alone: "Sở", "Công ty"
        if folded == "Chi nhánh" and " chi nhánh " in self._name:
            return True  # behind whose branch it is: "Ngân hàng Chính sách xã hội Chi nhánh tỉnh Tân Giang"
        if folded in _OWN_LEVELS:
            own = _LEVEL.search(_spelled_out(self._name).replace("ủy ban nhân dân", "UBND"))
            return own is not None and own[1] == folded.lower()
        if self._cues.authority.match(folded) is None:
            return False
        minister = _MINISTER.match(folded)
        if minister and self._name:
            return self._name.startswith("bộ") and (minister[1] or "").casefold() in self._name
        if self._central and _LOCAL.search(folded):
            return False
        level = _LEVEL.search(folded)
        if level is not None and level[1] in _LOWER and _MANY.search(folded, level.end()):
            return False
        return (
            level is None
            or level[1] not in _LOWER
            or not self._name
            or level[0].casefold().replace("ubnd", "ủy ban nhân dân") in self._name
        )

    @property
    def is_known(self) -> bool:
        """Whether the head names it."""
        return bool(self._name)

    def is_authority(self) -> bool:
        """Whether a committee, a party committee, or the office of one issued the notice."""
        return _AUTHORITY.match(self._name) is not None

    def begins_as(self, party: str) -> bool:
        """Whether a party begins as the issuer does, so that it may be the issuer by another name."""
        return self._name.split(" ")[:1] == fold_spelling(party).casefold().split(" ")[:1]

    def is_office(self, party: str) -> bool:
        """Whether an office passes on what its head decided, and ``party`` is that office: what it is to do is ordered too."""
        return self._type in ORDERING and self._name.startswith("văn phòng") and party.casefold().startswith("văn phòng")


def opens_own(reader: ClauseReader, actors: Actors) -> bool:
    """Whether a lead-in's subject issues the document, as "các sở" never do, or was but heard before somebody concludes."""
    if actors.kind != "subject":
        return False
    if _CONCLUDED.search(reader.sentence.text):
        return True
    issues = _ISSUES.match(reader.text(actors.verb, len(reader.sentence.tokens))) is not None
    return issues and not is_among_many(reader.parse, actors.parties.end)


def _spelled_out(name: str) -> str:
    """A body's name in small letters without the usual short forms: "Phòng GD&ĐT" is "phòng giáo dục và đào tạo"."""
    name = _AND.sub(" và ", name.casefold())
    return re.sub(r"(?<!\w)gd(?: và |)đt(?!\w)", "giáo dục và đào tạo", name).replace("ubnd", "ủy ban nhân dân")
