"""Files that a PDF carries inside: the notices of a portfolio, an annex that was attached instead of appended."""

from __future__ import annotations

import pikepdf


def attached_names(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Names of the files inside a PDF, those pinned to its pages included, each once, in their order.

    Raises:
        pikepdf.PikepdfError: the tree of names is bent.
    """
    named = [str(spec.filename) or key for key, spec in pdf.attachments.items()]
    for page in pdf.pages:
        annotations = page.obj.get("/Annots")
        for annotation in annotations if isinstance(annotations, pikepdf.Array) else ():
            if isinstance(annotation, pikepdf.Dictionary) and annotation.get("/Subtype") == "/FileAttachment":
                named.append(_name(annotation.get("/FS")))
    return tuple(dict.fromkeys(named))


def _name(specification: pikepdf.Object | None) -> str:
    if isinstance(specification, pikepdf.Dictionary):
        return str(specification.get("/UF", specification.get("/F", "?")))
    return "?" if specification is None else str(specification)
