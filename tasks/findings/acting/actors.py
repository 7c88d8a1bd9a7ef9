"""Who must act in a clause: told by an order, as its subject, by a label in front, or as the agent behind "do"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.findings.acting.boundaries import CONDITION, behind_trouble, find_boundaries
from tasks.findings.acting.cues import ClauseCues
from tasks.findings.acting.named import Actors, about, agent, behind_topic, forbidden, in_brackets, responsible_in_brackets, sender
from tasks.findings.acting.ordering import ordered
from tasks.findings.acting.predicates import behind_role, is_predicate, may_act
from tasks.findings.acting.rest import prolonged, rest_of_name
from tasks.findings.acting.together import together_lists
from tasks.nouns.obliged import is_of_case
from tasks.nouns.parties import PartyList, parse_of, read_parties
from tasks.reading.sentences import Sentence

FARTHEST_LIST = 12
"""Tokens in front of a comma within which a list that goes over it may begin."""
LONGEST_LABEL = 6
"""Tokens, its colon among them, of what a task is called in front of who does it."""
NEAREST_COLON = 8
"""Tokens; what has a colon so near is a name and its value."""
RUN_IN = re.compile(r"(?:Nội dung(?: thực hiện| công việc| hoạt động)?|Nhiệm vụ(?: cụ thể)?|Hoạt động(?: \d+)?|Công việc)\s?:\s(?=\w)")
"""Labels in front of a task on its own line, no part of it."""
_ENUMERATOR = re.compile(
    r"(?:Trong đó|Đặc biệt|Ngoài ra|Bên cạnh đó|Song song với đó|Trước hết|Riêng),?\s(?=\w)|"
    r"(?:Nay|Do đó|Vì vậy|Trước mắt|Đồng thời),?\s(?=[A-ZĐ])|"
    r"(?:Do (?:đó|vậy)|Vì (?:vậy|thế)|Bởi vậy|Theo đó),?\s(?=(?:đề nghị|yêu cầu|giao)\s)|"
    r"(?:Trọng tâm|Cụ thể|Trước hết) là\s(?=\w)|"
    rf"{RUN_IN.pattern}|"
    r"(?:Lưu ý|Chú ý|Ghi chú)(?: (?:về|đối với) [^:;.]{3,80})?\s?:\s(?=\w)|"
    r"[a-zđ\d]{1,2}[.)]\s|(?:Thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám)|(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười) là)\s?[,:]\s?"
)
_REPORTS = re.compile(
    r"(?:Về )?(?i:báo cáo)"
    r"(?:(?:,| và)? (?:định kỳ|đột xuất|sơ kết|tổng kết|(?:(?:hằng|hàng) )?(?:tuần|tháng|quý|năm)|\d+ tháng|cả năm))+ ?:"
)
"""Labels that say which reports the body behind them makes: "Báo cáo 6 tháng, cả năm: Sở Tài chính tổng hợp"."""
_FOUNDS = re.compile(r"(?<!\w)(?i:thành lập|kiện toàn|tổ chức lại)(?!\w)")
CHOOSING = frozenset(("phân công", "cử", "bố trí"))
"""Orders by which somebody is chosen for a task."""
_STRONG = frozenset(("title", "quantifier", "name", "body"))


class ClauseReader:
    """Reads the clauses of one sentence; a clause is a range of its tokens."""

    def __init__(self, sentence: Sentence, cues: ClauseCues) -> None:
        """Read nothing yet."""
        self.sentence = sentence
        self.parse = parse_of(sentence)
        self.cues = cues
        self.lists: dict[tuple[int, int], tuple[PartyList, ...]] = {}
        self._parties: dict[int, PartyList | None] = {}
        self._boundaries: dict[tuple[int, int], tuple[int, ...]] = {}
        self._actors: dict[tuple[int, int, bool], Actors | None] = {}

    def parties_at(self, at: int) -> PartyList | None:
        """The list of parties that begins at a token; read once."""
        if at not in self._parties:
            self._parties[at] = read_parties(self.parse, at) if at < len(self.sentence.tokens) else None
        return self._parties[at]

    def text(self, low: int, high: int) -> str:
        """The folded characters of a range of tokens."""
        tokens = self.sentence.tokens
        return self.sentence.text[tokens[low].start : tokens[high - 1].end] if low < high else ""

    def begin(self, low: int, high: int) -> int:
        """The first token behind a list mark or counting word."""
        skip = _ENUMERATOR.match(self.text(low, high) + " ")
        if skip is None:
            return low
        start = self.sentence.tokens[low].start + skip.end()
        return next((i for i in range(low, high) if self.sentence.tokens[i].start >= start), low)

    def actors(self, low: int, high: int, *, assigned: bool) -> Actors | None:
        """Who must act, None where the clause names nobody; read once, though cutting, judging and lead-ins all ask.

        Args:
            low: first token of the clause.
            high: one behind its last.
            assigned: whether a heading above already names the party, so that orders inside are its own delegations.
        """
        key = (low, high, assigned)
        if key not in self._actors:
            self._actors[key] = self._read_actors(low, high, assigned=assigned)
        return self._actors[key]

    def _read_actors(self, low: int, high: int, *, assigned: bool) -> Actors | None:
        if low >= high:
            return None
        start = self.begin(low, high)
        bounds = self._behind_matter(start, high)
        late = self.opens_late(start, high)
        inside = [(t.start, t.end) for t in together_lists(self, low, high)]
        bounds = tuple(b for b in bounds if not any(a <= b < e for a, e in inside)) or bounds[:1]
        told = ordered(self, start, high, bounds if late else bounds[:1], assigned=assigned)
        told = (
            self._over_delegation(start, high, told)
            or about(self, start, high)
            or sender(self, start, high)
            or forbidden(self, start, high)
        )
        if told is not None:
            return told
        subject, done_by = self._subject(high, bounds, late=late), agent(self, start, high)
        if subject is None and done_by is None:
            named = behind_topic(self, start, high) or in_brackets(self, start, high)
            return named if named is not None or assigned else responsible_in_brackets(self, start, high)
        if subject is not None and subject.kind == "label" and subject.verb >= high:
            return in_brackets(self, start, high) or subject  # nothing stands behind the name but what is ordered in its brackets
        if subject is None or (
            done_by is not None
            and start < done_by.parties.start < subject.parties.start
            # by whom it is done in a case that the clause puts first ("Trường hợp lễ tang do X chủ trì, Y ...") is not who acts
            and CONDITION.match(self.text(start, high)) is None
        ):
            return done_by
        return subject

    def _over_delegation(self, start: int, high: int, told: Actors | None) -> Actors | None:
        """Who is to choose somebody, where a clause names them in front: "Đối với các chi bộ: phân công từng đồng chí phụ trách"."""
        if told is None or told.order not in CHOOSING:
            return told
        topic = about(self, start, high)
        return topic if topic is not None and topic.parties.end < told.parties.start else told

    def begins_with_verb(self, low: int, high: int) -> bool:
        """Whether the clause begins with the verb of a task, an adverbial in front left out."""
        start = self.begin(low, high)
        bounds = self.boundaries(start, high) if self.opens_late(start, high) else (start,)
        return any(self.acts(at) for at in bounds if at < high)

    def may_begin_task(self, low: int, high: int) -> bool:
        """Whether a bullet or paragraph begins with a word that no lexicon has: below a party likely its task's verb."""
        start = self.begin(low, high)
        tokens = self.sentence.tokens
        if start + 2 >= high or not self.sentence.first or not tokens[start].is_capital or tokens[start].text.isupper():
            return False
        if any(token.text in {":", '"'} for token in tokens[start : start + NEAREST_COLON]):
            return False  # "Dầu hỏa: 0 đồng/lít", "Danh hiệu “Lao động giỏi”" name things
        return not self.sentence.tags[start] and tokens[start + 1].is_word and not tokens[start + 1].is_capital

    def opens_late(self, start: int, high: int) -> bool:
        """Whether the clause begins with an adverbial, an approval or a party, so that its own verb may stand behind a comma."""
        text = self.text(start, high)
        return bool(self.cues.adjunct.match(text[:60]) or self.cues.approval.match(text)) or self.parties_at(start) is not None

    def boundaries(self, start: int, high: int) -> tuple[int, ...]:
        """Where a subject or verb may begin: at the start and after each comma; found once."""
        key = (start, high)
        if key not in self._boundaries:
            self._boundaries[key] = find_boundaries(self, start, high)
        return self._boundaries[key]

    def _behind_matter(self, start: int, high: int) -> tuple[int, ...]:
        """Boundaries; of a clause that says its matter first ("Về đường nối, tỉnh A đến quốc lộ 6: UBND tỉnh báo cáo") those behind."""
        bounds = self.boundaries(start, high)
        if self.parse.folded(start) != "về" and (self.parse.folded(start), self.parse.folded(start + 1)) != ("đối", "với"):
            return bounds
        colon = next((at for at in range(start, high) if self.parse.folded(at) == ":"), None)
        behind = colon + 1 if colon is not None else high
        if behind >= high:
            return bounds
        # "Đối với nội dung kiến nghị các bộ: Thường xuyên theo dõi ..." asks the ministries for nothing here.
        asked = self.acts(behind) and "kiến nghị" in self.text(start, behind)
        if self.parties_at(behind) is None and self.parse.tag("order", behind) is None and not asked:
            return bounds
        return (start, *self.boundaries(behind, high))

    def acts(self, at: int) -> bool:
        """Whether a task may begin at a token: with its verb, an adverb, a duty or "không"."""
        end = max((e for tag in ("verb", "adverb", "duty") if (e := self.parse.tag(tag, at)) is not None), default=None)
        if end is None:
            word, following = self.parse.folded(at), at + 1
            return (
                word in {"không", "có", "chịu", "chỉ"} and following < len(self.sentence.tokens) and self.sentence.tokens[following].is_word
            )
        # "Báo cáo số 12/BC-SYT ..." names a document.
        return self.parse.folded(end) != "số" or end + 1 >= len(self.sentence.tokens) or not self.sentence.tokens[end + 1].is_number

    def is_authority(self, party: str) -> bool:
        """Whether the name is one by which an issuing authority speaks of itself."""
        return self.cues.authority.match(party) is not None

    def _subject(self, high: int, bounds: Sequence[int], *, late: bool) -> Actors | None:
        for at in bounds:
            parties = self.parties_at(at)
            levels = at != bounds[0] and parties is not None and parties.names[-1] == "các cấp"  # "giữa các ngành, các cấp bảo đảm"
            if parties is None or levels or self.parse.folded(at) == "nhiều" or parties.names[-1].endswith(" nào"):
                continue
            listed = self.parties_at(bounds[0]) is not None
            weak = not self._is_strong(at, parties) and (listed or self.parse.tag("duty", parties.end) is None)
            if at != bounds[0] and (weak or self._inside_list(at) or self._begins_behind(at, bounds, parties)):
                continue
            if at != bounds[0] and parties.parties[0].rule == "party-placed" and self.parse.tag("stop", parties.end) is not None:
                continue  # "..., tỉnh Tân Giang đến quốc lộ 6" goes on with a road
            end = min(parties.end, high)
            if at != bounds[0] and not late and not self._has_duty(bounds[0], at, end) and not self._labelled(bounds[0], at, parties):
                continue  # behind a task's own verb a party is named, unless a duty of its own follows
            if self.parse.folded(end) == ":" and at == bounds[0]:
                return None if parties.names == ("Đơn vị",) else Actors(parties, "label", end + 1)  # "Đơn vị: 10 m" measures
            if at == bounds[0] and (colon := rest_of_name(self, end, high)) is not None:
                return Actors(prolonged(self.sentence, parties, colon), "label", colon + 1)
            end = behind_role(self, end, high)
            verb = end + (self.parse.folded(end) == ",")
            if verb >= high or (verb == high - 1 and self.parse.folded(verb) in {".", ":"}):
                if at == bounds[0]:
                    return Actors(parties, "label", high)
                continue
            if is_predicate(self, verb, high):
                # Behind a list that was not understood the subject may be but its end.
                return Actors(parties, "subject", verb, unknown=at != bounds[0] and self.parties_at(bounds[0]) is not None)
            if verb == end and may_act(self, parties, verb):
                return Actors(parties, "subject", verb, unknown=True)
        return None

    def _has_duty(self, start: int, at: int, end: int) -> bool:
        """Whether a duty follows a party, which is more than what a body is founded for: "thành lập Hội đồng A, B có nhiệm vụ"."""
        duty = self.parse.tag("duty", end)
        founded = duty is not None and self.text(end, duty) == "có nhiệm vụ" and _FOUNDS.search(self.text(start, at)) is not None
        return duty is not None and not founded

    def _is_strong(self, at: int, parties: PartyList) -> bool:
        """Behind an adverbial a bare "đơn vị, địa phương" belongs to it; a subject has a name, a title, "các", or stands behind "thì"."""
        if parties.parties[0].complete or self.parse.begins(at, *_STRONG):
            return True
        kind = self.parse.node("kind", at)
        return self.parse.folded(at - 1) == "thì" or behind_trouble(self.parse, at) or (kind is not None and kind.rule == "kind-agent")

    def _begins_behind(self, at: int, bounds: Sequence[int], parties: PartyList) -> bool:
        """Whether the list is the end of a phrase and the subject behind it: "... của cơ quan, đơn vị, Thủ trưởng cơ quan phải ..."."""
        if parties.parties[0].complete or self.parse.begins(at, *_STRONG):
            return False
        later = ((b, self.parties_at(b)) for b in bounds if at < b < parties.end)
        return any(found is not None and found.end == parties.end and self._is_strong(b, found) for b, found in later)

    def _labelled(self, start: int, at: int, parties: PartyList) -> bool:
        """Whether a short label stands in front of a name: "Báo cáo tháng: Sở Tài chính tổng hợp số liệu"; a step ("Bước 1:") is none."""
        if self.parse.folded(start) == "bước":
            return False
        short = at - start <= LONGEST_LABEL or _REPORTS.fullmatch(self.text(start, at)) is not None
        return short and self.parse.folded(at - 1) == ":" and parties.parties[0].complete

    def _inside_list(self, at: int) -> bool:
        """Whether a list that begins further in front goes on here: "đôn đốc các sở, UBND các xã triển khai" has no second subject."""
        own = self.parties_at(at)
        if own is not None and self.parse.tag("duty", own.end) is not None and not is_of_case(self.parse, own.end):
            return False
        for first in range(max(0, at - FARTHEST_LIST), at - 1):
            between = self.parties_at(first + 1) if self.parse.folded(first) == "giữa" else None
            if between is not None and between.end > at:
                return True  # "quy chế giữa các sở, UBND các xã thì cần ban hành": between whom it is
            verb = self.parse.tag("verb", first) if not self.sentence.tokens[first].is_capital else None
            found = self.parties_at(verb) if verb is not None and verb < at - 1 else None
            if found is not None and found.end > at:
                return True
        return False
