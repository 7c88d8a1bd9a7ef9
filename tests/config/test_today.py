"""Today is the day where the office is, wherever the machine counts its time."""

import time
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from config.settings import load_settings


@pytest.mark.parametrize("zone", ["Asia/Ho_Chi_Minh", "America/Los_Angeles", "Pacific/Kiritimati"])
def test_the_setting_says_what_day_it_is(monkeypatch, zone):
    monkeypatch.setenv("TZ", "Pacific/Pago_Pago")
    time.tzset()
    try:
        before = datetime.now(ZoneInfo(zone)).date()
        assert before <= load_settings(timezone=zone).today() <= datetime.now(ZoneInfo(zone)).date()
    finally:
        monkeypatch.undo()
        time.tzset()
