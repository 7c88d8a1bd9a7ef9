"""Where rows are shown; what leads off the site is tried in tests/attack/test_logs_and_links.py."""

import pytest

from flows.review.links import row_path


@pytest.mark.parametrize(
    ("key", "wanted"),
    [
        ("0a1b2c3d-d.4", "/rows/0a1b2c3d-d.4"),
        (None, "/documents/0a1b2c3d.2#directive-7"),
        ("", "/documents/0a1b2c3d.2#directive-7"),
    ],
)
def test_a_row_is_shown_by_its_name_else_by_its_place(key, wanted):
    assert row_path(key, "0a1b2c3d.2", "directive-7") == wanted
