import pytest

from config import sources
from config.masked import shown
from config.settings import load_settings
from config.sources import origin
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


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("THONGBAO_TIMEZON", "Did you mean THONGBAO_TIMEZONE"),
        ("thongbao_databse_url", "Did you mean THONGBAO_DATABASE_URL"),
        ("THONGBAO_RETRY__LOAD__ATTEMPTS", "Did you mean THONGBAO_RETRIES"),
        ("THONGBAO_OPENIDS__ISSUER", "Did you mean THONGBAO_OPENID"),
        ("THONGBAO_XYZZY", "docs/configuration.md"),
        ("THONGBAO_OPENID__ISUER", "Did you mean issuer"),
    ],
)
def test_a_name_in_the_environment_that_is_no_setting_is_refused(home, monkeypatch, name, message):
    monkeypatch.setenv(name, "x")
    with pytest.raises(ConfigError) as told:
        load_settings()
    assert message in str(told.value)
    assert told.value.exit_code == 9


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("time_zone = 'Asia/Ho_Chi_Minh'", "Did you mean timezone"),
        ("databaseurl = ''", "Did you mean database_url"),
        ("[retries.load]\nattemps = 2", "Did you mean attempts"),
        ("[openid]\nissuer = 'https://a.example'\nclient_id = 'x'\nclient_name = 'y'", "Did you mean client_id"),
        ("xyzzy = 1", "docs/configuration.md"),
        ("dpi = 5\npsm = 99", "1 more settings are wrong"),
    ],
)
def test_a_key_of_the_file_that_is_no_setting_is_refused_with_the_file_and_the_likest(home, content, message):
    (home / "thongbao.toml").write_text(content)
    with pytest.raises(ConfigError) as told:
        load_settings()
    assert message in str(told.value)
    assert str(home / "thongbao.toml") in str(told.value)


def test_a_file_that_is_named_and_not_there_is_no_silence(home, tmp_path, monkeypatch):
    (tmp_path / "thongbao.toml").write_text("")
    monkeypatch.setenv("THONGBAO_CONFIG", str(tmp_path / "thongbao.tml"))
    with pytest.raises(ConfigError, match=r"which is not there. Did you mean .*thongbao\.toml"):
        load_settings()
    assert load_settings(lacking_file=True).home == home  # a restore writes it
    monkeypatch.setenv("THONGBAO_CONFIG", str(tmp_path))
    with pytest.raises(ConfigError, match="which is no file"):
        load_settings()
    monkeypatch.setenv("THONGBAO_CONFIG", "")
    assert load_settings().home == home


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("mysql://u:geheim@h/x", "no support for 'mysql'"),
        ("postgres://u:geheim@h/x", "Did you mean postgresql"),
        ("postgresql://u:geheim@h:abc/x", "no address of a database"),
        ("geheim", "no address of a database"),
    ],
)
def test_an_address_of_a_database_is_looked_at_before_it_is_used(home, monkeypatch, address, message):
    monkeypatch.setenv("THONGBAO_DATABASE_URL", address)
    with pytest.raises(ConfigError) as told:
        load_settings()
    assert message in str(told.value)
    assert "geheim" not in str(told.value)
    assert "THONGBAO_DATABASE_URL" in str(told.value)


def test_an_empty_name_unsets_a_path(home, monkeypatch):
    (home / "thongbao.toml").write_text("backup_key = '/srv/key'\nstore = '/srv/store'\n")
    monkeypatch.setenv("THONGBAO_BACKUP_KEY", "")
    monkeypatch.setenv("THONGBAO_STORE", "")
    settings = load_settings()
    assert (settings.backup_key, settings.store_folder) == (None, home / "store")
    monkeypatch.setenv("THONGBAO_HOME", "")
    assert load_settings(lacking_file=True).home == sources.default_home()


def test_an_account_without_a_home_folder_is_told_to_name_one(tmp_path, monkeypatch):
    def nowhere():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(sources, "CHECKOUT", tmp_path)
    monkeypatch.setattr(sources.Path, "home", nowhere)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    with pytest.raises(ConfigError, match="THONGBAO_HOME"):
        load_settings()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert load_settings().home == tmp_path / "thongbao"
