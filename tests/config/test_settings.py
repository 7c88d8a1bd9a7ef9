import pytest

from config.settings import load_settings, origin, shown
from tasks.domain.errors import ConfigError


def test_flags_win_over_the_environment_and_that_over_the_file(home, monkeypatch):
    (home / "thongbao.toml").write_text("dpi = 150\npsm = 4\nworkers = 7\n")
    monkeypatch.setenv("THONGBAO_PSM", "6")
    settings = load_settings(dpi=300)
    assert (settings.dpi, settings.psm, settings.workers) == (300, 6, 7)
    assert origin("psm") == "environment (THONGBAO_PSM)"
    assert origin("workers") == str(home / "thongbao.toml")
    assert origin("ocr_seconds") == "default"


def test_everything_lies_under_the_home_folder(home):
    settings = load_settings()
    assert settings.store_folder.parent == settings.work_folder.parent == settings.inbox_folder.parent == home
    assert settings.database == f"sqlite:///{home / 'thongbao.db'}"


def test_retries_of_one_step_can_be_set_without_the_others(home):
    (home / "thongbao.toml").write_text("[retries.recognize]\nattempts = 7\ndelay_seconds = [0.5]\n")
    settings = load_settings()
    assert settings.retry("recognize").attempts == 7
    assert settings.retry("load").attempts == 5


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("dpi = 5", "dpi"),
        ("colour = 1", "colour"),
        ("dpi = ", "thongbao.toml"),
        ("[retries.paint]\nattempts = 2", "retries"),
        ("ocr_seconds = inf", "ocr_seconds"),
        ("ocr_seconds = nan", "ocr_seconds"),
        ("[retries.load]\ndelay_seconds = [inf]", "retries"),
        ('review_proxy = "proxy.example"', "review_proxy"),
        ('review_proxy = "10.0.0.1/8"', "review_proxy"),
    ],
)
def test_a_wrong_setting_is_named_with_the_place_to_mend_it(home, content, message):
    (home / "thongbao.toml").write_text(content)
    with pytest.raises(ConfigError, match=message):
        load_settings()


@pytest.mark.parametrize(
    "url", ["postgresql+psycopg://u:geheim@db/x", "postgresql://db/x?user=u&password=geheim&sslpassword=geheim", "geheim geheim://"]
)
def test_passwords_are_masked(url):
    assert "geheim" not in shown("database_url", url)
