"""The command that finds words in documents, with the places where they stand."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text
from typer.core import TyperCommand

from flows.app import HIGHEST, opened, out
from flows.as_json import AsJson, found_json, print_json
from flows.render import safe
from tasks.domain.legible import legible
from tasks.domain.typed import write_day

if TYPE_CHECKING:
    from db.asking.passages import Passage
    from db.asking.search import Hit, Tries
    from tasks.domain.search_words import Query

ORDERS = ("best", "newest")
_KEPT = "\N{MINUS SIGN}"  # stands for the hyphen of a word to leave out while options are read
_LEFT_OUT = re.compile(r"-(?!h$)[^-]")
_TRIES = {"no-accents": "without accents", "no-quotes": "without quotes", "fewer": "with fewer words"}


class WithHyphens(TyperCommand):
    """A command whose words may begin with a hyphen: "-bãi" is no option."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the options."""
        return super().parse_args(ctx, [_KEPT + arg[1:] if _LEFT_OUT.match(arg) else arg for arg in args])


def search(
    words: Annotated[
        list[str],
        typer.Argument(
            help="Words that must all be there, accents or not; '\"a phrase\"' in quotes of its own; 15/2024/QĐ-UBND; -word: none of it."
        ),
    ],
    order: Annotated[str, typer.Option(help=f"One of {', '.join(ORDERS)}.", autocompletion=lambda: list(ORDERS))] = ORDERS[0],
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Documents on a page.")] = 20,
    page: Annotated[int, typer.Option(min=1, max=HIGHEST, help="Which page of the answer.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Find words in texts and findings, with the places where they stand."""
    from db.asking.search import search as find_words
    from db.asking.search import tries

    if order not in ORDERS:
        raise typer.BadParameter(f"{order!r} is none of {', '.join(ORDERS)}.", param_hint="--order")
    url = opened().database
    typed = " ".join("-" + word[1:] if word.startswith(_KEPT) else word for word in words)
    found = find_words(url, typed, order=order, page=page, size=limit, boxes=as_json)
    if as_json:
        print_json(found_json(found))
        return
    if not found.total:
        _print_tries(found.query, tries(url, found.query))
        return
    for hit in found.hits:
        _print_hit(hit)
    more = f"; --page {found.page + 1} goes on" if found.page < found.pages else ""
    number = "1 document" if found.total == 1 else f"{'' if found.exact else 'More than '}{found.total} documents"
    out.print(f"{number}, page {found.page}{f' of {found.pages}' if found.exact else ', the newest first'}{more}.", highlight=False)


def _print_hit(hit: Hit) -> None:
    copy = f" [yellow](copy of {hit.copy_of})[/]" if hit.copy_of else ""
    about = " · ".join(
        filter(None, (write_day(hit.issued_on) if hit.issued_on else "", safe(hit.issuer), safe(hit.subject or hit.file_name)))
    )
    out.print(f"[bold]{safe(hit.symbol or hit.file_name)}[/] ({hit.document}){copy} {about}", highlight=False)
    for passage in hit.passages:
        where = f"p. {passage.page}" if passage.page else passage.kind
        row = f" ({passage.kind} {passage.row_id})" if passage.row_id else ""
        out.print(Text.assemble(f"  {where}: ", marked(passage, colours=out.is_terminal), (row, "dim")))
    out.print()


def marked(passage: Passage, *, colours: bool) -> Text:
    """A passage with what was looked for in colour, or between ``**``.

    Text and no markup: a mark may stand within what looks like a tag, which none of its pieces shows.
    """
    shown = Text()
    for piece, is_marked in passage.pieces:
        words = legible(piece)
        if is_marked and colours:
            shown.append(words, "bold yellow")
        else:
            shown.append(f"**{words}**" if is_marked else words)
    return shown


def _print_tries(query: Query, told: Tries) -> None:
    wanted = ", ".join(safe(term) for term in query.wanted)
    excluded = f" without {', '.join(safe(term.typed) for term in query.excluded)}" if query.excluded else ""
    out.print(f"Nothing holds {'all of ' if len(query.wanted) > 1 else ''}{wanted}{excluded}.", highlight=False)
    if len(told.alone) > 1:
        out.print("Documents with each: " + "; ".join(f"{safe(term)} {number}" for term, number in told.alone) + ".", highlight=False)
    for kind, other, number in told.others:
        out.print(f"Try {_TRIES[kind]} ({number}): thongbao search {safe(shlex.quote(str(other)))}", highlight=False)
    if not told.others:
        out.print("Try fewer words, without accents, or `thongbao status` for what there is.", highlight=False)


def register(app: typer.Typer) -> None:
    """Add the command of this module to the program."""
    app.command("search", cls=WithHyphens)(search)
