"""Files that a PDF carries inside: the notices of a portfolio, an annex that was attached instead of appended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

# What a name tree may have below each other (ISO 32000-2, 7.9.6); deeper ones lead back to themselves.
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Attached:
    """A file inside a PDF.

    Attributes:
        name: of it.
        content: its bytes; None where there are none.
    """

    name: str
    content: pikepdf.Stream | None


def attached_names(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Names of the files inside a PDF, as :func:`attached_files` gives them, each once."""
    return tuple(dict.fromkeys(attached.name for attached in attached_files(pdf)))


def attached_files(pdf: pikepdf.Pdf) -> tuple[Attached, ...]:
    """The files inside a PDF: those of its tree of names, of its associated files, and those pinned to its pages; each once.

    Raises:
        pikepdf.PikepdfError: the file is bent.
    """
    found: dict[tuple[int, int] | str, Attached] = {}
    for key, specification in _specifications(pdf):
        if specification is None:  # what an editor deleted leaves a null, which every viewer skips (ISO 32000-2, 7.3.9)
            continue
        attached = Attached(_name(specification, key), _content(specification))
        identity = attached.content.objgen if attached.content is not None and attached.content.is_indirect else attached.name
        found.setdefault(identity, attached)
    return tuple(found.values())


def _specifications(pdf: pikepdf.Pdf) -> Iterator[tuple[str, pikepdf.Object]]:
    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        yield from _of_tree(names.get("/EmbeddedFiles"), 0)
    yield from (("", entry) for entry in _entries(pdf.Root.get("/AF")))
    for page in pdf.pages:
        for annotation in _entries(page.obj.get("/Annots")):
            if isinstance(annotation, pikepdf.Dictionary) and annotation.get("/Subtype") == "/FileAttachment":
                yield "", annotation.get("/FS", pikepdf.Dictionary())
        yield from (("", entry) for entry in _entries(page.obj.get("/AF")))


def _of_tree(node: pikepdf.Object | None, depth: int) -> Iterator[tuple[str, pikepdf.Object]]:
    if not isinstance(node, pikepdf.Dictionary) or depth > _DEEPEST:
        return
    leaves = _entries(node.get("/Names"))
    yield from ((str(key), value) for key, value in zip(leaves[::2], leaves[1::2], strict=False))
    for kid in _entries(node.get("/Kids")):
        yield from _of_tree(kid, depth + 1)


def _entries(found: pikepdf.Object | None) -> list[pikepdf.Object]:
    return list(found) if isinstance(found, pikepdf.Array) else []


def _content(specification: pikepdf.Object) -> pikepdf.Stream | None:
    files = specification.get("/EF") if isinstance(specification, pikepdf.Dictionary) else None
    if isinstance(files, pikepdf.Dictionary):
        for key in ("/UF", "/F", "/Unix", "/DOS", "/Mac"):
            content = files.get(key)
            if isinstance(content, pikepdf.Stream):
                return content
    return None


def _name(specification: pikepdf.Object, key: str) -> str:
    if isinstance(specification, pikepdf.Dictionary):
        for entry in ("/UF", "/F", "/Desc"):
            if isinstance(specification.get(entry), pikepdf.String) and str(specification.get(entry)).strip():
                return str(specification.get(entry))
    return key or "?"
