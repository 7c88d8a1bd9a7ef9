"""A PDF of somebody else's as pages alone: what is shown stays, what could act, fetch, send or carry something along goes.

Kept is what is listed here, of the catalogue and of pages; below that, actions, file specifications and references to other files are
taken out wherever they stand (ISO 32000-2: 7.7.2 catalogue, 7.7.3 pages, 12.6 actions, 7.11 file specifications, 8.10.4 and 14.11.7).
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

# OCProperties says which layers are shown, OutputIntents what colours look like.
CATALOG = frozenset("/" + key for key in ("Type", "Pages", "Lang", "PageLabels", "OCProperties", "OutputIntents", "Version"))
PAGE = frozenset(
    "/" + key
    for key in (
        *("Type", "Parent", "Resources", "MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox", "Contents", "Rotate", "Group"),
        "UserUnit",
    )
)
# Values of these keys map names that the file chose; no meaning may be read into them.
_NAMED = frozenset(
    "/" + key for key in ("Font", "XObject", "ExtGState", "ColorSpace", "Pattern", "Shading", "Properties", "CharProcs", "Colorants")
)
_NEVER = frozenset(
    "/" + key
    for key in (
        *("A", "AA", "AF", "Alternates", "Annots", "DestOutputProfileRef", "EF", "EmbeddedFiles", "JavaScript", "JS", "Metadata", "OPI"),
        *("OpenAction", "PS", "PieceInfo", "Ref", "RichMediaContent", "StructParent", "StructParents", "URI", "XFA"),
    )
)
_OUTSIDE = ("/F", "/FFilter", "/FDecodeParms")  # of a stream whose content lies in another file
_ACTS = frozenset("/" + kind for kind in ("Action", "Annot", "EmbeddedFile", "Filespec", "Rendition", "MediaClip"))
_ACTIONS = frozenset(
    "/" + kind
    for kind in (
        *("JavaScript", "Launch", "URI", "SubmitForm", "ImportData", "ResetForm", "GoTo", "GoToR", "GoToE", "GoToDp", "GoTo3DView"),
        *("Named", "Hide", "Rendition", "RichMediaExecute", "Movie", "Sound", "SetOCGState", "Thread", "Trans"),
    )
)


def make_harmless(pdf: pikepdf.Pdf) -> None:
    """Take everything out of a PDF that does more than show its pages.

    What notes, stamps, signatures and fields of forms look like becomes a part of the page; they themselves go.

    Args:
        pdf: is changed.

    Raises:
        pikepdf.PdfError: it is too broken for that.
    """
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/NeedAppearances" in form:
        del form["/NeedAppearances"]  # else what fields look like is not taken over
    pdf.flatten_annotations("screen")
    _keep(pdf.Root, CATALOG)
    for page in pdf.pages:
        _keep(page.obj, PAGE)
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    _sweep(pdf.Root)


def _keep(of: Object, keys: frozenset[str]) -> None:
    for key in set(of.keys()) - keys:
        del of[key]


def _sweep(root: Object) -> None:
    """Go through all that is reachable; each object once in each role, however they refer to each other."""
    seen: set[tuple[tuple[int, int], bool]] = set()
    waiting: list[tuple[Object, bool]] = [(root, False)]
    while waiting:
        here, is_named = waiting.pop()
        if here.is_indirect:
            if (here.objgen, is_named) in seen:
                continue
            seen.add((here.objgen, is_named))
        waiting += _cleaned(here, is_named=is_named)


def _cleaned(here: Object, *, is_named: bool) -> Iterator[tuple[Object, bool]]:
    """Take out of one object what is not to be there; gives what is to be gone through next."""
    if isinstance(here, Array):
        for index, value in enumerate(here):
            if isinstance(value, Object):
                if _acts(value):
                    here[index] = None
                elif isinstance(value, (Array, Dictionary, Stream)):
                    yield value, False
        return
    if isinstance(here, Stream):
        for key in _OUTSIDE:
            if key in here:
                del here[key]
    for key in list(here.keys()):
        value = here[key]
        if (not is_named and key in _NEVER) or (isinstance(value, Object) and _acts(value)):
            del here[key]
        elif isinstance(value, (Array, Dictionary, Stream)):
            yield value, key in _NAMED


def _acts(value: Object) -> bool:
    """Whether something is an action, a note on the page, or a file that is carried along or pointed to."""
    if not isinstance(value, (Dictionary, Stream)):
        return False
    kind, action = value.get("/Type"), value.get("/S")
    return (isinstance(kind, Name) and str(kind) in _ACTS) or (isinstance(action, Name) and str(action) in _ACTIONS) or "/EF" in value
