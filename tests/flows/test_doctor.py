"""What `doctor` looks at beside programs and packages."""

import stat
from collections import namedtuple
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from config.settings import load_settings
from db.engine import engine_for
from db.schema import newest
from flows import disks
from flows.doctor import clock, database, file_of_settings, home_folder, space, trial, values


@pytest.mark.parametrize(("answer", "is_ok"), [("exec tesseract", True), ("echo Trarg 17 #", False), ("exit 1; :", False)])
def test_tesseract_is_tried_once(home, tmp_path, answer, is_ok):
    program = tmp_path / "reader"
    program.write_text(f'#!/bin/sh\n{answer} "$@"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    found = trial(load_settings(tesseract=str(program)))
    assert (found.ok, bool(found.hint)) == (is_ok, not is_ok)


def test_the_database_is_named_with_its_version_and_schema(ready):
    assert f"schema {newest()}" in database(load_settings()).value
    assert database(load_settings()).value.startswith("SQLite 3.")
    engine = engine_for(load_settings().database)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    assert not database(load_settings()).ok
    assert "none yet" in database(load_settings(home=ready / "other")).value


def test_of_postgresql_the_servers_version_is_told(postgres_url, home):
    assert "PostgreSQL 1" in database(load_settings(database_url=postgres_url)).value


@pytest.mark.parametrize(("address", "hint"), [("postgresql://u:geheim@127.0.0.1:1/x", "Nothing listens"), ("sqlite:////proc", "folder")])
def test_one_that_does_not_answer_is_told_with_what_to_do(home, address, hint):
    found = database(load_settings(database_url=address))
    assert not found.ok and hint in found.hint
    assert "geheim" not in str(found)


@pytest.mark.parametrize(("free", "is_enough"), [(10**9, True), (10**8, False)])
def test_free_space_is_told_and_too_little_is_a_fault(home, monkeypatch, free, is_enough):
    monkeypatch.setattr(disks.shutil, "disk_usage", lambda _: namedtuple("Usage", "total used free")(10**10, 0, free))
    found = space(load_settings())
    assert found and all(f.ok is is_enough and bool(f.hint) is not is_enough for f in found)


def test_the_time_is_that_of_the_setting_and_its_origin_stands_beside(home, monkeypatch):
    monkeypatch.setenv("THONGBAO_TIMEZONE", "Asia/Kathmandu")
    before = datetime.now(ZoneInfo("Asia/Kathmandu")).replace(microsecond=0)
    found = clock(load_settings())
    day, at, distance = found.value.split()
    assert before <= datetime.fromisoformat(f"{day}T{at}{distance}") <= datetime.now(UTC)
    assert (distance, found.origin) == ("+05:45", "Asia/Kathmandu, environment (THONGBAO_TIMEZONE)")


def test_the_settings_file_and_where_each_value_comes_from(home, monkeypatch, tmp_path):
    assert file_of_settings().value == f"none: there is no {home / 'thongbao.toml'}"
    (tmp_path / "x.toml").write_text("dpi = 200\n")
    monkeypatch.setenv("THONGBAO_CONFIG", str(tmp_path / "x.toml"))
    monkeypatch.setenv("THONGBAO_PSM", "6")
    assert (file_of_settings().value, file_of_settings().origin) == (str(tmp_path / "x.toml"), "THONGBAO_CONFIG")
    origins = {f.name: f.origin for f in values(load_settings())}
    assert (origins["dpi"], origins["psm"], origins["language"]) == (str(tmp_path / "x.toml"), "environment (THONGBAO_PSM)", "default")


def test_a_home_that_is_none_is_a_fault(home, tmp_path):
    (tmp_path / "file").write_text("x")
    assert [home_folder(load_settings(home=place)).ok for place in (home, home / "new", tmp_path / "file")] == [True, True, False]
    assert "made at the first use" in home_folder(load_settings(home=home / "new")).value
