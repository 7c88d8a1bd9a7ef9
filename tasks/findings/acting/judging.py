"""Whether a clause is a directive, and by which rule; whom it obliges where it names nobody (corpus guidelines, `directives`)."""

from __future__ import annotations

import re
from dataclasses import replace

from tasks.domain.finding import Part
from tasks.domain.notice import Head
from tasks.findings.acting.cues import ClauseCues
from tasks.findings.acting.issuing import Issuer
from tasks.findings.acting.named import Actors, in_brackets
from tasks.findings.acting.permitting import follows, hands_down, permits
from tasks.findings.acting.petitions import Petitions
from tasks.findings.acting.places import Place
from tasks.findings.acting.scope import REPORTS, Scope, parts_of
from tasks.findings.acting.telling import defines, gives_role, serves, tells

LEAST_TOKENS = 3
"""Of a task; fewer are what a wrong break left over."""
_NO_SENTENCE = re.compile(r"^\[\d{1,3}\] |[□☐☑☒]|…{2,}|\.{5,}|…\.|\[(?!\d{1,3}\])\w[^\]]*\]|\((?:[Kk]ý|KÝ)[ ,]|^Độc lập ?- ?Tự do")
"""Blanks to be filled in, boxes to be ticked, places to sign and the motto above them: a form, not an order.

"[2]" inside a sentence marks a footnote, in front of one it is the footnote.
"""
_ADVERBIAL = re.compile(
    r"(?:Căn cứ|Trên cơ sở|Theo (?!dõi)|Hằng|Hàng|Định kỳ|(?:Kể t|T)ừ (?:ngày|tháng|nay)|Mỗi (?:ngày|tuần|tháng|quý|năm))(?!\w)"
)
"""Adverbials behind which a task's verb may follow without a comma; behind "khi", "đối với" cases are told."""
_ANNOUNCES = re.compile(r"(?:(?:xin|trân trọng|kính) )+(?:thông báo|báo cáo)")
_DOCUMENT = re.compile(
    r"(?:[Cc]ác )?(?:Luật|Nghị định|Nghị quyết|Quyết định|Chỉ thị|Thông tư|Công điện|Kế hoạch|Công văn|Văn bản|Hướng dẫn|Thông báo|Kết luận"
    r"|Chương trình)(?:(?!(?:,| và| yêu cầu| phải| cần)(?!\w))[^;:.]){0,80}? ?:? ?số \d"
)
"""A bullet that begins with a document and its number names what is to be studied."""
_SAMPLED = re.compile(r"(?i:lấy mẫu )?(?:nước )?\d+ (?:vị trí|điểm|mẫu|trạm)(?!\w)")
"""What stands behind a place of which it is only told where something is measured: "Xã Hòa Sơn: 02 điểm tại hồ Bàu Sen"."""
_AMOUNT = re.compile(r"\d[\d.,]* (?:[^\W\d_]+ ){0,2}[^\W\d_]+ ?[.;,]?")
"""What alone stands behind a name of which it is told how much falls to it: "Trạm Y tế xã Hòa Sơn: 02 cán bộ"."""
_ENTERPRISE = re.compile(r"(?:Công ty|Tổng [Cc]ông ty|Tập đoàn|Doanh nghiệp|Hợp tác xã|Xí nghiệp|Nhà máy|Chi nhánh|HTX|DNTN)(?!\w)")
_NAMED_ON = re.compile(r"(?:[a-zà-ỹđ]+ ){1,4}(?:và [a-zà-ỹđ]+ ){0,1}(?:[A-ZĐÀ-Ỹ][\wà-ỹ]*[ -]?){1,5}")
"""A trade and a name up to the end of a line: one of a list of enterprises, though its trade is a verb elsewhere."""
_MATTER = re.compile(r"^(?:Về|Đối với) [^:;.]{3,200} ?:\s*(?=thống nhất|nhất trí|đồng ý|ghi nhận|chấp thuận|cơ bản)", re.IGNORECASE)
"""What is approved may stand in front: "Về biên chế giáo viên: thống nhất chủ trương"."""
_SENT_BACK = re.compile(r"(?:Báo cáo|Kết quả|Danh sách|Hồ sơ|Kế hoạch|Văn bản)[^;:.]{0,120} (?:gửi|nộp) [^;:.]{0,120}trước (?:ngày|\d)")
"""What is due back stands often behind the last item, without a party: "Báo cáo kết quả gửi về Sở trước ngày 10/6/2025"."""
_MANNER = "Việc "
"""What begins so says how something is to be done: by those named above, not by who is named in the sentence before."""
_LAWS = {"Luật", "PL", "NĐ", "TT", "TTLT"}
"""Types whose issuer says who gives work rather than gives it."""
_DECIDES = re.compile(r"(?:Phê duyệt|Công nhận|Chấp thuận|Thông qua)(?!\w)")
"""What the issuer decides is no order, but below the heading of another body it is that body's task."""
_RESPONSIBLE = re.compile(r"(?:có|chịu) trách nhiệm (?!(?:chính|chủ yếu|liên đới) )")
_NEEDS = re.compile(
    r"cần (?:tiếp tục |tập trung |chủ động |khẩn trương |phải )*(?:có (?:những |các )?giải pháp|nỗ lực|phấn đấu|khắc phục|quan tâm)(?!\w)"
)
_PARTY_BODY = re.compile(r"(?i:cấp ủy|đảng|chi bộ|thành ủy|tỉnh ủy|huyện ủy|ban thường vụ|ban cán sự)(?!\w)")
"""Bodies whose work is to lead: of the Party."""
_ATTENDS = re.compile(r"(?<!\w)(?:(?:tham|đến|về) dự|dự (?:họp|hội|buổi|cuộc|lễ)|có mặt|sắp xếp|bố trí thời gian|tham gia|đăng ký)(?!\w)")
"""What is asked of those invited, which is no task."""
_IN_ARTICLE = re.compile(r"(?:^|/)(?:Chương|Mục|Điều (?!1/))")
"""Paths of a regulation's chapters and articles: where nobody is named there, somebody was not understood or nobody is obliged.

What a decision approves is often a plan, and stands in its first article.
"""


