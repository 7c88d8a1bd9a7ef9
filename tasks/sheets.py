"""The sheets of a file as pictures, made in a confined process: for the step that reads them, and for pages that show them."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from tasks.apart import ROOM, terms_of
from tasks.confined.budget import Budget
from tasks.confined.process import Confined
from tasks.domain.errors import RasterError
from tasks.scan.limits import Limits
from tasks.scan.rasterize import PageImage, RasterOptions
from tasks.scan.reader import SheetReader

# A page is rendered twice at most, and twice more where signing marks lie on it; preparing it takes less than that.
_RUNS = 6


def sheet_reader(
    original: Path, name: str, folder: Path, *, options: RasterOptions, limits: Limits, budget: Budget, at_once: int = 1
) -> AbstractContextManager[Confined]:
    """A process that makes pictures of a file's sheets in ``folder``.

    Args:
        original: the file.
        name: of it, for people.
        folder: for the pictures.
        options: choices of the user.
        limits: that the file must keep.
        budget: time that it may take.
        at_once: sheets worked on at once.

    Raises:
        ThongbaoError: the process cannot be started.
    """
    terms = terms_of(limits, at_once, reads=(original,), writes=(folder,), programs=(options.tesseract,))
    return ROOM.confined(terms, name, budget, SheetReader, original.absolute(), name, limits, folder.absolute(), options)


def sheet_of(reader: Confined, number: int, folder: Path, limits: Limits) -> tuple[PageImage, ...]:
    """The page or pages on one sheet (1-based), their pictures in ``folder``.

    Raises:
        ThongbaoError: as :func:`tasks.scan.rasterize.rasterize_sheet` says, or as :meth:`Confined.call`.
        OSError: the folder cannot be written.
    """
    pages = reader.call(tuple[PageImage, ...], "sheet", number, seconds=_RUNS * limits.render_seconds)
    return tuple(checked(page, folder) for page in pages)


def checked(page: PageImage, folder: Path) -> PageImage:
    """The page, once it is sure that its pictures are plain files of the folder: pages show them later.

    Raises:
        RasterError: they are not, as only a process tells that somebody took over.
    """
    for name in filter(None, (page.grey, page.colour)):
        plain_file(name, page.number, folder)
    return page


def plain_file(name: str, page: int, folder: Path) -> str:
    """The name of a page's picture, once it is sure that it is a plain file of the folder.

    Raises:
        RasterError: it is not.
    """
    path = folder / name
    if not name or Path(name).name != name or path.is_symlink() or not path.is_file():
        raise RasterError(f"Page {page} has a picture that is no file of its folder.", "Please report the file.")
    return name
