"""Pages made from the code say what the code says."""

from pathlib import Path

import pytest

from config.reference import reference
from db.dictionary import data_dictionary

DOCS = Path(__file__).parent.parent.parent / "docs"


@pytest.mark.parametrize(("page", "make"), [("configuration.md", reference), ("data-dictionary.md", data_dictionary)])
def test_a_generated_page_is_up_to_date(page, make):
    assert (DOCS / page).read_text("utf-8") == make(), "run `make docs`"
