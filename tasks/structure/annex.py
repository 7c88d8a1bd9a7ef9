"""The line that labels an annex, with what a recogniser makes of its number."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.domain.lexicon import Lexicon
from tasks.numbering.label import NUMERALS
from tasks.numbering.shapes import arabic_values, roman_values
from tasks.structure.rows import Row

# A number that is not the next one must be read that much better.
_NOT_NEXT = 2.0
_NAME = re.compile(r"(?P<name>PHỤ LỤC|Phụ lục)(?:\s(?P<number>(?:[Ss]ố |SỐ )?[^\s.:,;()]{1,5}))?\s*[.:]?$")
# What a stamp leaves in front of a label on the first line of its page.
_SPECKS = re.compile(r"^(?![^\W\d_]+\s(?:PHỤ|Phụ)|\w{1,3}[.)]\s)[^\n]{1,8}?[^\w\n]\s?(?=(?:PHỤ LỤC|Phụ lục)\b)")
# "(theo mẫu tại Phụ lục I)", but not "Phụ lục I ban hành kèm theo Nghị định số ...".
_CITED = re.compile(r"Phụ lục\s(?:số\s)?([IVX]{1,4}|\d{1,2})(?!\w)(?!.{0,40}?(?:Nghị định|Thông tư|Quyết định|Luật|Công văn))")


@dataclass(frozen=True, slots=True)
class AnnexLabel:
    """The label of an annex: canonical text, the number it counts (None where it has none), and where the title may begin in the line."""

    text: str
    number: int | None
    end: int


def read_annex_label(row: Row, cues: Lexicon, before: int = 0) -> AnnexLabel | None:
    """The annex' label that a line consists of or begins with, None where it has none; ``before`` is the number of the annex before it."""
    text, skipped = row.text, 0
    recognised = row.line.bbox is not None
    if recognised and (row.first_on_page or row.line.centered):
        specks = _SPECKS.match(text)
        skipped = specks.end() if specks else 0
    alone = _NAME.match(text, skipped)
    if alone:
        printed = re.sub(r"^(?:[Ss]ố|SỐ) ", "", alone["number"] or "")
        if not printed:
            return AnnexLabel("Phụ lục", None, alone.end())
        numbers = _numbers(printed, before, recognised=recognised)
        if numbers:
            number, roman = numbers[0]
            spelled = NUMERALS[number] if roman else printed if printed.isdigit() else str(number)
            return AnnexLabel(f"Phụ lục {spelled}", number, alone.end())
    match = re.match(cues.alternation("section-annex"), text)
    if match is None:
        return None
    label = re.sub(r"^PHỤ LỤC", "Phụ lục", " ".join(match.group().strip(" .:-–").split()))
    return AnnexLabel(label, None, match.end())


def number_by_citation(label: AnnexLabel, text: str, before: int) -> AnnexLabel:
    """A label whose number was not read, with the next number where the notice cites its annex by it; else the label as it is.

    Only for recognised text: a typed label without a number has none.
    """
    if label.text != "Phụ lục" or label.number is not None:
        return label
    cited = {match[1] for match in _CITED.finditer(text)}
    for number in (NUMERALS.get(before + 1, ""), str(before + 1), f"{before + 1:02}"):
        if number in cited:
            return AnnexLabel(f"Phụ lục {number}", before + 1, label.end)
    return label


def _numbers(printed: str, before: int, *, recognised: bool) -> list[tuple[int, bool]]:
    """Numbers that the token may be, the likeliest first, each with whether it is a Roman numeral; typed, it is what it is."""
    costs = [(cost, number, True) for number, cost in roman_values(printed)]
    costs += [(cost, number, False) for number, cost in arabic_values(printed)]
    ranked = sorted(
        (cost + (0.0 if number == before + 1 else _NOT_NEXT), not roman, number) for cost, number, roman in costs if recognised or cost == 0
    )
    return [(number, not arabic) for _, arabic, number in ranked]