class Judge:
    """Decides for the clauses of one notice."""

    def __init__(self, head: Head, cues: ClauseCues, issuer: Issuer) -> None:
        """Note what kind of document it is and whom it addresses."""
        self._cues = cues
        self._issuer = issuer
        self._told = head.type in REPORTS
        self._concludes = head.type in ("TB", "KL")
        self._decides = head.type == "QĐ"  # whose first article says what is decided, and who is to act on it stands behind
        self._legislates = head.type in _LAWS  # where its issuer gives work it says who may
        self._invites = head.type == "GM"  # and may say who is to prepare what
        self._petitions = Petitions(head, cues, issuer)

    def acting(self, place: Place, bounds: tuple[int, int], actors: Actors | None) -> Actors | None:
        """Who must act where an order has a speaker: below an authority, another body's demand of others is its own task.

        Where nothing orders, as in a list of guests, only what is ordered in brackets counts.

        "Ban Quản lý dự án số 2 yêu cầu nhà thầu tăng ca" in the conclusion of a committee orders the board; what the issuer itself
        demands, or a title that may be its head's, orders those it names.
        """
        if actors is not None and _leads(place, actors):
            return None
        if place.scope.orders is False and (actors is None or actors.kind != "order"):
            return in_brackets(place.reader, *bounds) or actors
        speaker = actors.speaker if actors is not None else None
        if actors is not None and speaker is not None and all(self._issuer.speaks(name) for name in speaker.names):
            return replace(actors, issued=not self._legislates)
        if actors is None or speaker is None or len(speaker.parties) != 1 or not self._issuer.is_authority():
            return actors
        party = speaker.parties[0]
        own = place.scope.orders and place.section.path != "preamble" and party.complete and party.rule == "party-body"
        if not own or self._issuer.begins_as(party.name):
            return actors
        return Actors(speaker, "subject", speaker.end)

    def rule(self, place: Place, bounds: tuple[int, int], actors: Actors | None, *, first: bool) -> str | None:
        """The rule by which a clause, a range of tokens, is a directive; None where it is none."""
        text = _MATTER.sub("", place.reader.text(*bounds))
        rule = self._rule(place, text, bounds, actors)
        place.item.tasked = rule == "task"
        if (
            rule is None
            and not first
            and place.item.ordered
            and not self._cues.fact.match(text)
            and not permits(place.reader, bounds, actors)
        ):
            return "carried"
        return rule

    def lead(self, place: Place, bounds: tuple[int, int], actors: Actors | None, *, first: bool) -> tuple[Part, ...]:
        """The accountable party: named in the clause, else by the sentence it continues, the item, or what stands above."""
        item, above = place.item, place.scope.lead
        sentence = place.reader.sentence
        named = not sentence.first and any(part.rule in ("subject", "order") for part in item.previous)
        speaks = actors is not None and actors.kind == "subject" and any(self._issuer.speaks(p) for p in actors.parties.names)
        if actors is not None and not (speaks and above):
            lead = parts_of(sentence, "lead", actors.parties, actors.kind)
            if (sentence.first and first) or not (item.parties or above):
                item.parties = lead
        else:
            lead = self._inherited_by(place, place.reader.text(*bounds), first=first)
        item.passed_over = named and actors is None and {p.value for p in lead} != {p.value for p in item.previous}
        item.previous, item.ordered = lead, True
        return lead

    def _inherited_by(self, place: Place, text: str, *, first: bool) -> tuple[Part, ...]:
        """Whom a clause that names nobody obliges; how something is to be done ("Việc ... phải ...") only those named above."""
        item, above = place.item, self._from_above(place.scope)
        if text.startswith(_MANNER):
            return above
        continues = not first or self._cues.continuation.match(text) is not None
        lead = _inherited(item.previous, "sentence-before") if continues else ()
        return lead or _inherited(item.parties, "item") or above or _inherited(item.previous, "sentence-before")

    @staticmethod
    def _from_above(scope: Scope) -> tuple[Part, ...]:
        """Further up than the next heading or lead-in is less sure."""
        return _inherited(scope.lead, f"{scope.rule}-above" if scope.depth else scope.rule)

    def _rule(self, place: Place, text: str, bounds: tuple[int, int], actors: Actors | None) -> str | None:
        if bounds[1] - bounds[0] < LEAST_TOKENS or self._cues.notice.search(text) or _NO_SENTENCE.search(text) or text.isupper():
            return None
        # The name of a decree may speak of orders: "Căn cứ Nghị định ... và giao quyền Chủ tịch Ủy ban nhân dân;".
        ground = self._decides and place.section.path == "preamble" and text.startswith("Căn cứ")
        orders = place.scope.orders
        bare = place.scope.offered or (place.scope.steps and actors is None)
        if ground or place.scope.sealed or (bare and not self._cues.duty.search(text) and not _SENT_BACK.match(text)):
            return None
        if actors is not None and actors.kind == "order":
            told = _attends(text, actors) if self._invites else self._told and not (orders or place.item.ordered)
            cites = bounds[0] > 0 and not place.item.ordered and self._cites(actors)
            if told or cites or (hands_down(actors) and not self._concludes):
                return None
            return None if self._petitions.holds(place.reader, text, actors) else "order"
        if actors is not None and actors.kind == "agent" and orders and not self._cues.approval.search(text):
            return "agent"
        told = self._cues.fact.match(text) is not None and not self._acts_on_grounds(place, text, actors)
        told = told or (
            actors is None and (defines(text) or follows(text, self._cues) or (tells(text) and not self._cues.duty.search(text)))
        )
        own = actors is None and place.scope.rule == "heading" and bool(place.scope.lead) and _DECIDES.match(text) is not None
        obliged = self._obliged(place, actors, bounds)
        if (self._cues.approval.search(text) and not own) or (self._told and not orders) or (orders is False and not obliged) or told:
            return None
        if self._decides and actors is None and place.section.path == "Điều 1":
            return None
        if place.section.path == "preamble" and not (orders or place.item.ordered):
            return None
        if actors is not None and actors.kind != "agent":
            return self._acting(place, text, bounds, actors)
        if place.scope.required:
            return None if _DOCUMENT.match(text) else "requirement"
        agent = "agent" if actors is not None and (orders or place.scope.lead) else None
        return self._partyless(place, text, bounds) or agent

    def _acting(self, place: Place, text: str, bounds: tuple[int, int], actors: Actors) -> str | None:
        if actors.kind == "label":
            where = all(party.rule == "party-placed" for party in actors.parties.parties)
            if where and _SAMPLED.match(place.reader.text(actors.verb, bounds[1])):
                return None
            counted = _AMOUNT.fullmatch(place.reader.text(actors.verb, bounds[1])) is not None
            return "label" if actors.verb < bounds[1] and text.strip(" .:") and not counted else None
        issues = all(self._issuer.speaks(p) and not self._issuer.is_office(p) for p in actors.parties.names)
        issues = issues or _ANNOUNCES.match(place.reader.text(actors.parties.end, bounds[1])) is not None
        if issues and not self._cues.duty.search(text):
            return None
        behind = place.reader.text(actors.parties.end, bounds[1])
        if _ENTERPRISE.match(actors.parties.names[0]) and _NAMED_ON.fullmatch(behind):
            return None
        if behind.startswith("sẽ ") and not (place.scope.orders or self._issuer.is_known):
            return None  # as likely what the issuer announces as what it orders
        return None if gives_role(behind) or permits(place.reader, bounds, actors) else "subject"

    def _partyless(self, place: Place, text: str, bounds: tuple[int, int]) -> str | None:
        scope, item, closing = place.scope, place.item, place.section.path == "closing"
        begins = place.reader.begins_with_verb(*bounds)
        announced = scope.announced and (place.reader.sentence.first or item.tasked)
        announced = announced and (bool(item.previous) or _IN_ARTICLE.search(place.section.path) is None)
        follows = item.ordered and (not place.reader.sentence.first or closing or not scope.orders)
        if follows and not scope.lead and serves(text):
            return None
        if follows and (begins or self._cues.continuation.match(text) or self._cues.duty.search(text)):
            return "carried" if item.previous and not scope.lead else scope.rule or ("task" if begins and announced else "verb")
        if closing and not self._told and _SENT_BACK.match(text):
            return scope.rule or "verb"
        if closing or not (scope.orders or scope.lead):
            return None
        if scope.lead and scope.orders and _SENT_BACK.match(text):
            return scope.rule
        if begins:
            return scope.rule or ("task" if announced else "verb")
        if scope.lead and scope.orders and (place.reader.may_begin_task(*bounds) or self._acts_late(place, text, bounds)):
            return "verb-unknown"
        return (scope.rule or "duty") if self._cues.duty.search(text) else None

    def _cites(self, actors: Actors) -> bool:
        """Whether another body gave an order: in a sentence that began to tell ("UBND tỉnh nhận được ...; Bộ yêu cầu các đơn vị ...")."""
        return actors.speaker is not None and not any(self._issuer.speaks(name) for name in actors.speaker.names)

    def _obliged(self, place: Place, actors: Actors | None, bounds: tuple[int, int]) -> bool:
        """Whether the clause says whose duty it is, which holds below any heading: "Cơ quan lập đề án có trách nhiệm công bố ...".

        In a conclusion so does what a body named needs to do, told among what is still lacking: "Tỉnh Tân Giang cần nỗ lực hơn nữa".
        """
        if actors is None or actors.kind != "subject" or actors.unknown:
            return False
        behind = place.reader.text(actors.parties.end, bounds[1])
        needs = self._concludes and _NEEDS.match(behind) is not None and actors.parties.parties[-1].complete
        return needs or _RESPONSIBLE.match(behind) is not None

    @staticmethod
    def _acts_on_grounds(place: Place, text: str, actors: Actors | None) -> bool:
        """Whether behind grounds or a matter somebody acts: "Căn cứ các quy định, các trường ...", "Về đề nghị của X: Sở Y tế ..."."""
        behind_colon = actors is not None and place.reader.parse.folded(actors.parties.start - 1) == ":"
        if (
            not (text.startswith("Căn cứ") or (text.startswith("Về ") and behind_colon))
            or actors is None
            or actors.kind != "subject"
            or actors.unknown
        ):
            return False
        return place.reader.parse.begins(actors.verb, "verb", "adverb", "duty", "auxiliary")

    @staticmethod
    def _acts_late(place: Place, text: str, bounds: tuple[int, int]) -> bool:
        """Whether below a party an adverbial goes over into the task without a comma: "Căn cứ nhiệm vụ được giao tổ chức thực hiện"."""
        parse = place.reader.parse
        return _ADVERBIAL.match(text) is not None and any(
            parse.tag("verb", at) is not None for at in range(bounds[0] + LEAST_TOKENS, bounds[1])
        )


def _leads(place: Place, actors: Actors) -> bool:
    """Whether what looks like a title is the task of the Party's bodies above: "Lãnh đạo chính quyền cùng cấp rà soát ..."."""
    leads = actors.kind == "subject" and actors.parties.names[0].startswith("Lãnh đạo ")
    return leads and bool(place.scope.lead) and all(_PARTY_BODY.search(name) for name in place.scope.names)


def _attends(text: str, actors: Actors) -> bool:
    """Whether somebody is invited or asked to attend, which is no task."""
    return "mời" in actors.order or _ATTENDS.search(text) is not None


def _inherited(parts: tuple[Part, ...], rule: str) -> tuple[Part, ...]:
    return tuple(replace(part, rule=rule) for part in parts)
