from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.vietnamese.dates import Precision, calendar_day, find_dates, find_printed


@pytest.mark.parametrize(
    ("text", "raw", "first", "last", "precision"),
    [
        ("trước ngày 30/6/2023.", "ngày 30/6/2023", date(2023, 6, 30), date(2023, 6, 30), "day"),
        ("(07-12-2023)", "07-12-2023", date(2023, 12, 7), date(2023, 12, 7), "day"),
        ("ngày 05.01.2024 của", "ngày 05.01.2024", date(2024, 1, 5), date(2024, 1, 5), "day"),
        ("số 12/KH-UBND ngày\n26/3/2026 của", "ngày\n26/3/2026", date(2026, 3, 26), date(2026, 3, 26), "day"),
        ("ngày 28/ 02/2022", "ngày 28/ 02/2022", date(2022, 2, 28), date(2022, 2, 28), "day"),
        ("Ngày 19 tháng 6 năm 2026, Ủy ban", "Ngày 19 tháng 6 năm 2026", date(2026, 6, 19), date(2026, 6, 19), "day"),
        ("ngày 28 tháng 02\nnăm 2022", "ngày 28 tháng 02\nnăm 2022", date(2022, 2, 28), date(2022, 2, 28), "day"),
        ("trong tháng 6/2023", "tháng 6/2023", date(2023, 6, 1), date(2023, 6, 30), "month"),
        ("Tháng 02 năm 2024", "Tháng 02 năm 2024", date(2024, 2, 1), date(2024, 2, 29), "month"),
        ("ngay trong Quý I năm 2023;", "Quý I năm 2023", date(2023, 1, 1), date(2023, 3, 31), "quarter"),
        ("quý IV/2025", "quý IV/2025", date(2025, 10, 1), date(2025, 12, 31), "quarter"),
        ("quý 2 năm 2025", "quý 2 năm 2025", date(2025, 4, 1), date(2025, 6, 30), "quarter"),
        ("6 tháng đầu năm 2024", "6 tháng đầu năm 2024", date(2024, 1, 1), date(2024, 6, 30), "half"),
        ("6 tháng cuối năm 2024", "6 tháng cuối năm 2024", date(2024, 7, 1), date(2024, 12, 31), "half"),
        ("ngày 20tháng 02 năm2025 của", "ngày 20tháng 02 năm2025", date(2025, 2, 20), date(2025, 2, 20), "day"),
        ("ngày15/8/2013", "ngày15/8/2013", date(2013, 8, 15), date(2013, 8, 15), "day"),
        ("ngày 20/O2/2025", "ngày 20/O2/2025", date(2025, 2, 20), date(2025, 2, 20), "day"),
        ("ngày l5/6/2O25", "ngày l5/6/2O25", date(2025, 6, 15), date(2025, 6, 15), "day"),
        ("ngày 20/02/25", "ngày 20/02/25", date(2025, 2, 20), date(2025, 2, 20), "day"),
        ("SỐ 5/QĐ-UBND NGÀY 02 THÁNG 01 NĂM 2025", "NGÀY 02 THÁNG 01 NĂM 2025", date(2025, 1, 2), date(2025, 1, 2), "day"),
        ("tháng 6 2025", "tháng 6 2025", date(2025, 6, 1), date(2025, 6, 30), "month"),
        ("quý I1/2026", "quý I1/2026", date(2026, 4, 1), date(2026, 6, 30), "quarter"),
        ("Quý HI năm 2012", "Quý HI năm 2012", date(2012, 7, 1), date(2012, 9, 30), "quarter"),
        ("quý lV 2026", "quý lV 2026", date(2026, 10, 1), date(2026, 12, 31), "quarter"),
        ("đến hết năm 2023, các sở", "năm 2023", date(2023, 1, 1), date(2023, 12, 31), "year"),
    ],
)
def test_a_printed_time_covers_its_days(text, raw, first, last, precision):
    (found,) = find_dates(text)
    assert found.span.of(text) == raw
    assert (found.first, found.last, found.precision) == (first, last, Precision(precision))
    assert found.year_given


