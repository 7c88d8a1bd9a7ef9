import pytest

from config.vocabulary import load_vocabulary
from tasks.domain.words import WordLists
from tasks.findings.dating import Dated, RoleCues
from tasks.findings.figure_periods import Source, figure_period
from tasks.findings.frames import Frame
from tasks.findings.quantities import QuantityReader
from tasks.findings.report_time import ReportTime
from tasks.findings.roles import Role, Standing
from tasks.nouns.figure_time import find_times
from tasks.reading.sentences import of_plain
from tasks.reading.tagger import Tagger

NOTHING_SAID = Frame()
READER = QuantityReader(load_vocabulary())
TAGGER = Tagger(WordLists(()))
REPORT = ReportTime(period="2025-06", issued="2025-07-03", year=2025)


def period(text: str, standing: Standing, frame: Frame = NOTHING_SAID, report: ReportTime = REPORT):
    quantity = READER.read(of_plain(text, TAGGER))[-1]
    dated = Dated(text, find_times(text, 2025), RoleCues((), ()), quantity, None, None)
    found = figure_period(dated, Role(standing), None, frame, report)
    return found.period, found.source


@pytest.mark.parametrize(
    ("text", "standing", "frame", "expected"),
    [
        ("Năm 2024 có 12 xã", Standing.RESULT, Frame("2023"), ("2024", Source.CLAUSE)),
        ("có 12 xã", Standing.RESULT, Frame("2023"), ("2023", Source.ABOVE)),
        ("có 12 xã", Standing.RESULT, Frame("2026/2030"), ("2025-06", Source.DOCUMENT)),
        ("có 12 xã", Standing.TARGET, Frame("2026/2030"), ("2026/2030", Source.ABOVE)),
        ("hiện có 12 xã", Standing.RESULT, Frame("2026"), ("2025-06", Source.DOCUMENT)),
        ("có 12 xã trở lên", Standing.NORM, Frame("2024"), (None, Source.NOWHERE)),
        ("năm 2024 có 12 xã trở lên", Standing.NORM, Frame("2023"), ("2024", Source.CLAUSE)),
        ("có 12 xã", Standing.TARGET, Frame("2024", petition=True), (None, Source.NOWHERE)),
        ("hoàn thành 12 xã, xong trước ngày 31/12/2025", Standing.TARGET, Frame(petition=True), ("2025-12-31", Source.DEADLINE)),
        ("có hiệu lực đến ngày 30/9/2025, thông số: 92 kg", Standing.PERMIT, Frame("2024"), ("2025-09-30", Source.PERMIT)),
        ("nâng lên 50 ha sau năm 2030", Standing.TARGET, Frame("2024"), (None, Source.NOWHERE)),
        ("đạt 86% kế hoạch năm 2024", Standing.RESULT, Frame(), ("2024", Source.LATER)),
    ],
)
def test_the_nearest_time_that_can_be_its_own(text, standing, frame, expected):
    assert period(text, standing, frame) == expected


def test_where_nothing_says_a_time_there_is_none():
    assert period("có 12 xã", Standing.RESULT, report=ReportTime(year=2025)) == (None, Source.NOWHERE)
