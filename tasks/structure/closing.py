"""Where the last item ends and the closing run begins."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.structure.headings import Item, find_heading, is_closing_title
from tasks.structure.rows import ends_sentence, in_capitals
from tasks.structure.wording import Wordings

# Items before the last one that are needed to say how many paragraphs an item of this notice has.
LEAST_SIBLINGS = 2


def closing_paragraph(items: Sequence[Item], wordings: Wordings) -> int | None:
    """Index of the last item's paragraph that begins the closing run, its own title included; None where the item goes to the end."""
    last, found = items[-1], _spoken_closing(items, wordings)
    if found is not None and found - 1 >= _first_free(last, wordings) and is_closing_title(last.paragraph_text(found - 1), wordings):
        return found - 1
    return found


def _spoken_closing(items: Sequence[Item], wordings: Wordings) -> int | None:
    """Index of the paragraph that closes, without a title of its own.

    A paragraph closes the notice where it speaks like one ("Yêu cầu Thủ trưởng ...", "Trên đây là ..."), or where the last item already
    has as many unmarked paragraphs as any item before it.
    """
    last = items[-1]
    if last.label is None or len(last.paragraphs) < 2:
        return None
    siblings = [i for i in items[:-1] if i.label is not None and i.label.level == last.label.level]
    usual = max((_content_count(i, wordings) for i in siblings), default=0)
    first = _first_free(last, wordings)
    certain = re.compile(wordings.cues.alternation("section-closing-certain"))
    plain = 0 if _title_alone(last, wordings) else 1
    # "5. Các cơ quan treo biển cấm." in front of the closing order is a text, not a title
    sentence = last.paragraph_text(0).endswith(".")
    for index in range(1, len(last.paragraphs)):
        if last.paragraph_rows(index)[0].is_bullet:
            continue
        text = last.paragraph_text(index)
        if certain.match(text):
            return index
        if _speaks(text, wordings) and (index >= first or sentence):
            return index
        after_bullets = last.paragraph_rows(index - 1)[0].is_bullet
        if (
            index >= first
            and len(siblings) >= LEAST_SIBLINGS
            and _opens_sentence(last, index)
            and (plain >= max(1, usual) or (after_bullets and usual <= plain))
        ):
            return index
        plain += 1
    return None


def _speaks(text: str, wordings: Wordings) -> bool:
    """Whether a paragraph speaks like the end of a notice, or says so of a party or to one."""
    cues, said = wordings.cues, wordings.read(text)
    if re.match(cues.alternation("section-closing"), text):
        return True
    if said.told:
        return re.match(cues.alternation("section-closing-order"), text) is not None
    behind = text[said.party_end :] if said.party else ""
    if re.match(cues.alternation("section-closing-duty"), behind):
        return True
    # One who announces is the issuer: "Các xã gửi báo cáo" is an order.
    return not text.startswith("Các ") and re.match(cues.alternation("section-closing-told"), behind) is not None


def _opens_sentence(item: Item, index: int) -> bool:
    """Whether a paragraph begins a sentence; behind a page break the rest of one may look like a paragraph."""
    text = item.paragraph_text(index)
    return text[:1].isupper() and not in_capitals(text) and ends_sentence(item.paragraph_rows(index - 1)[-1].text)


def _title_alone(item: Item, wordings: Wordings) -> bool:
    heading = find_heading(item, wordings)
    return heading is not None and heading.alone


def _first_free(item: Item, wordings: Wordings) -> int:
    """The first paragraph that need not belong to the item: its title, and what a colon announces, must have a text."""
    if _title_alone(item, wordings):
        return 2
    return 2 if item.paragraph_text(0).rstrip().endswith(":") else 1


def _content_count(item: Item, wordings: Wordings) -> int:
    bullets = sum(item.paragraph_rows(i)[0].is_bullet for i in range(len(item.paragraphs)))
    return len(item.paragraphs) - bullets - (1 if _title_alone(item, wordings) else 0)
