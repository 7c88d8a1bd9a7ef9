"""A few bent texts through every parser; `make soak` has a thousand, drawn from another seed."""

import pytest
from fuzz import bent_texts, judge


@pytest.mark.parametrize("text", list(bent_texts(24, 7)), ids=[f"text-{n}" for n in range(24)])
def test_a_bent_text_is_read_without_a_bug(text):
    wrong, _ = judge(text)
    assert wrong == ""
