"""Who does what in one sentence: its orders, its subject, those named after "phối hợp", and where it is cut into directives.

The unit is the sentence; it is cut at ";" only where the next clause names another party as its subject or has a deadline of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tasks.domain.lexicon import Lexicon
from tasks.domain.notice import CleanText
from tasks.findings.parties import PartyGrammar, PartyRun
from tasks.findings.passages import Passage

MOST_BOUNDARIES = 12  # commas behind which a subject or order is looked for; further ones belong to the task itself

_ENUMERATOR = re.compile(
    r"[a-zđ\d]{1,2}[.)]\s|(?:Thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám)|(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười) là)\s?[,:]\s?"
)
_NOT_ACTING = re.compile(
    r"(?:đã|đang|là(?! (?:cơ quan|đơn vị|bộ phận) (?:thường trực|đầu mối|chủ trì))|được|bị|vẫn|còn|chưa|cũng|đều|của|về|"
    r"theo kết quả|với|như|do|luôn|xuống|lên|mới|hiện)(?!\w)"
)
_LISTS = re.compile(r"(?::|(?:như sau|nội dung sau|nhiệm vụ sau|công việc sau|giải pháp sau|sau đây)\s?[.:]?)$")
_TOGETHER = re.compile(
    r"[Pp]hối hợp(?: (?:chặt chẽ|đồng bộ|hiệu quả|có hiệu quả|thường xuyên|tốt|kịp thời|chỉ đạo|thực hiện|"
    r"triển khai))*,?(?: ['`.]?(?:cùng với|với|cùng))? (?=\S)"
)
_OWN_TOGETHER = re.compile(
    r"(?:^|[,;:] ?|(?:[Cc]hủ trì|và|trách nhiệm|nhiệm vụ|đồng thời|[Cc]hủ động|[Tt]hường xuyên|[Tt]ăng cường|thì|cần|phải|"
    r"[Tt]iếp tục|[Kk]ịp thời|[Kk]hẩn trương|"
    r"[Tt]ích cực|hoặc|sẽ|[Ll]àm đầu mối|[Tt]ham gia|để|[Đđ]ầu mối|[Tt]rực tiếp|[Cc]hặt chẽ|[Ll]àm tốt) )$"
)
_ONLY_TIME = re.compile(
    r"(?:và )?(?:[Hh]oàn thành|[Hh]oàn tất|[Xx]ong|[Tt]hời (?:hạn|gian)(?: hoàn thành| thực hiện)?)(?: và báo cáo[^;]*?|"
    r" công việc này| việc này| nội dung này| các nội dung trên)?:? ?"
    r"(?:trước|trong|chậm|vào|đến|ngay|cuối|xong)"
)
# Behind an adverbial a bare "đơn vị, địa phương" belongs to it; a subject has a name, a title or "các".
_STRONG = re.compile(r"(?:các|mỗi|những|từng|toàn thể|thủ trưởng|chủ tịch|giám đốc|người đứng đầu|lãnh đạo|tập thể|yêu cầu)\b|[A-ZĐÔỦỬ]")
_DELEGATES = re.compile(
    r"(?:các )?(?:phòng|ban|đơn vị trực thuộc|cơ quan chuyên môn|đơn vị chuyên môn|các đơn vị trực thuộc|cán bộ|Phòng|bộ phận)"
)


# Accents that recognition loses most often in the words that decide who must act (measured on scans at 200 to 300 dpi).
_MENDED = {
    slip: word
    for word, slips in {
        "triển khai": "triên khai,triền khai,triến khai",
        "tổ chức": "tô chức,tồ chức,tố chức",
        "chủ trì": "chú trì,chù trì,chu trì,chủ tri",
        "phối hợp": "phôi hợp,phồi hợp,phối họp,phổi hợp",
        "hoàn thành": "hoàn thanh,hoan thành",
        "báo cáo": "bao cáo,báo cao,bảo cáo",
        "đề nghị": "đê nghị,đề nghi,để nghị,đế nghị",
        "yêu cầu": "yêu câu,yêu cẩu,yêu cấu",
        "ủy ban": "uy ban,ùy ban,ũy ban",
        "giám đốc": "giám đôc,giảm đốc,giám độc",
        "thủ trưởng": "thú trưởng,thù trưởng,thủ trường,thủ trướng",
        "chủ tịch": "chú tịch,chù tịch,chủ tich",
        "tham mưu": "tham muu,tham mưn",
        "hướng dẫn": "hướng dân,hướng dần",
        "kiểm tra": "kiêm tra,kiềm tra",
        "chỉ đạo": "chi đạo,chí đạo",
        "xây dựng": "xây dung,xảy dựng",
        "rà soát": "rả soát,ra soát",
    }.items()
    for slip in slips.split(",")
}
_SLIPS = re.compile(r"(?<!\w)(?:" + "|".join(_MENDED) + r")(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with what stands before it.

    Attributes:
        passage: the sentence with folded spelling.
        printed: the same characters as printed.
        marker: bullet in front ("-", "+"), "" where there is none.
        first: whether it begins its paragraph or bullet.
    """

    passage: Passage
    printed: str
    marker: str
    first: bool

    @property
    def opens_list(self) -> bool:
        """Whether it speaks for what follows."""
        return _LISTS.search(self.passage.text) is not None


