"""What is to be called is named; arguments become what annotations say, and what does not fit is refused."""

from importlib import import_module
from pathlib import Path

import pytest
from pydantic_core import from_json, to_json

from tasks.confined.calls import called, given, name_of
from tasks.scan.limits import Limits
from tasks.scan.rasterize import RasterOptions
from tasks.scan.reader import SheetReader


@pytest.mark.parametrize("make", [SheetReader, SheetReader.sheet, import_module, dict])
def test_a_name_leads_back(make):
    assert called(name_of(make)) is make


def test_arguments_come_as_they_were():
    arguments = (Path("/a/b.pdf"), "ô 1.pdf", Limits(max_pages=3, ocr_seconds=1.5), Path("/out"), RasterOptions(dpi=None, force_ocr=True))
    assert tuple(given(SheetReader, from_json(to_json(arguments)))) == arguments


def test_what_has_no_annotations_stays_plain():
    assert given(abs, [-1]) == [-1]
    assert given(import_module, ["os"]) == ["os"]


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="max_pages"):
        given(SheetReader, ["/a", "a", {"max_pages": "many"}])
