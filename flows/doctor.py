"""Is everything here that is needed, and where does each setting come from."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from config.masked import shown
from config.settings import Settings
from config.sources import origin, settings_file
from db.engine import engine_for, translate
from db.locked import is_locked
from db.schema import current, is_known, newest
from flows.clock import stamp
from flows.disks import LEAST_FREE, disks
from flows.home import refuse_file
from flows.limits import limits_of
from flows.modes import open_places
from tasks.apart import ROOM, terms_of
from tasks.confined.budget import Budget
from tasks.confined.process import Granted
from tasks.domain.errors import ThongbaoError

PACKAGES = ("thongbao", "prefect", "sqlalchemy", "alembic", "pytesseract", "pdf2image", "opencv-python-headless", "pyhanko")
INSTALL = "apt-get install tesseract-ocr tesseract-ocr-vie poppler-utils"
PROBE_SECONDS = 20
DRAWN = "Trang 12/2026"  # every model of a language in Latin letters has these


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        name: what.
        ok: False where something needed is missing.
        value: version, place or value; secrets masked.
        origin: where it was found or set.
        hint: what to do, "" where nothing is to be done.
    """

    name: str
    ok: bool
    value: str
    origin: str = ""
    hint: str = ""


def examine(settings: Settings) -> list[Finding]:
    """Programs, languages, packages, the database, disks, the clock and all settings."""
    found = [*programs(settings), trial(settings), *packages(), confinement(settings), modes(settings), database(settings)]
    return [
        home_folder(settings),
        *found,
        *space(settings),
        clock(settings),
        file_of_settings(),
        *prefect_database(settings),
        *mailbox(settings),
        *values(settings),
    ]


def programs(settings: Settings) -> list[Finding]:
    """Tesseract with its languages, and poppler."""
    found = [program(settings.tesseract, "--version"), program("pdftoppm", "-v"), program("pdftotext", "-v")]
    listed = run([settings.tesseract, "--list-langs"])
    languages = listed.split("\n")[1:] if listed else []
    for language in (settings.language, "osd"):
        there = language in {word.strip() for word in languages}
        package = f"tesseract-ocr-{language.replace('_', '-')}"
        hint = "" if there else f"The model is not installed: apt-get install {package}"
        found.append(Finding(f"Tesseract language {language}", there, "installed" if there else "not installed", hint=hint))
    return found


def program(name: str, flag: str) -> Finding:
    """A program with the first line it says of itself."""
    place = shutil.which(name)
    if place is None:
        return Finding(name, False, "not found", hint=INSTALL)
    said = run([name, flag])
    return Finding(name, bool(said), said.split("\n", 1)[0], place, "" if said else f"It does not answer; {INSTALL}")


def run(command: list[str]) -> str:
    """What a program prints, "" where it cannot be run."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PROBE_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return (done.stdout or done.stderr).strip()


def packages() -> list[Finding]:
    """Python and the packages that decide results."""
    found = [Finding("Python", True, platform.python_version(), sys.executable)]
    for name in PACKAGES:
        try:
            found.append(Finding(name, True, version(name)))
        except PackageNotFoundError:
            found.append(Finding(name, False, "not installed", hint="make setup"))
    return found


def modes(settings: Settings) -> Finding:
    """Whether what should be the owner's alone is."""
    wide = open_places(settings)
    if not wide:
        return Finding("files of the program", True, "for their owner alone", str(settings.home))
    shown_ones = ", ".join(map(str, wide[:5])) + (f" and {len(wide) - 5} more" if len(wide) > 5 else "")
    return Finding(
        "files of the program", True, f"OPEN TO OTHERS: {shown_ones}", hint="chmod go-rwx; the next command does it where it may."
    )


def confinement(settings: Settings) -> Finding:
    """What the kernel takes from the processes that read files of strangers; less is told, and keeps nothing from working."""
    try:
        with ROOM.confined(terms_of(limits_of(settings), 1, reads=()), "nothing", Budget(PROBE_SECONDS), dict) as process:
            return granted(process.granted())
    except ThongbaoError as error:
        return Finding("confined processes", False, str(error), hint="Without them nothing is read; please report this.")


def granted(by_kernel: Granted) -> Finding:
    """The same for people."""
    files = f"few files (Landlock {by_kernel.files})" if by_kernel.files else "EVERY FILE of this account (no Landlock in this kernel)"
    network = "no network (seccomp)" if by_kernel.calls else "THE NETWORK (no seccomp filters in this kernel)"
    whole = bool(by_kernel.files) and by_kernel.calls
    hint = "" if whole else "What a hostile file takes over there can do more; Linux 5.13 or later with Landlock and seccomp takes it away."
    return Finding("confined processes", True, f"limits of memory and time, {network}, {files}", hint=hint)


def home_folder(settings: Settings) -> Finding:
    """Whether the home folder is one, or can be made, and whether it may be written to."""
    home = settings.home
    try:
        refuse_file(home)
    except ThongbaoError as error:
        return Finding("home folder", False, error.message, origin("home"), error.hint)
    if not home.exists():
        return Finding("home folder", True, f"{home}, made at the first use", origin("home"))
    if not os.access(home, os.W_OK | os.X_OK):
        return Finding(
            "home folder", True, f"{home}, CAN ONLY BE READ HERE", origin("home"), "What writes must run as the account that owns it."
        )
    return Finding("home folder", True, str(home), origin("home"))