@dataclass(frozen=True, slots=True)
class Actors:
    """Who acts in a clause.

    Attributes:
        run: the parties where they stand in the sentence.
        kind: "order" ("Giao ..."), "subject" or "label" ("Sở Y tế: ...").
    """

    run: PartyRun
    kind: str


def mend_cues(text: str) -> str:
    """Cue words with an accent misread as the grammar knows them ("phôi hợp"), equally long; only for reading, never for what is kept."""
    return _SLIPS.sub(lambda m: _mended(m[0]), text)


def _mended(word: str) -> str:
    whole = _MENDED[word.lower()]
    return whole[0].upper() + whole[1:] if word[0].isupper() else whole


def read_sentences(clean: CleanText, passages: tuple[Passage, ...]) -> list[Sentence]:
    """The passages with the bullets in front of them."""
    out = []
    paragraph = -1
    for passage in passages:
        mended = replace(passage, text=mend_cues(passage.text))
        printed = "".join(" " if clean.text[p].isspace() else clean.text[p] for p in passage.places)
        before = clean.text[max(0, passage.places[0] - 4) : passage.places[0]].rstrip(" \t")
        marker = before[-1:] if passage.paragraph != paragraph and before[-1:] in ("-", "+", "*", "•", "–") else ""
        out.append(Sentence(mended, printed, "-" if marker in ("–", "•", "*") else marker, passage.paragraph != paragraph))
        paragraph = passage.paragraph
    return out


