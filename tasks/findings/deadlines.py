"""By when a directive is due: a last permitted day, or how often it recurs.

A time counts only with a word in front that makes it a limit ("trước", "chậm nhất", "đến hết" ...); dates of cited documents, plan periods
("giai đoạn 2021-2025") and years that only name a plan have none. "trước ngày 30/6" means up to that day, as printed (corpus guidelines).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from tasks.domain.finding import Deadline
from tasks.vietnamese.dates import FoundDate, Precision, calendar_day, find_dates
from tasks.vietnamese.holidays import add_working_days

NEXT_YEAR_AFTER = timedelta(days=60)  # a printed day without a year that lies further back than this belongs to the next year

_CLOCK = r"(?:\d{1,2}\s?(?:giờ|h|g)\s?(?:\d{1,2}\s?(?:phút)?)?,?\s?)?"
_DAY = re.compile(
    r"(?P<cue>(?:[Tt]rước(?: khi hết)?|[Cc]hậm nhất(?: là)?(?: (?:đến|vào|trước|trong))?|[Mm]uộn nhất(?: là)?(?: (?:đến|vào|trước))?|"
    r"[Kk]hông (?:muộn hơn|chậm hơn|quá)|[Tt]ừ nay (?:cho )?đến(?: hết)?|(?:[Đđ]ến|cho đến|[Hh]ết|"
    r"[Dd]ứt điểm)(?: trước)?(?: hết)?|[Vv]ào|[Tt]hời hạn|[Hh]ạn(?: cuối)?|"
    r"[Xx]ong(?: trong)?|[Nn]gay(?: trong)?|[Tt]rong|[Cc]uối|đến cuối)):?(?: hết)?(?: cuối)? (?:thời điểm |thời gian )?" + _CLOCK + r"$"
)
_SHORT_DAY = re.compile(
    r"(?:[Tt]rước|[Cc]hậm nhất(?: là)?|[Đđ]ến(?: hết)?|[Hh]ết|"
    r"[Xx]ong) (?P<day>\d{1,2})\s?[/-]\s?(?P<month>\d{1,2})(?!\s?[/-]?\s?\d|\s?[%\w])"
)
_TERM = re.compile(
    r"(?:[Tt]rong(?: vòng| thời hạn| thời gian)?|[Cc]hậm nhất(?: là)?(?: trong| sau)?|[Ss]au|[Kk]hông quá|"
    r"[Tt]hời hạn)(?: thời hạn)? (?P<count>\d{1,3})\s?(?:\([^)]{1,20}\) )?"
    r"(?P<unit>ngày làm việc|ngày|tuần|tháng|giờ)(?! (?:đầu|cuối|\d))(?P<rest>,? (?:kể )?(?:từ|sau) (?:ngày|khi|"
    r"thời điểm) (?P<event>[^,;.]{0,90}))?"
)
_FROM_ISSUE = re.compile(
    r"(?:ký|ban hành|có hiệu lực|nhận được|nhận) ?(?:ban hành )?(?:văn bản|công văn|chỉ thị|thông báo|kế hoạch|quyết định|"
    r"công điện|kết luận|[^,;.]{0,20}này|$)",
    re.IGNORECASE,
)
_EVERY = r"(?:[Hh]ằng|[Hh]àng|[Mm]ỗi|[Tt]ừng)"
_UNIT = r"(?:ngày|tuần|tháng|quý|năm)"
_RECURS = re.compile(
    r"(?P<fixed>(?:[Tt]heo )?(?:[Tt]hực hiện )?(?:chế độ )?(?:báo cáo )?[Đđ]ịnh kỳ(?: báo cáo)?,? ?\(?(?:vào )?)?(?:(?:trước |"
    r"vào |chậm nhất )?(?:là )?ngày \d{1,2}(?:(?: tháng |/)\d{1,2})?(?: của)? )?"
    rf"(?P<times>(?:{_EVERY} {_UNIT}|tháng cuối(?: của)?(?: mỗi)? quý|\d{{1,2}} (?:tháng|tuần|ngày)(?: đầu năm)?(?:/| )(?:một lần|"
    rf"1 lần|lần)|\d lần/(?:năm|quý|tháng|tuần)|(?<=[Đđ]ịnh kỳ )(?:\d{{1,2}} )?{_UNIT}|"
    rf"(?<=[Đđ]ịnh kỳ )\d{{1,2}} (?:tháng|tuần|ngày))(?:(?:,| và| hoặc) (?:(?:{_EVERY} )?{_UNIT}|\d{{1,2}} tháng|đột xuất)(?!\w))*)(?!\w)"
)
_NOUN_BEFORE = re.compile(
    r"(?:ngân sách|kế hoạch|dự toán|chương trình|biên chế|chỉ tiêu|công tác|nhiệm vụ|chỉ số|kiểm tra|thanh tra|đầu tư|quyết toán|"
    r"vốn|kết quả|thu|chi|viên chức|tiêu chí|bình quân|của)$"
)
_YEARLY = re.compile(r" (?:[Hh]ằng|[Hh]àng|mỗi) (?:năm|quý|tháng)")
_WEEKDAY = re.compile(r"(?:thứ \w+|sáng|chiều|chủ nhật|cuối|ngày)$")
_BEFORE_VERB = re.compile(
    r",? ?(?:tổng hợp|báo cáo|rà soát|đánh giá|tổ chức|gửi|công bố|công khai|cập nhật|thực hiện|xây dựng|kiểm tra|ban hành|"
    r"thống kê|sơ kết|tiến hành|đối chiếu|họp)"
)
_REPORTING = re.compile(r"(?:báo cáo|gửi|tổng hợp|công bố|công khai|cập nhật|rà soát|sơ kết|giao ban|đối thoại|họp)[^;.]*$")
_NAMED_PERIOD = re.compile(
    r"(?:giai đoạn|tầm nhìn|định hướng|thời kỳ|nhiệm kỳ|chiến lược|quy hoạch|đề án|kế hoạch|chương trình|từ năm|từ ngày|"
    r"từ tháng)[^,;]{0,90}$",
    re.IGNORECASE,
)
_COMPLETION = re.compile(
    r"(?:hoàn thành|hoàn tất|xong|ngay|trình|ban hành|phê duyệt|khởi công|nghiệm thu|đưa vào|báo cáo|dứt điểm)[^,;]*$", re.IGNORECASE
)
_TARGET = re.compile(r"(?:^|[,;:] ?|(?:[Đđ]ảm bảo|[Bb]ảo đảm|[Pp]hấn đấu|[Hh]oàn thành|xong|mục tiêu|đạt|để|và) )$")
_WORDY = re.compile(
    r"(?P<cue>(?:[Tt]rước|[Đđ]ến|[Tt]rong|[Hh]ết|[Xx]ong|[Cc]hậm nhất|[Nn]gay)(?: trong| đến| hết| cuối)* |"
    r"[Cc]uối )(?P<what>năm nay|tháng này|quý này|năm)(?= ?[,;.]|$)"
)
_FREQUENCY = ("weekly", "monthly", "quarterly", "yearly")
_WEEKS = {"weekly": 1.0, "monthly": 4.3, "quarterly": 13.0, "yearly": 52.0}


@dataclass(frozen=True, slots=True)
class _Candidate:
    deadline: Deadline
    start: int
    strong: bool


def find_deadline(text: str, issued_on: date | None, default_year: int | None = None) -> Deadline | None:
    """The deadline of one clause; where it names several, the one of completion, else the last.

    Args:
        text: the clause with single spaces.
        issued_on: date of issue, from which terms count; a limit before it is a condition of the past, no deadline.
        default_year: year of days printed without one where ``issued_on`` is unknown.
    """
    recurring = _recurring(text)
    dated = [
        *_terms(text, issued_on),
        *_days(text, issued_on, default_year),
        *_short_days(text, issued_on, default_year),
        *_wordy(text, issued_on),
    ]
    dated.sort(key=lambda c: c.start)
    resolved = [c for c in dated if c.deadline.on is not None] or dated
    if resolved:
        strong = [c for c in resolved if c.strong]
        return (strong or resolved)[-1].deadline
    return recurring


def read_time(text: str, issued_on: date | None, default_year: int | None = None) -> Deadline | None:
    """The deadline in a line that names nothing but a time ("Thời gian hoàn thành: Quý II/2025"): the last day it names."""
    found = find_deadline(text, issued_on, default_year)
    if found is not None and (found.on or found.recurs):
        return found
    every = re.search(rf"{_EVERY} {_UNIT}", text)
    if every:
        return Deadline(text.strip(" ."), None, _frequency(every[0]))
    period = re.search(r"giai đoạn|thường xuyên", text, re.IGNORECASE)
    dates = () if period else find_dates(text, issued_on.year if issued_on else default_year)
    return Deadline(text.strip(" ."), dates[-1].last) if dates else found


def _recurring(text: str) -> Deadline | None:
    for match in _RECURS.finditer(text):
        if not (match["fixed"] or _stands_for_itself(text, match)):
            continue
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        return Deadline(text[start : match.end()].strip(" ,("), None, _frequency(match["times"]))
    return None


def _stands_for_itself(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()].rstrip(), text[match.end() :]
    if _WEEKDAY.search(before) or "lần" in match[0] or "ngày" in match[0].split(match["times"])[0] or "tháng cuối" in match["times"]:
        return True
    if _NOUN_BEFORE.search(before) and not before.endswith("báo cáo công tác"):
        return False
    if not before or before[-1] in ",;:(":
        return True
    return _BEFORE_VERB.match(after) is not None or (
        re.match(r" ?[,;.)(]|$", after) is not None and _REPORTING.search(before[-160:]) is not None
    )


def _frequency(times: str) -> str:
    found = set()
    for count, unit in re.findall(r"(\d{1,2})? ?(ngày|tuần|tháng|quý|năm)(?! cuối)", times):
        weeks = {"ngày": 1 / 7, "tuần": 1.0, "tháng": 4.3, "quý": 13.0, "năm": 52.0}[unit] * int(count or 1)
        # Half a year counts as yearly (guidelines); anything else goes to the nearest of the four.
        nearest = "yearly" if weeks > 25 else min(_FREQUENCY, key=lambda f: abs(_WEEKS[f] - weeks))
        found.add("quarterly" if unit == "tháng" and "cuối" in times and "quý" in times else nearest)
    per = re.search(r"(\d) lần/(năm|quý|tháng|tuần)", times)
    if per:
        return {"năm": "yearly" if int(per[1]) < 3 else "quarterly", "quý": "quarterly", "tháng": "monthly", "tuần": "weekly"}[per[2]]
    return next((f for f in _FREQUENCY if f in found), "yearly")


def _terms(text: str, issued_on: date | None) -> list[_Candidate]:
    out = []
    for match in _TERM.finditer(text):
        event = match["event"]
        if match["unit"] == "giờ" and not event:
            continue
        base = issued_on
        if event is not None:
            named = [d for d in find_dates(match["rest"], issued_on.year if issued_on else None) if d.day]
            base = named[0].first if named else (issued_on if _FROM_ISSUE.match(event.strip()) else None)
        elif match[0][0] in "Ss":
            continue
        on = _after(base, int(match["count"]), match["unit"]) if base else None
        out.append(_Candidate(Deadline(match[0].strip(), on), match.start(), strong=True))
    return out


def _after(base: date, count: int, unit: str) -> date | None:
    if unit == "ngày làm việc":
        return add_working_days(base, count)
    if unit == "tháng":
        month = base.month - 1 + count
        year, month = base.year + month // 12, month % 12 + 1
        return calendar_day(year, month, min(base.day, monthrange(year, month)[1])) if year < 2100 else None
    days = {"ngày": count, "tuần": 7 * count, "giờ": -(-count // 24)}[unit]
    return base + timedelta(days=days)


def _days(text: str, issued_on: date | None, default_year: int | None) -> list[_Candidate]:
    year = issued_on.year if issued_on else default_year
    out = []
    for found in find_dates(text, year if year else 2000):
        before = text[: found.span.start]
        cue = _DAY.search(before[-70:])
        if (
            _YEARLY.match(text, found.span.end)
            or cue is None
            or not _limits(before[: len(before) - len(before[-70:]) + cue.start()], cue["cue"], found)
        ):
            continue
        raw = before[-70:][cue.start() :] + text[found.span.start : found.span.end]
        on = _last_day(found, raw) if found.year_given or year else None
        if on is not None:
            on = _in_time(on, found, issued_on)
            if on is None:
                continue
        out.append(_Candidate(Deadline(raw.strip(), on), found.span.start, strong=bool(_COMPLETION.search(before[-80:]))))
    return out


def _limits(before: str, cue: str, found: FoundDate) -> bool:
    """Whether cue and time are a limit rather than a name or a condition."""
    # What must stand right before the cue is looked for there alone: with the whole text before each date, time would grow as its square.
    word = cue.lower()
    if word in {"trong", "vào", "cuối"} and found.precision in (Precision.YEAR, Precision.HALF):
        return not before.strip() or _COMPLETION.search(before[-80:]) is not None
    if word in {"hết", "trước", "đến"} and re.search(r"(?:từ|kể từ) [^,;]{0,40}$", before[-60:]):
        return (
            word == "đến"
            and found.precision is not Precision.YEAR
            and re.match(r"\s*(?:[Tt]ừ|thời gian)", before.rsplit(",", 1)[-1]) is not None
        )
    if word == "đến" and found.precision is Precision.YEAR:
        return _TARGET.search(before[-20:]) is not None and _NAMED_PERIOD.search(before[-60:]) is None
    if word.startswith("đến") or word == "hết":
        return _NAMED_PERIOD.search(before[-40:]) is None and not re.search(r"(?:tính|lũy kế|số liệu|cập nhật) $", before[-20:])
    return not (word == "vào" and found.precision is not Precision.DAY and not before.strip())


def _last_day(found: FoundDate, raw: str) -> date:
    # "trước tháng 7", "trước Quý II": a whole month or quarter must not have begun; a day is the last one itself.
    if found.precision in (Precision.MONTH, Precision.QUARTER) and re.search(
        r"[Tt]rước(?! (?:khi )?hết| cuối)(?: thời điểm)? ?$", raw[: len(raw) - (found.span.end - found.span.start)]
    ):
        return found.first - timedelta(days=1)
    return found.last


def _in_time(on: date, found: FoundDate, issued_on: date | None) -> date | None:
    if issued_on is None or on >= issued_on:
        return on
    if found.year_given:
        return None
    if issued_on - on > NEXT_YEAR_AFTER:
        return calendar_day(on.year + 1, on.month, min(on.day, monthrange(on.year + 1, on.month)[1]))
    return on


def _short_days(text: str, issued_on: date | None, default_year: int | None) -> list[_Candidate]:
    year = issued_on.year if issued_on else default_year
    out = []
    for match in _SHORT_DAY.finditer(text):
        month, number = int(match["month"]), int(match["day"])
        on = calendar_day(year, month, number) if year else None
        if not (1 <= month <= 12 and 1 <= number <= 31) or (year and on is None):
            continue
        if on and issued_on and issued_on - on > NEXT_YEAR_AFTER:
            on = calendar_day(on.year + 1, month, min(number, monthrange(on.year + 1, month)[1]))
        out.append(_Candidate(Deadline(match[0], on), match.start(), strong=True))
    return out


def _wordy(text: str, issued_on: date | None) -> list[_Candidate]:
    out = []
    for match in _WORDY.finditer(text):
        if match["what"] == "năm" and "uối" not in match["cue"]:
            continue
        on = None
        if issued_on and match["what"].startswith("năm"):
            on = date(issued_on.year, 12, 31)
        elif issued_on:
            last = issued_on.month if match["what"] == "tháng này" else (issued_on.month + 2) // 3 * 3
            on = date(issued_on.year, last, monthrange(issued_on.year, last)[1])
        out.append(_Candidate(Deadline(match[0].strip(), on), match.start(), strong=True))
    return out
