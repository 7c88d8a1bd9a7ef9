"""General signs that a clause was not wholly understood: a name that may go on, a time that nobody read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tasks.domain.finding import Doubt
from tasks.findings.acting.actors import ClauseReader
from tasks.findings.acting.named import Actors
from tasks.nouns.deadline import ReadDeadline
from tasks.nouns.known import holds_unknown
from tasks.nouns.parties import LEVEL_UNKNOWN, PartyList

_BEHIND_NAMES = ("verb", "adverb", "auxiliary", "duty", "order", "stop", "relative", "modifier", "link", "quantifier")
"""What may stand behind a complete list of parties: the clause goes on."""
_WORDS_BEHIND = frozenset(
    ("và", "với", "để", "trong", "theo", "khi", "về", "cùng", "là", "thì", "do", "như", "bằng", "từ", "đến", "tại", "cho", "của")
)
_TIME = re.compile(
    r"(?i:(?:hằng|hàng|mỗi) (?:tuần|tháng|quý|năm)|(?:trước|chậm nhất|xong|hạn)[^;,.]{0,25} (?:ngày|tháng|quý) \d"
    r"|(?:trước|đến|hết|chậm nhất|vào) (?:hết )?(?:ngày )?\d{1,2}/\d{1,2}(?!\d)(?:/\d{4})?)"
)
"""Words of a time by which something is due."""


def names_cut(reader: ClauseReader, bounds: tuple[int, int], actors: Actors | None, lists: Sequence[PartyList]) -> Iterator[Doubt]:
    """Where a list of parties ends before a word that begins no clause, so that the last name may go on."""
    if actors is not None and any(p.rule == LEVEL_UNKNOWN for p in actors.parties.parties):
        yield Doubt("level-unknown", "lead")
    if actors is not None and holds_unknown(reader.parse, actors.parties):
        yield Doubt("name-unknown", "lead")
    if (
        actors is not None
        and actors.kind in ("order", "subject")
        and not actors.unknown
        and _goes_on(reader, actors.parties.end, bounds[1])
    ):
        yield Doubt("name-goes-on", "lead")
    if actors is not None and _stands_before_comma(reader, actors):
        yield Doubt("comma-behind-name", "lead")
    if any(_goes_on(reader, found.end, bounds[1]) for found in lists):
        yield Doubt("name-goes-on", "coordinating")


def _stands_before_comma(reader: ClauseReader, actors: Actors) -> bool:
    """Whether a comma stands between a name and its verb, as it seldom does: the name goes on, or holds a verb already.

    "Giao Phòng Giám sát, kiểm tra và xử lý sau thanh tra theo dõi ...", "Tổ Thư ký giúp việc Hội đồng, chuẩn bị phiên họp".
    """
    parse, end = reader.parse, actors.parties.end
    if parse.folded(end) != "," or actors.kind not in ("order", "subject"):
        return False
    return actors.kind == "subject" or parse.tag("verb", end + 1) is not None


def _goes_on(reader: ClauseReader, at: int, high: int) -> bool:
    tokens = reader.sentence.tokens
    if at >= high or not tokens[at].is_word or tokens[at].folded in _WORDS_BEHIND:
        return False
    return not any(reader.parse.tag(tag, at) is not None for tag in _BEHIND_NAMES)


def time_unread(text: str, due: ReadDeadline | None) -> Iterator[Doubt]:
    """Where a clause without a deadline has words of one."""
    if due is None and _TIME.search(text):
        yield Doubt("time-unread", "deadline")