class ClauseGrammar:
    """Reads clauses with the reviewed cue words; built once for a vocabulary."""

    def __init__(self, cues: Lexicon) -> None:
        """Compile the cues and the grammar of parties."""
        self.parties = PartyGrammar(cues)
        self._order = re.compile(r"(?<!\w)" + cues.alternation("directive-order"))
        self._verb = re.compile("(?:" + cues.alternation("directive-verb") + r")(?!\w)")
        self._acts = re.compile("(?:" + cues.alternation("directive-verb") + "|" + cues.alternation("directive-adverb") + r")(?!\w)")
        self._adjunct = re.compile(cues.alternation("directive-adjunct"))
        self._approval = re.compile(cues.alternation("directive-approval"))
        self._authority = re.compile(cues.alternation("directive-authority"))

    def actors(self, text: str, printed: str, *, assigned: bool) -> Actors | None:
        """Who must act, None where the clause names nobody.

        Args:
            text: folded sentence or clause.
            printed: the same as printed.
            assigned: whether a heading above already names the party, so that orders inside are its own delegations.
        """
        skip = _ENUMERATOR.match(text)
        start = skip.end() if skip else 0
        boundaries = self._boundaries(text, start)
        return self._ordered(text, printed, boundaries, assigned=assigned) or self._subject(text, printed, boundaries)

    def begins_with_verb(self, text: str) -> bool:
        """Whether the clause begins with the verb of a task, an adverbial in front left out."""
        skip = _ENUMERATOR.match(text)
        start = skip.end() if skip else 0
        lowered = text[start : start + 1].lower() + text[start + 1 : start + 80]
        if self._verb.match(lowered):
            return True
        return any(self._verb.match(text, at) for at in self._boundaries(text, start)[1:])

    def coordinating(self, text: str, printed: str, subject: PartyRun | None) -> tuple[list[PartyRun], tuple[str, ...]]:
        """Who is named after "phối hợp" by those who act themselves: the places and the parties."""
        runs: list[PartyRun] = []
        begins = text[:8].lower().startswith("phối hợp")
        for match in _TOGETHER.finditer(text):
            run = self.parties.read(text, match.end(), printed)
            own = (
                begins
                or _OWN_TOGETHER.search(text[max(0, match.start() - 24) : match.start()])
                or (subject and text[subject.end : match.start()].strip() == "")
            )
            if run is not None and own and not re.match(r" ?phối hợp", text[run.end :]):
                runs.append(run)
        return runs, tuple(dict.fromkeys(p for run in runs for p in run.parties))

    def cut(self, text: str, printed: str, has_deadline: Callable[[str], bool], *, assigned: bool) -> list[tuple[int, int]]:
        """The clauses of a sentence as ranges of ``text``, without ";" at their ends."""
        actors = self.actors(text, printed, assigned=assigned)
        together, _ = self.coordinating(text, printed, actors.run if actors else None)
        taken = [(r.start, r.end) for r in ([actors.run] if actors else []) + together]
        cuts = [0]
        places = [
            m.start() for m in re.finditer(";", text) if not any(a <= m.start() < b for a, b in taken) and not _bracketed(text, m.start())
        ]
        for index, place in enumerate(places):
            end = places[index + 1] if index + 1 < len(places) else len(text)
            clause, as_printed = text[place + 1 : end].strip(), printed[place + 1 : end].strip()
            if not clause:
                continue
            if self._names_party(clause, as_printed, assigned=assigned) or (has_deadline(clause) and not _ONLY_TIME.match(clause)):
                cuts.append(place + 1)
        return [r for r in (_trimmed(text, *r) for r in zip(cuts, [*cuts[1:], len(text)], strict=True)) if r[0] < r[1]]

    def is_authority(self, party: str) -> bool:
        """Whether the name is one by which an issuing authority speaks of itself."""
        return self._authority.match(party) is not None

    def _names_party(self, clause: str, printed: str, *, assigned: bool) -> bool:
        actors = self.actors(clause, printed, assigned=assigned)
        return actors is not None and (actors.kind == "order" or actors.run.start == 0)

    def _boundaries(self, text: str, start: int) -> list[int]:
        """Where a subject may begin: at the start and, behind an adverbial or approval, after each comma."""
        if not (self._adjunct.match(text[start : start + 60]) or self._approval.match(text[start:]) or self.parties.head_at(text, start)):
            return [start]
        out = [start]
        for match in re.finditer(r"(?:[,;:]|(?<=\w) thì|,? đồng thời,?) ", text[start:]):
            out.append(start + match.end())
            if len(out) > MOST_BOUNDARIES:
                break
        return out

    def _ordered(self, text: str, printed: str, boundaries: list[int], *, assigned: bool) -> Actors | None:
        for match in self._order.finditer(text):
            run = self.parties.read(text, match.end(), printed)
            if run is None:
                continue
            before = text[: match.start()].rstrip()
            if match.start() in boundaries or re.fullmatch(
                r"(?:[Nn]ay|[Đđ]ồng thời|[Tt]hống nhất|[Đđ]ồng ý|[Qq]uyết định|[Kk]ính),?", before
            ):
                if assigned and (match[0][0].islower() or _DELEGATES.match(run.parties[0])) and not self._approval.match(text):
                    continue
                return Actors(run, "order")
            speaker = self._speaker(text, before, boundaries)
            if speaker is not None and (self.is_authority(speaker.parties[0]) or not assigned):
                return Actors(run, "order")
        return None

    def _speaker(self, text: str, before: str, boundaries: list[int]) -> PartyRun | None:
        """The party that gives the order, directly in front of the verb or of "thông báo và"."""
        for at in reversed([b for b in boundaries if b < len(before)]):
            run = self.parties.read(text, at)
            if run is not None and re.fullmatch(
                r"(?: (?:cũng|nay|trân trọng|tiếp tục|thống nhất|đồng ý|kết luận,?|quyết định|và|thông báo và|biểu dương và))*",
                text[run.end : len(before)],
            ):
                return run
        return None

    def _subject(self, text: str, printed: str, boundaries: list[int]) -> Actors | None:
        for at in boundaries:
            run = self.parties.read(text, at, printed)
            if run is None or (at != boundaries[0] and not _STRONG.match(text, at)):
                continue
            behind = text[run.end :]
            if behind.startswith((":", " :")) and at == boundaries[0]:
                return Actors(run, "label")
            behind = behind.lstrip(" ,")
            if self._acts.match(behind) and not _NOT_ACTING.match(behind):
                return Actors(run, "subject")
            if at == boundaries[0] and not behind.strip(" .:"):
                return Actors(run, "label")
        return None


def _trimmed(text: str, begin: int, end: int) -> tuple[int, int]:
    kept = text[begin:end].rstrip(" ;")
    return begin + len(kept) - len(kept.lstrip(" -+•*")), begin + len(kept)


def _bracketed(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at) or text.count('"', 0, at) % 2 == 1
