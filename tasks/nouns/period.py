"""The times that figures are of and compared with, as nodes over tokens; a noun of the rule engine.

A "time" is what is printed ("quý II/2025", "6 tháng đầu năm 2025", "giai đoạn 2021-2025"), a "mention" is a time with the words that say
what part it plays: "until" ("tính đến ngày 30/6/2025"), "compared" ("so với cùng kỳ năm 2023"), "document" ("Nghị quyết số ... ngày ..."),
"made", "valid", "put-off", "after", "of-plan", and those that mean something by the document alone: "now", "reported", "whole-year" and
"same".

Days, months, quarters and years in figures are read by ``tasks.vietnamese.dates``, slips of recognition with them, and are tags here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

from tasks.nouns.period_checks import TESTS, alike, ascends, is_same, of_a_day, of_paper, of_share, says_now, short, told, ungrouped
from tasks.nouns.period_words import period_tagger
from tasks.reading.sentences import Sentence
from tasks.reading.tagger import Tags
from tasks.reading.tokens import Token, fold_spelling, tokenize
from tasks.rules.engine import Grammar, Parse, Rule
from tasks.vietnamese.dates import Precision, PrintedTime, find_printed

_SURE = {
    Precision.DAY: "day",
    Precision.MONTH: "month",
    Precision.QUARTER: "quarter",
    Precision.HALF: "half",
    Precision.YEAR: "year",
}
_UNSURE = {Precision.DAY: "short-day", Precision.MONTH: "short-month"}


class TimeParse(Parse):
    """One text under the grammar of times.

    Attributes:
        printed: printed times by their first token.
    """

    def __init__(self, text: str) -> None:
        """Read the tokens and tags; nodes are made when they are asked for."""
        folded = fold_spelling(text)
        tokens = tokenize(folded)
        printed = {}
        tags: list[Tags] = list(period_tagger().tag(tokens))
        for time in find_printed(folded):
            name = (_SURE if time.sure else _UNSURE).get(time.precision)
            first, end = _tokens_of(tokens, time)
            if name is not None and end > first:
                printed[first] = time
                tags[first] = {**tags[first], name: end}
        super().__init__(Sentence(folded, text, (), 0, "", True, tokens, tuple(tags)), GRAMMAR)
        self.printed: Mapping[int, PrintedTime] = printed

    def may_begin(self, at: int) -> bool:
        """Whether any rule can begin at a token; most tokens are told at once."""
        return bool(self.sentence.tags[at]) or self.tokens[at].is_number


def _tokens_of(tokens: tuple[Token, ...], time: PrintedTime) -> tuple[int, int]:
    first = bisect_left(tokens, time.span.start, key=lambda token: token.start)
    return first, bisect_left(tokens, time.span.end, key=lambda token: token.start)


RULES = (
    Rule("time", "time-day", "day", ungrouped),
    Rule("time", "time-month", "month", ungrouped),
    Rule("time", "time-quarter", "quarter", ungrouped),
    Rule("time", "time-quarters", "'quý' @roman ( ',' | 'và' | '-' | 'đến' ) @roman ( 'năm' @year | '/' @year | @year )"),
    Rule("time", "time-half", "half"),
    Rule("time", "time-half-named", "'nửa' ( 'đầu' | 'cuối' ) ( year | 'năm' !@number )"),
    Rule("time", "time-year", "year", ungrouped),
    Rule("time", "time-months", "@count 'tháng' 'đầu'? ( '/' @year | 'của'? ( year | 'năm' @year ) )"),
    Rule("time", "time-months-so-far", "@count 'tháng' 'đầu' 'năm' !@number"),
    Rule("time", "time-months-reached", "@count 'tháng' &( ( 'của' @few )? reaching )", told),
    Rule("time", "time-years", "( span-name | ( 'các' | 'trong' | 'những' | 'từ' )? 'năm' ) 'từ'? 'năm'? @year @to 'năm'? @year", ascends),
    Rule("time", "time-years-noted", "( span-name @number? 'năm'? | @number 'năm' ) '(' @year @to 'năm'? @year", ascends),
    Rule("time", "time-years-counted", "span-name @number 'năm' @year @to @year", ascends),
    Rule("months", "months", "@count 'tháng' !( 'năm' | 'đầu' | 'cuối' )"),
    # What part it plays.
    Rule("mention", "plain", "<time>"),
    Rule("mention", "so-far", "so-far <months>"),
    Rule("mention", "same", "'cùng' 'kỳ' ( <time> | 'năm' ( 'trước' | 'ngoái' ) )? &<figure>", is_same),
    Rule("figure", "figure", "'chỉ'? ( 'có' | 'đạt' | 'là' )? ':'? @number"),
    Rule("mention", "compared", "<baseline> <time>"),
    Rule("mention", "compared-two", "<baseline> <time> 'và' <time>", alike),
    Rule("baseline", "baseline-with", "'so' @amount? 'với' ( !<time> ( compared | compared-filler ) )* ( !<time> @plain )*"),
    Rule("baseline", "baseline-word", "( compared | since | 'so' ) ( !<time> compared-filler )*"),
    Rule("baseline", "baseline-price", "( 'giá' ( 'so' 'sánh' | 'cố' 'định' ) | 'theo' 'giá' ( 'so' 'sánh' )? )"),
    Rule("mention", "of-plan", "'%' 'của'? 'tổng'? plan ( !<time> @plain )* <time>", of_share),
    Rule("mention", "document", "<paper> ','? <time>", of_paper),
    Rule("paper", "paper-symbol", "@symbol"),
    Rule("paper", "paper-law", "law @titled*"),
    Rule("mention", "made", "made 'vào'? <time>", of_a_day),
    Rule("mention", "put-off", "put-off @plain* onto 'đầu'? <time>", short),
    Rule("mention", "after", "after <time>"),
    Rule("mention", "valid", "valid ( !<time> valid-filler )* <time>"),
    Rule("mention", "valid-from-to", "valid ( !<time> valid-filler )* <time> <until> <time>"),
    Rule("mention", "until", "<until> <time>"),
    Rule("until", "until-word", "as-of ( as-of | day-part | @clock | 'ngày' &day )*"),
    Rule("until", "until-measured", "measuring 'được'?"),
    Rule("until", "until-at", "'tại' &day"),
    Rule("mention", "short", "( 'đến' 'hết'? | 'tới' ) ( short-day | short-month ) &@clause-end"),
    Rule("mention", "now", "'tính'? ( 'đến' | 'tới' ) 'hết'? ( 'thời' 'điểm' )? 'hiện'? ( 'nay' | 'này' )"),
    Rule("mention", "now-moment", "'đến'? 'thời' 'điểm' ( 'hiện' ( 'nay' | 'tại' ) | 'báo' 'cáo' )"),
    Rule("mention", "reported", "'đến'? 'hết'? ( 'kỳ' 'báo' 'cáo' | 'thời' 'điểm' ( ( 'kiểm' | 'thanh' ) 'tra' | 'giám' 'sát' ) )"),
    Rule("mention", "whole-year", "'ước'? 'cả' 'năm' !@number"),
    Rule("said", "said", "@count 'tháng' &( ',' | 'và' | '(' )"),
    Rule("mention", "months-said", "<said>"),
    Rule("mention", "present", "'hiện' ( 'nay' | 'có' | 'còn' | 'tại' | 'đang' )?", says_now),
    # Since when and up to when what a report tells of was counted.
    Rule("counted-to", "counted-from-to", "'từ' @clock? <time> ( !'đến' @plain | ',' )* 'đến' ( as-of | @clock )* <time>"),
    Rule("counted", "counted", "( 'tính' | 'số' 'liệu' | 'kỳ' 'báo' 'cáo' )"),
    Rule("counted-to", "counted-as-of", "<counted> ( !'đến' ( @plain | '(' | ',' ) )* 'đến' ( as-of | @clock )* <time>"),
)  # fmt: skip
"""Of two that are as long the first counts: "từ năm 2021 đến năm 2023" is a span of years, and no beginning."""
GRAMMAR = Grammar.of(RULES, TESTS)
