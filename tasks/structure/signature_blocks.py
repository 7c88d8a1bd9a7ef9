"""The signatures of a foot: for each signer the lines of authority, the title and the name, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tasks.domain.lexicon import Vocabulary
from tasks.domain.span import Span
from tasks.structure.authority import FootLine, read_authority, whole_lines, without_specks
from tasks.structure.hidden_person import DASHES, read_hidden_person
from tasks.structure.issuer import begins_body
from tasks.structure.person import Person, read_person
from tasks.structure.phrases import bare
from tasks.structure.rows import in_capitals

_SIGNED = re.compile(r"^\W{0,3}(?:đã\s)?ký(?:\stên)?(?:,?\s?đóng dấu)?\W*$", re.IGNORECASE)
_SIGNED_BY = re.compile(r"^\W{0,3}đã\ský\s?:\s*", re.IGNORECASE)
_APPROVED = re.compile(r"^\W{0,3}(?:PHÊ DUYỆT|DUYỆT|XÁC NHẬN CỦA|Ý KIẾN)(?!\w)")
MOST_WORDS_BESIDE = 4
"""Words of the second of two titles on one line."""


@dataclass(slots=True)
class Block:
    """One signer's lines.

    Attributes:
        behalf: lines of authority with their places.
        titles: his titles, the last is under the others.
        person: his name, None where none was read.
        name_span: where it stands.
        rows: of the foot that belong to it.
        mended: whether letters of a title or of an authority's mark were set right.
        rubbish: a line under the title that is nothing: the rest of a seal over the name.
    """

    behalf: list[tuple[str, Span]] = field(default_factory=list)
    titles: list[tuple[str, Span]] = field(default_factory=list)
    person: Person | None = None
    name_span: Span | None = None
    rows: set[int] = field(default_factory=set)
    mended: bool = False
    rubbish: Span | None = None

    @property
    def started(self) -> bool:
        """Whether an authority or a title stands in it."""
        return bool(self.behalf or self.titles)


def find_blocks(lines: Sequence[FootLine], vocabulary: Vocabulary) -> list[Block]:
    """The signers in reading order; what stands below "PHÊ DUYỆT" is another's."""
    return _Scan(vocabulary).blocks(list(whole_lines(lines, vocabulary)))


class _Scan:
    """Goes through the lines of a foot once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._title = re.compile(vocabulary.cues.alternation("head-signer-title"))
        self._more = re.compile(vocabulary.cues.alternation("head-title-continued"))
        self._done: list[Block] = []
        self._block = Block()
        self._pending: FootLine | None = None

    def blocks(self, lines: Sequence[FootLine]) -> list[Block]:
        """The signers' lines, cut behind each name."""
        for index, line in enumerate(lines):
            text = without_specks(line.text)
            if _APPROVED.match(text):
                if self._block.started or self._block.person is not None:
                    break
            elif _SIGNED.match(text):
                self._block.rows.add(line.row)
            elif not self._block.started and (pair := self._side_by_side(text, line)) is not None:
                return [*self._done, *_twins(pair, lines[index + 1 :], line.row)]
            elif not self._take_authority(line) and not self._take_more(text, line):
                self._take_name(text, line)
        if self._block.started or self._block.person is not None:
            self._done.append(self._block)
        return self._done

    def _take_authority(self, line: FootLine) -> bool:
        # A foot begins with "Nơi nhận" or with a signature.
        found = read_authority(line, self._vocabulary, started=self._block.started or line.row == 0)
        if found is None:
            return False
        if self._block.person is not None:
            self._done.append(self._block)
            self._block = Block()
        block = self._block
        (block.behalf if found.on_behalf else block.titles).append((found.text, line.span))
        block.mended = block.mended or found.mended
        block.rows.add(line.row)
        self._pending = None
        return True

    def _take_more(self, text: str, line: FootLine) -> bool:
        """The rest of a title, and a deputy's under a seal, of which the last word is left ("NUỦ TƯỚNG")."""
        block = self._block
        if not block.titles or block.person is not None or not in_capitals(text):
            return False
        last, span = block.titles[-1]
        if self._more.match(text):
            block.titles[-1] = (f"{last} {text}", Span(span.start, max(span.end, line.span.end)))
        elif (
            len(block.titles) == 1
            and not block.behalf
            and len(text.split()) > 1
            and bare(text.rsplit(maxsplit=1)[-1]) == bare(last.split()[-1])
        ):
            block.titles.append((last, line.span))
        else:
            return False
        block.rows.add(line.row)
        return True

    def _take_name(self, text: str, line: FootLine) -> None:
        block = self._block
        if block.person is not None and (block.person.known or not block.started):
            return
        found, place = self._name(text, line)
        if found is not None and (block.started or line.right or found.known) and (block.person is None or found.known):
            block.person, block.name_span = found, place
            block.rows.add(line.row)
            self._pending = None
        elif block.started and line.right and not in_capitals(text):
            block.rubbish = block.rubbish or line.span
            self._pending = line
        else:
            self._pending = line if len(text.split()) == 1 else None

    def _name(self, text: str, line: FootLine) -> tuple[Person | None, Span]:
        """The person a line names, alone or with the single syllable of the line above ("Phan" / "Thị Thắng")."""
        text, above = _SIGNED_BY.sub("", text), self._pending
        if above is not None and len(above.text.split()) == 1:
            together = read_person(f"{above.text.strip()} {text}")
            if together is not None and together.known:
                return together, Span(above.span.start, line.span.end)
        cues = self._vocabulary.cues
        if in_capitals(text) and (begins_body(text, self._vocabulary) or re.match(cues.alternation("section-attachment"), text)):
            return None, line.span
        found = read_person(text)
        if (found is None or not found.known or found.rubbish) and (line.right or self._block.started):
            found = read_hidden_person(text.lstrip(DASHES) if line.right else text) or found
        at = line.text.find(found.printed) if found is not None else -1
        if found is None or at < 0:
            return found, line.span
        return found, Span(line.span.start + at, line.span.start + at + len(found.printed))

    def _side_by_side(self, text: str, line: FootLine) -> tuple[tuple[str, Span], tuple[str, Span]] | None:
        """Two titles on one line ("GIÁM ĐỐC  CHỦ TỊCH"), as two columns of signers are read."""
        first = self._title.match(text) if in_capitals(text) else None
        rest = text[first.end() :].lstrip() if first is not None else ""
        second = self._title.match(rest)
        if first is None or second is None or len(rest.split()) > MOST_WORDS_BESIDE or first[0].endswith("BAN"):
            return None
        at = line.text.index(rest)
        return (first[0], Span(line.span.start, line.span.start + at)), (rest, Span(line.span.start + at, line.span.end))


def _twins(pairs: tuple[tuple[str, Span], tuple[str, Span]], lines: Sequence[FootLine], row: int) -> Iterator[Block]:
    """Two blocks with their names, which stand beside each other, too."""
    blocks = [Block(titles=[pair], rows={row}) for pair in pairs]
    for line in lines:
        words = line.text.split()
        for cut in range(2, len(words) - 1):
            left, right = read_person(" ".join(words[:cut])), read_person(" ".join(words[cut:]))
            if left is not None and right is not None and left.known and right.known:
                blocks[0].person, blocks[1].person = left, right
                blocks[0].name_span = blocks[1].name_span = line.span
                blocks[1].rows.add(line.row)
                yield from blocks
                return
    yield from blocks