@pytest.mark.parametrize(
    "text",
    [
        "ngày 31/02/2023",
        "ngày 32/01/2023",
        "số 12/2023/NĐ-CP",
        "xếp thứ 12/63 tỉnh",
        "ngày tháng năm 2",
        "giai đoạn 2021-2025",
        "năm 2021-2025",
        "trước ngày 30/6",
        "trong tháng 6",
        "giải bóng mỗi quý 1 lần",
        "mỗi tháng 01 lần",
        "số 20/02/25",
        "12/2027",
        "kính gửi quý Hội",
        "định kỳ 6 tháng một lần",
        "1.234,5 triệu đồng",
        "",
    ],
)
def test_what_is_no_full_date_is_left_out(text):
    assert find_dates(text) == ()


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("trước ngày 30/6", date(2024, 6, 30), date(2024, 6, 30)),
        ("trước ngày 25 tháng 12", date(2024, 12, 25), date(2024, 12, 25)),
        ("trong tháng 6", date(2024, 6, 1), date(2024, 6, 30)),
        ("trong quý III", date(2024, 7, 1), date(2024, 9, 30)),
        ("6 tháng đầu năm", date(2024, 1, 1), date(2024, 6, 30)),
    ],
)
def test_a_missing_year_comes_from_the_context(text, first, last):
    (found,) = find_dates(text, default_year=2024)
    assert (found.first, found.last, found.year_given) == (first, last, False)


def test_several_dates_come_in_order():
    text = "Từ ngày 01/3/2024 đến ngày 15/3/2024, xong trong quý II năm 2024"
    assert [f.last for f in find_dates(text)] == [date(2024, 3, 1), date(2024, 3, 15), date(2024, 6, 30)]


@pytest.mark.parametrize(
    ("text", "raw", "precision", "year", "part", "day", "sure", "misread"),
    [
        ("trước ngày 31/11/2026", "ngày 31/11/2026", "day", 2026, 11, 31, True, False),
        ("trước 31/6 để", "31/6", "day", None, 6, 31, False, False),
        ("trước 5/1/27.", "5/1/27", "day", 2027, 1, 5, False, False),
        ("cột: 12/2027", "12/2027", "month", 2027, 12, 0, False, False),
        ("đến 2030, đạt", "2030", "year", 2030, 0, 0, False, False),
        ("giai đoạn 2021 - 2025", "2021 - 2025", "years", 2025, 0, 0, False, False),
        ("quý H/2026", "quý H/2026", "quarter", 2026, 2, 0, True, True),
        ("quý V/2026", "quý V/2026", "quarter", 2026, 5, 0, True, False),
        ("04/6/2018-15/6/2018", "04/6/2018", "day", 2018, 6, 4, True, False),
    ],
)
def test_what_is_printed_is_read_whether_it_exists_or_not(text, raw, precision, year, part, day, sure, misread):
    found = find_printed(text)[0]
    assert found.span.of(text) == raw
    assert (found.precision, found.year, found.part, found.day) == (Precision(precision), year, part, day)
    assert (found.sure, found.misread) == (sure, misread)


def test_a_day_that_does_not_exist_covers_no_days():
    assert find_printed("ngày 31/11/2026")[0].days() is None
    assert find_printed("ngày 30/6")[0].days() is None
    assert find_printed("ngày 30/6")[0].days(2024) == (date(2024, 6, 30), date(2024, 6, 30))


@given(
    st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.sampled_from(["{d}/{m}/{y}", "ngày {d:02}/{m:02}/{y}", "ngày {d} tháng {m} năm {y}"])
)
def test_every_day_is_read_back(day, form):
    (found,) = find_dates("x " + form.format(d=day.day, m=day.month, y=day.year) + ".")
    assert found.day == day


@given(st.text(alphabet="0123456789/.- \nngàythánqúăIVX", max_size=200))
def test_any_text_gives_disjoint_spans(text):
    end = 0
    for found in find_dates(text, default_year=2024):
        assert end <= found.span.start < found.span.end <= len(text)
        assert found.first <= found.last
        end = found.span.end


@given(st.integers(), st.integers(), st.integers())
def test_calendar_day_never_raises(year, month, day):
    found = calendar_day(year, month, day)
    assert found is None or (found.year, found.month, found.day) == (year, month, day)
