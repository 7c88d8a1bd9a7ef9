"""Who signed: authority, title and name in the right column of the foot, of one or two signers, each doubt noted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.domain.finding import Doubt
from tasks.domain.lexicon import Vocabulary
from tasks.domain.span import Span
from tasks.nouns.capitals import capitals_of
from tasks.structure.authority import FootLine, deputy_of, mark_of
from tasks.structure.person import may_lack_family
from tasks.structure.phrases import bare
from tasks.structure.signature_blocks import Block, find_blocks

MOST_BEHIND_NAME = 6
"""Lines between a name and the authority of a second signer, the name of his body among them."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What the signature says; None where it says nothing readable. Two signers are joined by "; ".

    Attributes:
        on_behalf: lines of authority, joined.
        title: last line of authority, in running-text case.
        name: of the person.
        spans: by head field.
        doubts: why fields may be wrong or are missing.
        used: rows that belong to it.
    """

    on_behalf: str | None = None
    title: str | None = None
    name: str | None = None
    spans: tuple[tuple[str, Span], ...] = ()
    doubts: tuple[Doubt, ...] = ()
    used: frozenset[int] = frozenset()


def read_signature(lines: Sequence[FootLine], vocabulary: Vocabulary) -> Signature:
    """Authority, title and name in the lines of a foot, in reading order.

    A deputy whose own title was not read is known by "KT.", or by his head's title printed twice; both are doubts. A title beside or
    under the name, and whoever approves below, are not the signer's.
    """
    blocks = find_blocks(lines, vocabulary)
    if not blocks:
        return Signature()
    signed = [b for b in blocks if b.person is not None and b.started] or [b for b in blocks if b.started] or blocks
    taken = signed[:2] if len(signed) > 1 and _stand_together(signed) else signed[:1]
    read = [_Read(block, vocabulary) for block in taken]
    spans: dict[str, Span] = {}
    doubts: list[Doubt] = []
    for one in read:
        for name, span in one.spans:
            spans[name] = Span(min(spans[name].start, span.start), max(spans[name].end, span.end)) if name in spans else span
        doubts += one.doubts
    if len({one.title is None for one in read}) > 1 or len({one.name is None for one in read}) > 1:
        doubts.append(Doubt("head-field-left-out", "signer_name", None))
    return Signature(
        "; ".join(t for b in taken for t, _ in b.behalf) or None,
        "; ".join(one.title for one in read if one.title) or None,
        "; ".join(one.name for one in read if one.name) or None,
        tuple(spans.items()),
        tuple(doubts),
        frozenset(row for b in blocks for row in b.rows),
    )


def _stand_together(blocks: Sequence[Block]) -> bool:
    """Whether a second signature stands right behind or beside the first; one of an annex or an approval does not."""
    first, second = blocks[0], blocks[1]
    return min(second.rows) - max(first.rows) <= MOST_BEHIND_NAME and not second.mended


class _Read:
    """Title and name of one block, with places and doubts."""

    def __init__(self, block: Block, vocabulary: Vocabulary) -> None:
        self._block = block
        self._capitals = capitals_of(vocabulary.words)
        self._behalf = re.compile(vocabulary.cues.alternation("head-authority"))
        self._is_title = re.compile(vocabulary.cues.alternation("head-signer-title"))
        self.spans: list[tuple[str, Span]] = []
        self.doubts: list[Doubt] = []
        self.title = self._read_title()
        self.name = self._read_name()
        if block.behalf:
            self.spans.append(("on_behalf", Span(block.behalf[0][1].start, block.behalf[-1][1].end)))

    def _read_title(self) -> str | None:
        block = self._block
        titles = [(t.strip(" .,:;*-–'\"/"), s) for t, s in block.titles]
        authority = self._behalf.sub("", block.behalf[-1][0], count=1).strip(" .,") if block.behalf else ""
        if not titles:
            return self._implied(authority)
        printed, place = self._own(titles)
        self.spans.append(("signer_title", place))
        if block.mended:
            self.doubts.append(Doubt("head-field-mended", "signer_title", place))
        repeated = len(titles) > 1 and not block.behalf and bare(titles[0][0]) == bare(titles[-1][0])
        if repeated or (authority and bare(authority) == bare(printed)):
            # Nobody signs for himself: the word for a deputy is under the signature or the seal.
            self.doubts.append(Doubt("head-field-implied", "signer_title", place))
            return deputy_of(self._written(printed)) if repeated or mark_of(block.behalf[-1][0]) == "KT" else self._written(printed)
        return self._written(printed)

    def _own(self, titles: Sequence[tuple[str, Span]]) -> tuple[str, Span]:
        """The signer's own title: the last line; without "KT." and the like only where it is the deputy's of the first."""
        first, last = titles[0], titles[-1]
        if len(titles) == 1 or self._block.behalf:
            return last
        deputy = bare(last[0]) in (bare(deputy_of(first[0])), bare(first[0])) or (
            last[0].startswith("PHÓ") and bare(first[0]) in bare(last[0])
        )
        if deputy and bare(last[0]) != bare(first[0]):
            self.doubts.append(Doubt("head-field-odd", "signer_title", last[1]))
        return last if deputy else first

    def _implied(self, authority: str) -> str | None:
        """The title that a line of authority says of a signer whose own title was not read.

        Who signs "KT." is a deputy of the head named there, who signs "TM." or "Q." is that head (Decree 30/2020/NĐ-CP, Article 13); who
        signs "TL." or "TUQ." may hold any office.
        """
        behalf = self._block.behalf
        if not behalf or not self._is_title.match(authority):
            if behalf:
                self.doubts.append(Doubt("head-field-left-out", "signer_title", behalf[-1][1]))
            return None
        mark = mark_of(behalf[-1][0])
        if mark == "KT":
            title: str | None = deputy_of(self._written(authority))
        else:
            title = self._written(authority) if mark in ("TM", "Q") else None
        code = "head-field-implied" if title is not None else "head-field-left-out"
        self.doubts.append(Doubt(code, "signer_title", behalf[-1][1]))
        if title is not None:
            self.spans.append(("signer_title", behalf[-1][1]))
        return title

    def _read_name(self) -> str | None:
        block = self._block
        if block.person is None:
            if block.rubbish is not None or block.titles or block.behalf:
                seen = block.rubbish or (block.titles or block.behalf)[-1][1]
                self.doubts.append(Doubt("head-field-left-out", "signer_name", seen))
            return None
        place = block.name_span
        if block.person.rubbish:
            self.doubts.append(Doubt("head-field-left-out", "signer_name", place))
            return None
        if place is not None:
            self.spans.append(("signer_name", place))
        if block.person.mended:
            self.doubts.append(Doubt("head-field-mended", "signer_name", place))
        elif not block.person.known or not block.started or may_lack_family(block.person.name):
            # A name without a title above it rests on its own letters alone, and so does one that may be the rest of a longer.
            self.doubts.append(Doubt("head-field-odd", "signer_name", place))
        return block.person.name

    def _written(self, title: str) -> str:
        return self._capitals.write(title).text