def trial(settings: Settings) -> Finding:
    """Whether Tesseract reads a line that is drawn here: a model may be there and broken."""
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("L", (900, 120), 255)
    ImageDraw.Draw(page).text((30, 30), DRAWN, font=ImageFont.load_default(48), fill=0)
    with tempfile.TemporaryDirectory(prefix="thongbao-doctor-") as folder:
        picture = Path(folder) / "line.png"
        page.save(picture, dpi=(300, 300))
        said = " ".join(run([settings.tesseract, str(picture), "stdout", "-l", settings.language, "--psm", "7"]).split())
    hint = "" if DRAWN in said else f"{settings.tesseract} or its model {settings.language} is broken: install both again."
    return Finding("Tesseract tried on a line", not hint, f"read {said[:80]!r}", f"drawn: {DRAWN!r}", hint)


def database(settings: Settings) -> Finding:
    """Whether the database answers, of which version it is, and at which migration it stands."""
    where = shown("database_url", settings.database)
    if not settings.database_url and not (settings.home / "thongbao.db").exists():
        return Finding("database", True, f"SQLite {sqlite3.sqlite_version}, none yet, made at the first use", where)
    try:
        kind, stands = server_version(settings.database), current(settings.database)
    except ThongbaoError as error:
        return Finding("database", False, error.message, where, error.hint)
    except DBAPIError as error:
        told = translate(error)
        return Finding("database", False, told.message, where, told.hint)
    except Exception as error:  # doctor reports every kind of failure, it does not fail
        return Finding("database", False, f"does not answer ({type(error).__name__})", where, "Check THONGBAO_DATABASE_URL.")
    if is_locked(make_url(settings.database)):
        kind += ", can only be read here"
    if stands == newest():
        return Finding("database", True, f"{kind}, schema {stands}", where)
    if stands is not None and not is_known(stands):
        return Finding("database", False, f"{kind}, schema {stands}, newer than this program", where, "Install the version that made it.")
    what = "empty, made at the first use" if stands is None else f"schema {stands}, migrated at the next use"
    return Finding("database", True, f"{kind}, {what}", where)


def server_version(url: str) -> str:
    """Kind and version of a database."""
    if make_url(url).get_backend_name() == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"
    with engine_for(url).connect() as connection:
        return f"PostgreSQL {connection.exec_driver_sql('SHOW server_version').scalar_one()}"


def space(settings: Settings) -> list[Finding]:
    """How much is free where the program writes."""
    found = []
    for folder, free, total in disks(settings):
        hint = "" if free >= LEAST_FREE else "Too little to work with: make room (docs/runbook.md, `storage-full`)."
        found.append(Finding("free space", not hint, f"{free / 1e9:.1f} of {total / 1e9:.1f} GB", str(folder), hint))
    return found


def clock(settings: Settings) -> Finding:
    """What time it is for the program, in the zone that decides what is due today."""
    return Finding("time", True, stamp(datetime.now(UTC), settings.zone), f"{settings.timezone}, {origin('timezone')}")


def file_of_settings() -> Finding:
    """Which file settings are read from."""
    place = settings_file()
    by = "THONGBAO_CONFIG" if os.environ.get("THONGBAO_CONFIG") else "home folder"
    return Finding("settings file", True, str(place) if place.is_file() else f"none: there is no {place}", by)


def prefect_database(settings: Settings) -> list[Finding]:
    """Whether the PostgreSQL database of Prefect's server can be used; nothing where none is named."""
    from flows.server.database import look_at

    if settings.prefect_database_url is None:
        return []
    try:
        return [Finding("Prefect's database", True, f"PostgreSQL {look_at(settings.prefect_database_url)}")]
    except ThongbaoError as error:
        return [Finding("Prefect's database", False, error.message, hint=error.hint)]


def mailbox(settings: Settings) -> list[Finding]:
    """Whether the mailbox lets us in, how many letters wait, and where they go; nothing where none is named. It is only read."""
    if settings.mailbox is None:
        return []
    from flows.inbox.mail import place_of
    from tasks.archive.mailbox import opened

    place = place_of(settings.mailbox)
    try:
        with opened(place, settings.mailbox.secret()) as post:
            waiting, has_done, may_move = len(post.waiting()), post.has_done_folder(), post.may_move()
    except ThongbaoError as error:
        return [Finding("mailbox", False, error.message, place.address, error.hint)]
    if not may_move:
        hint = f"The server lets us only look into {place.folder}: give the account the right to change it."
        return [Finding("mailbox", False, f"{place.folder} can only be read", place.address, hint)]
    done = place.done_folder if has_done else f"{place.done_folder}, made at the first letter"
    return [Finding("mailbox", True, f"signed in; letters in {place.folder}: {waiting}; done: {done}", place.address)]


def values(settings: Settings) -> list[Finding]:
    """Every setting with its value and where that comes from."""
    effective = {
        "database_url": settings.database,
        "store": settings.store_folder,
        "work": settings.work_folder,
        "inbox": settings.inbox_folder,
    }
    found = []
    for name in type(settings).model_fields:
        value = effective.get(name, getattr(settings, name))
        if name == "retries":
            value = ", ".join(f"{step} {policy.attempts}" for step, policy in settings.retries.items())
        gone = name == "trusted_certificates" and isinstance(value, Path) and not value.is_dir()
        hint = "There is no such folder; chains of signatures are not checked." if gone else ""
        found.append(Finding(name, not gone, shown(name, value), origin(name), hint))
    return found
