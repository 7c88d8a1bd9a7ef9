"""Measured figures between the marks of a page."""

from benchmarks.pages import rewrite, table
from benchmarks.score import cell, markdown

MARKS = ("<!-- a begin -->", "<!-- a end -->")


def test_rewriting_leaves_the_rest(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("trên\n<!-- a begin -->\ncũ\n<!-- a end -->\ndưới\n", "utf-8")
    rewrite(page, "mới", MARKS)
    rewrite(page, "mới", MARKS)
    assert page.read_text("utf-8") == "trên\n<!-- a begin -->\nmới\n<!-- a end -->\ndưới\n"


def test_table():
    assert table(["a", "b"], [["1", "2"]]) == "| a | b |\n|---|---|\n| 1 | 2 |"


def test_scores_as_markdown_lead_with_all():
    scores = {"x": {"CER": 0.00123, "lead": None}, "all": {"CER": 0.2, "lead": 0.98765}}
    assert markdown(scores).splitlines()[2:] == ["| all | 0.2000 | 0.988 |", "| x | 0.0012 | - |"]
    assert cell("lead", 1.0) == "1.000"
