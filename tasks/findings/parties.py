"""Names of the bodies and persons that must act: where a name starts and ends, and how a printed list of them is cut.

A party starts at a title ("Thủ trưởng ...") or the noun of a body ("Sở ...", "các cơ quan ..."), and ends before a verb or adverb.
A list is cut at "," ";" and "và" where the next piece stands for itself; "các sở, ban, ngành" is one party (corpus guidelines, `lead`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.domain.lexicon import Lexicon

LONGEST_RUN = 600  # characters of one printed list of parties; the longest of real notices stay under 400
_WORD = re.compile(r"[\wĐđ&/.'\"-]*[\wĐđ&'\"]|\S")
_JOINER = re.compile(r"(?:và|hoặc|cùng với|cùng|với)\s+")
_CUT = re.compile(r"\s*[,;]\s*(?:và\s+)?|\s+(?:và|cùng với|cùng|hoặc)\s+")
_BRACKET = re.compile(r"\s*\([^()]{0,200}\)")
_GROUP = re.compile(
    r"(?<!\w)(?:[Cc]ác|[Nn]hững|[Mm]ỗi|[Tt]ừng|[Tt]oàn thể|[Ss]ở, (?:ban|ngành)|[Bb]an, ngành|[Cc]ấp|cơ quan|đơn vị|cán bộ)(?!\w)"
)
_BARE = re.compile(
    r"(?:ban|ngành|sở|bộ|đoàn thể|hội|địa phương|cơ quan|đơn vị|tổ chức|cá nhân|doanh nghiệp|huyện|thị xã|thành phố|quận|xã|"
    r"phường|thị trấn|đặc khu|"
    r"thị ủy|thành ủy|huyện ủy|quận ủy|đảng ủy|chi bộ|đảng bộ|cấp ủy|chính quyền|công chức|viên chức|người lao động|người dân|"
    r"cán bộ|đảng viên|"
    r"nhân dân|cấp (?:tỉnh|huyện|xã)|trường|phòng|trung tâm|cục|chi cục|ban ngành|thủ trưởng|lãnh đạo|hộ|tập thể|đồng bào|"
    r"chủ đầu tư|nhà thầu|"
    r"cơ sở|lực lượng|thôn|bản|tổ dân phố|khu|hợp tác xã|nhà đầu tư|báo chí|tổ trưởng|tín dụng)(?!\w)"
)
_NAMED_WITH_VERB = re.compile(
    r"(?:Trung tâm|Ban|ban|Văn phòng|Trạm|Phòng|phòng|Đội|Chi cục|Cục|Quỹ|Hội đồng|Công ty|Bộ phận|Nhà máy|Tổ|tổ|Ủy ban|Bộ|Viện|"
    r"Trường|[Cc]ác [Bb]an)$"
)
_ONE_NAME = re.compile(r"(?:Văn phòng|Lãnh đạo) (?:Đoàn [\wĐ ]{2,30}|HĐND|Hội đồng nhân dân)$|(?:^|\s)Báo$")
_SHARED = re.compile(
    r"(?P<prefix>(?:[\wĐđ]+ ){0,6}?)(?P<many>[Cc]ác )?(?P<noun>[Ss]ở|[Bb]ộ|[Pp]hòng|[Hh]uyện|[Tt]hành phố|[Tt]hị xã|[Cc]ục|"
    r"[Cc]hi cục|[Hh]ội|[Bb]an|[Xx]ã|"
    r"[Pp]hường|[Cc]ông ty|[Vv]iện|[Tt]rường|[Bb]an [Qq]uản lý|[Bb]ệnh viện|[Tt]rung tâm)(?P<colon>\s?:)?\s+(?P<names>\S.*)"
)
_TINH = re.compile(r"(?<!\w)tinh(?= thuộc|$|,|;)")  # the hook of "tỉnh" is lost in recognition; no name of a body ends with "tinh"
_PLACE = {"huyện", "thành phố", "thị xã", "xã", "phường"}
_NAME_CUT = re.compile(r"\s*[,;]\s*(?:và\s+)?|\s+và\s+")


@dataclass(frozen=True, slots=True)
class PartyRun:
    """A printed list of parties.

    Attributes:
        parties: one string each, as printed, explanations in brackets left out.
        start: where the list begins in the text that was read.
        end: behind its last character.
    """

    parties: tuple[str, ...]
    start: int
    end: int


class PartyGrammar:
    """Reads parties with the reviewed words of the cue vocabulary; built once for a vocabulary."""

    def __init__(self, cues: Lexicon) -> None:
        """Compile the words that start a party, belong to one, and end one."""
        self._head = re.compile(r"(?<![\w])(?:" + cues.alternation("party-title") + "|" + cues.alternation("party-body") + r")(?!\w)")
        self._through = re.compile(cues.alternation("party-through") + r"(?!\w)")
        self._stop = re.compile("(?:" + cues.alternation("directive-verb") + "|" + cues.alternation("directive-adverb") + r")(?!\w)")
        self._field = re.compile(cues.alternation("party-shared") + r"(?!\w)")

    def head_at(self, text: str, at: int) -> bool:
        """Whether a party's name may start at ``at``."""
        return self._head.match(text, at) is not None

    def read(self, text: str, at: int, printed: str | None = None) -> PartyRun | None:
        """The list of parties that starts at ``at``, None where none does; linear in the length of the list.

        Args:
            text: one sentence with single spaces and folded spelling.
            at: where to read.
            printed: the same sentence as printed, character by character; the parties are copied from it.
        """
        head = self._head.match(text, at)
        if head is None:
            return None
        end = self._end(text, head.end())
        return self._run(text, at, end, printed)

    def read_whole(self, text: str, printed: str | None = None) -> PartyRun | None:
        """All of ``text`` as a list of parties, as in a heading, None where it does not begin with one."""
        return self._run(text, 0, len(text), printed) if self.head_at(text, 0) else None

    def _run(self, text: str, start: int, end: int, printed: str | None) -> PartyRun | None:
        while end > start and text[end - 1] in " ,;:.":
            end -= 1
        parties = tuple(dict.fromkeys(p for p in self._cut(text[start:end], (printed or text)[start:end]) if p))
        return PartyRun(parties, start, end) if parties else None

    def _end(self, text: str, position: int) -> int:
        limit = min(len(text), position + LONGEST_RUN)
        after_head = True
        while position < limit:
            word = _WORD.search(text, position, limit)
            if word is None:
                return limit
            start = word.start()
            through = self._through.match(text, start) or (self._field.match(text, start) if word[0][0].isupper() else None)
            if through:
                position, after_head = through.end(), False
                continue
            if word[0] in "(,;:" or word[0] in {"và", "hoặc", "cùng"}:
                onward = self._onward(text, start, limit)
                if onward is None:
                    return start
                position, after_head = onward, False
                continue
            stop = self._stop.match(text, start)
            if stop and not (after_head and _NAMED_WITH_VERB.search(text, max(0, start - 14), start - 1)):
                return start
            if word[0] in ".)\"'!?" or (stop is None and word[0][0] in "-" and start + 1 >= limit):
                return start
            position, after_head = (stop or word).end(), False
        return limit

    def _onward(self, text: str, at: int, limit: int) -> int | None:
        """Where reading goes on behind punctuation or "và", None where the list is over."""
        if text[at] == "(":
            close = text.find(")", at, min(limit, at + 200))
            return close + 1 if close > 0 else None
        if text[at] == ":":
            shared = re.search(r"[Cc]ác [\w ]{2,20}\s?$|Sở\s?$", text[max(0, at - 24) : at])
            after = at + 1 + (len(text[at + 1 :]) - len(text[at + 1 :].lstrip(" ")))
            return after if shared and text[after : after + 1].isupper() else None
        after = at + 1 if text[at] in ",;" else at
        while after < limit and text[after] == " ":
            after += 1
        joiner = _JOINER.match(text, after)
        after = joiner.end() if joiner else after
        head = self._head.match(text, after)
        bare = _BARE.match(text, after) if text[at] != ";" else None
        known = head or bare
        if known:
            return (self._through.match(text, after) or known).end()
        upper = text[after : after + 1].isupper() and text[at] != ";"
        return after if upper or (text[at] == ";" and self._field.match(text, after)) else None

    def _cut(self, text: str, printed: str) -> list[str]:
        pieces: list[str] = []
        start = 0
        for cut in _CUT.finditer(text):
            if _inside_bracket(text, cut.start()) or not self._stands_alone(text, start, cut):
                continue
            pieces += self._share(text[start : cut.start()], printed[start : cut.start()])
            start = cut.end()
        return pieces + self._share(text[start:], printed[start:])

    def _stands_alone(self, text: str, start: int, cut: re.Match[str]) -> bool:
        before = text[start : cut.start()]
        if not self._head.match(text, cut.end()):
            return False
        if _ONE_NAME.search(before) and "," not in cut[0] and ";" not in cut[0]:
            return False
        if re.search(r"[Cc]ác [Bb]ộ\b", before) and re.match(r"Công an(?=,|;| và|$)", text[cut.end() :]):
            return False
        bare = _BARE.match(text, cut.end())
        return bare is None or ";" in cut[0] or not _GROUP.search(before)

    def _share(self, text: str, printed: str) -> list[str]:
        """A shared noun goes to each: "các Sở: Tài chính, Nội vụ"."""
        printed = _BRACKET.sub("", printed).strip(" ,;:.")
        shared = _SHARED.fullmatch(_BRACKET.sub("", text).strip(" ,;:."))
        if shared is None or not shared["names"][0].isupper() or not (shared["many"] or shared["noun"] == "Sở"):
            return [_TINH.sub("tỉnh", re.sub(r"\s+", " ", printed))]
        names = self._names(shared["names"])
        if len(names) < 2 or (not shared["many"] and not all(self._field.fullmatch(n) for n in names)):
            return [_TINH.sub("tỉnh", re.sub(r"\s+", " ", printed))]
        noun = shared["noun"].lower() if shared["noun"].lower() in _PLACE else shared["noun"][0].upper() + shared["noun"][1:]
        own = re.compile(r"(?:huyện|thành phố|thị xã|xã|phường|đặc khu)\s")
        return [f"{shared['prefix']}{name}" if own.match(name) else f"{shared['prefix']}{noun} {name}" for name in names]

    def _names(self, text: str) -> list[str]:
        names: list[str] = []
        position = 0
        while position < len(text):
            known = self._field.match(text, position)
            cut = _NAME_CUT.search(text, known.end() if known else position)
            end = cut.start() if cut else len(text)
            names.append(text[position:end].strip())
            position = cut.end() if cut else len(text)
        return [n for n in names if n]


def _inside_bracket(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)
