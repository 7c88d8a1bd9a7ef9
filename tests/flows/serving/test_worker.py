"""What a machine must have before it works for the pool."""

import pytest

from config.settings import load_settings
from db.reading.documents import register_document
from flows.serving.worker import check_store, prepared
from tasks.archive.mark import read_mark
from tasks.domain.errors import ConfigError, WorkPoolError


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({}, "No work pool"),
        ({"THONGBAO_WORK_POOL": "p"}, "No Prefect server"),
        ({"THONGBAO_WORK_POOL": "p", "PREFECT_API_URL": "http://127.0.0.1:1/api"}, "SQLite"),
    ],
)
def test_what_is_missing_is_said_with_the_setting(home, monkeypatch, environment, message):
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ConfigError, match=message):
        prepared()


def test_a_store_without_the_newest_original_is_another_store(ready, tmp_path):
    settings = load_settings(store=tmp_path / "store")
    check_store(settings)
    mark = read_mark(settings.store_folder)
    assert mark
    sha256 = "ab" * 32
    register_document(settings.database, sha256=sha256, byte_size=1, store_path=f"ab/{sha256}", delivery=("/in/a.pdf", "a.pdf"))
    with pytest.raises(WorkPoolError, match="THONGBAO_STORE"):
        check_store(settings)
    (settings.store_folder / "ab").mkdir()
    (settings.store_folder / "ab" / sha256).write_bytes(b"x")
    check_store(settings)
    assert read_mark(settings.store_folder) == mark
