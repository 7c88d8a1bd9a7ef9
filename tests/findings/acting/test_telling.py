"""What tells although it begins as a task does."""

import pytest

from tasks.findings.acting.telling import serves


@pytest.mark.parametrize(("text", "aim"), [("Giúp người dân giảm chi phí.", True), ("Giúpviệc", False), ("Tổ chức giúp người dân.", False)])
def test_what_a_task_is_good_for(text, aim):
    assert serves(text) is aim
