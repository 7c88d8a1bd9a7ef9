"""The source of a sample: a TOML file with the parts of an official page, and the little markup of its body.

A body is paragraphs separated by empty lines. The first characters of a paragraph say how it is set:

    ``! ``  bold heading, first line indented        ``= ``  bold, centred (several lines stay together)
    ``_ ``  italic, justified (legal grounds)        ``~ ``  italic, centred
    ``@foot``  the foot (recipients and signature)   ``@page``  a new page

Everything else is a justified paragraph; ``**bold**`` works inside it. Without ``@foot`` the foot comes after the body.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import Enum
from pathlib import Path


class Style(Enum):
    """How a paragraph of the body is set."""

    PLAIN = ""
    HEADING = "!"
    CENTERED = "="
    GROUNDS = "_"
    CENTERED_ITALIC = "~"
    FOOT = "@foot"
    PAGE = "@page"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of the body; ``lines`` has more than one entry only where the source sets the breaks (centred titles)."""

    style: Style
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as its author sees it.

    Attributes:
        party: the Party's head (motto "ĐẢNG CỘNG SẢN VIỆT NAM", an asterisk above the number) in place of the state's.
        parent: lines of the superior body, set light above the issuer; may be empty.
        issuer: lines of the issuing body, bold.
        number: the line with the number as printed ("Số: 215/TB-UBND").
        reference: the lines "V/v ..." of an official letter; empty elsewhere.
        place_date: "Tân Giang, ngày 14 tháng 5 năm 2026".
        urgency: word of the red urgency stamp, or empty.
        title: name of the type ("THÔNG BÁO"); empty for an official letter.
        subject: lines under the title.
        body: blocks in reading order.
        recipients: lines of "Nơi nhận", without its title.
        authority: lines above the signature, the last one being the signer's own title.
        signer: name.
        seal: text around the seal.
        strength: name of the scan strength (see ``degrade.STRENGTHS``) of the committed scan.
    """

    party: bool
    parent: tuple[str, ...]
    issuer: tuple[str, ...]
    number: str
    reference: tuple[str, ...]
    place_date: str
    urgency: str
    title: str
    subject: tuple[str, ...]
    body: tuple[Block, ...]
    recipients: tuple[str, ...]
    authority: tuple[str, ...]
    signer: str
    seal: str
    strength: str


_CENTERED = (Style.CENTERED, Style.CENTERED_ITALIC)
_MARKED = (Style.HEADING, Style.CENTERED, Style.GROUNDS, Style.CENTERED_ITALIC)


def parse_body(text: str) -> tuple[Block, ...]:
    """Cut the markup into blocks; paragraphs may be wrapped at will in the source, except centred ones."""
    blocks = []
    for paragraph in text.strip().split("\n\n"):
        lines = [line.strip() for line in paragraph.strip().splitlines()]
        if lines[0] in (Style.FOOT.value, Style.PAGE.value):
            blocks.append(Block(Style(lines[0])))
            continue
        style = next((s for s in _MARKED if lines[0].startswith(s.value + " ")), Style.PLAIN)
        if style is not Style.PLAIN:
            lines = [line.removeprefix(style.value + " ") for line in lines]
        blocks.append(Block(style, tuple(lines) if style in _CENTERED else (" ".join(lines),)))
    return tuple(blocks)


def load_notice(path: Path) -> Notice:
    """Read a source file.

    Raises:
        KeyError: a required entry is missing.
        tomllib.TOMLDecodeError: the file is no TOML.
    """
    data = tomllib.loads(path.read_text("utf-8"))
    body = parse_body(data["body"])
    if all(block.style is not Style.FOOT for block in body):
        body += (Block(Style.FOOT),)
    return Notice(
        party=data.get("party", False),
        parent=tuple(data.get("parent", ())),
        issuer=tuple(data["issuer"]),
        number=data["number"],
        reference=tuple(data.get("reference", ())),
        place_date=data["place_date"],
        urgency=data.get("urgency", ""),
        title=data.get("title", ""),
        subject=tuple(data.get("subject", ())),
        body=body,
        recipients=tuple(data["recipients"]),
        authority=tuple(data["authority"]),
        signer=data["signer"],
        seal=data["seal"],
        strength=data["strength"],
    )
