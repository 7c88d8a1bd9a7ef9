import re
import sys
import warnings
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PIL import Image

from db.asking.statistics import AHEAD, LATE, OPEN, RECURRING, Quality, TaskCount
from flows.takeaway.charts import MOST_GROUPS, Point, draw_quality, draw_series, draw_tasks, source_line
from tasks.domain.errors import MissingToolError

TITLE = "Chỉ số cải cách hành chính: Ủy ban, Đẵng, ổ, ữ, ệ"
POINTS = [
    Point("PAR-INDEX", "2021", Decimal("12"), "result"),
    Point("PAR-INDEX", "2023-Q1", Decimal("1234.5"), "result"),
    Point("PAR-INDEX", "2023-Q1", Decimal("1300"), "result"),
    Point("PAR-INDEX", "2025", Decimal("9"), "target"),
]


@pytest.fixture(autouse=True)
def _every_letter_has_a_glyph():
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # of signs that the font lacks; a socket left by an earlier test is none
        yield


def words_in(path):
    """The texts of an SVG chart, which matplotlib leaves as comments beside the outlines."""
    return [text.strip() for text in re.findall(r"<!--(.*?)-->", path.read_text("utf-8"), re.DOTALL)]


def test_a_series_has_title_unit_source_periods_and_every_value(tmp_path):
    path = tmp_path / "x.svg"
    draw_series(path, TITLE, "%", POINTS, "Nguồn: 2 văn bản", is_rank=False)
    words = words_in(path)
    for text in (TITLE, "%", "Nguồn: 2 văn bản", "2021", "Quý I/2023", "2025", "12", "1.234,5", "1.300", "9", "Kết quả", "Mục tiêu"):
        assert text in words, text


def test_a_value_that_is_not_sure_has_a_question_mark(tmp_path):
    points = [replace(POINTS[0], sure=False), *POINTS[1:]]
    draw_series(tmp_path / "x.svg", TITLE, "%", points, "", is_rank=False)
    assert {"12 ?", "1.300"} <= set(words_in(tmp_path / "x.svg"))


def height_of(path, label):
    """Where a value of an SVG chart stands, counted downward."""
    found = re.search(rf"<!-- {label} -->\s*<g [^>]*transform=\"translate\([\d.]+ ([\d.]+)\)", path.read_text("utf-8"))
    return float(found[1])


def test_the_best_rank_is_on_top(tmp_path):
    path = tmp_path / "x.svg"
    points = [Point("A", "2021", Decimal(101), "result"), Point("A", "2022", Decimal(102), "result")]
    draw_series(path, TITLE, "rank", points, "", is_rank=True)
    assert "hạng" in words_in(path)
    assert height_of(path, "101") < height_of(path, "102")
    draw_series(path, TITLE, "%", points, "", is_rank=False)
    assert height_of(path, "101") > height_of(path, "102")


def test_several_series_are_told_apart(tmp_path):
    path = tmp_path / "x.svg"
    draw_series(path, TITLE, "%", [*POINTS, Point("tỷ lệ", "2024", Decimal(5), "result")], "", is_rank=False)
    assert {"PAR-INDEX (kết quả)", "PAR-INDEX (mục tiêu)", "tỷ lệ (kết quả)"} <= set(words_in(path))


def test_tasks_stand_with_their_groups_and_numbers(tmp_path):
    path = tmp_path / "x.svg"
    groups = [TaskCount("Sở Nội vụ", {LATE: 21, AHEAD: 32, RECURRING: 13, OPEN: 4}), TaskCount(None, {OPEN: 8})]
    draw_tasks(path, TITLE, groups, "Nguồn")
    words = words_in(path)
    for text in ("Sở Nội vụ", "Không nêu cơ quan", "21", "32", "13", "70", "8", "Quá hạn", "Còn hạn", "Định kỳ", "Không nêu ngày"):
        assert text in words, text


def test_more_groups_than_fit_are_put_together(tmp_path):
    path = tmp_path / "x.svg"
    draw_tasks(path, TITLE, [TaskCount(f"Sở {n}", {AHEAD: 1}) for n in range(MOST_GROUPS + 7)], "")
    assert "7 nhóm khác" in words_in(path)


def test_doubts_and_confidence_stand_by_month(tmp_path):
    path = tmp_path / "x.svg"
    months = [Quality("2026-05", 2, {"warning": 3, "error": 2}, 93.24), Quality("2026-06", 1, {}, None)]
    draw_quality(path, months, "Nguồn")
    words = words_in(path)
    for text in ("05/2026", "06/2026", "93,2", "Cần kiểm tra", "Lỗi"):
        assert text in words, text


def test_a_chart_is_a_picture_and_the_same_each_time(tmp_path):
    for ending in ("png", "svg"):
        for name in "ab":
            draw_series(tmp_path / f"{name}.{ending}", TITLE, "%", POINTS, "", is_rank=False)
        assert (tmp_path / f"a.{ending}").read_bytes() == (tmp_path / f"b.{ending}").read_bytes()
    with Image.open(tmp_path / "a.png") as picture:
        assert (picture.format, picture.width) == ("PNG", 1500)


def test_the_source_names_documents_and_day():
    day = date(2026, 6, 30)
    assert source_line(["1/TB", "2/TB", "1/TB"], day) == "Nguồn: 2 văn bản (1/TB, 2/TB); thongbao, ngày 30/06/2026."
    assert source_line([f"{n}/TB" for n in range(9)], day).startswith("Nguồn: 9 văn bản (0/TB, 1/TB, 2/TB, 3/TB …)")


def test_without_matplotlib_the_error_says_how_to_install_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingToolError, match="make setup"):
        draw_quality(tmp_path / "x.png", [], "")
