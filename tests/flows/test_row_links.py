"""Where rows are shown: by their names, else by their places."""

import pytest

from flows.row_links import row_path


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
