import logging

from flows.garbage import nothing_collected
from flows.warming import warm, warm_beside, warmed
from tasks.findings import extract


def test_the_made_up_notice_is_read_to_its_end(caplog):
    caplog.set_level(logging.DEBUG, "flows.warming")
    warm()
    assert caplog.records == []


def test_a_fault_is_left_to_the_first_document(monkeypatch, caplog):
    caplog.set_level(logging.DEBUG, "flows.warming")
    monkeypatch.setattr(extract, "extract_findings", lambda *_: 1 / 0)
    warm()
    assert "ZeroDivisionError" in caplog.text


def test_nothing_is_collected_inside_and_what_was_made_there_is_kept_out_of_later_searches():
    import gc

    assert gc.isenabled()
    with nothing_collected():
        assert not gc.isenabled()
        with nothing_collected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0
    gc.unfreeze()


async def test_who_needs_it_waits_for_it_and_for_nothing_else(monkeypatch):
    await warmed()
    made = []
    monkeypatch.setattr("flows.warming.warm", lambda: made.append(1))
    warm_beside()
    await warmed()
    await warmed()
    assert made == [1]
