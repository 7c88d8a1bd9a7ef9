"""Real files, a real database, real Prefect; faults come from programs that really misbehave."""

from __future__ import annotations

import shutil
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from config.settings import load_settings
from db.schema import upgrade

FONT = "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf"
LINES = (
    "ỦY BAN NHÂN DÂN",
    "TỈNH TÂN GIANG",
    "Số: 12/TB-UBND",
    "THÔNG BÁO",
    "1. Sở Nội vụ rà soát danh sách, báo cáo trước ngày 30/6/2026.",
    "2. Sở Tài chính bố trí kinh phí theo Quyết định số 45/QĐ-UBND.",
)

FAULTY = """#!{python}
import os, signal, subprocess, sys, time
real = [{tesseract!r}, *sys.argv[1:]]
if "--version" in sys.argv or "-v" in sys.argv or "--list-langs" in sys.argv:
    os.execv(real[0], real)
counter = {counter!r}
with open(counter, "a") as stream:
    stream.write("x")
if os.path.getsize(counter) > {times}:
    os.execv(real[0], real)
fault = {fault!r}
if fault == "crash":
    os.kill(os.getpid(), signal.SIGSEGV)
elif fault == "hang":
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    open(counter + ".child", "w").write(str(child.pid))
    time.sleep(600)
elif fault == "refuse":
    sys.exit("read_params_file: Can't open tsv")
elif fault == "rubbish":
    base = next((a for a in sys.argv[2:] if not a.startswith("-")), "stdout")
    rubbish = b"\\xff\\xfe\\x00rubbish\\tlevel\\n\\x80\\x81" * 50
    if base == "stdout":
        sys.stdout.buffer.write(rubbish)
    else:
        open(base + ".tsv", "wb").write(rubbish)
"""


def make_scan(path: Path, *, pages: int = 1, mark: str = "", dpi: int = 200) -> Path:
    """A readable scan with a few lines of a notice; ``mark`` makes its content its own."""
    font = ImageFont.truetype(FONT, 13 * dpi // 72)
    pictures = []
    for number in range(1, pages + 1):
        page = Image.new("L", (1654 * dpi // 200, 2339 * dpi // 200), 255)
        draw = ImageDraw.Draw(page)
        for row, line in enumerate((*LINES, f"Trang {number} {mark}")):
            draw.text((200 * dpi // 200, (200 + row * 60) * dpi // 200), line, font=font, fill=0)
        pictures.append(page)
    path.parent.mkdir(parents=True, exist_ok=True)
    several = {"save_all": True, "append_images": pictures[1:]} if path.suffix in (".pdf", ".tiff") else {}
    pictures[0].save(path, **several, resolution=dpi)
    return path


@pytest.fixture(scope="session")
def scan() -> Callable[..., Path]:
    """Makes scans."""
    return make_scan


@pytest.fixture
def ready(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with an empty database, and waits between attempts cut short."""
    steps = ("register", "rasterize", "recognize", "load")
    (home / "thongbao.toml").write_text("".join(f"[retries.{s}]\nattempts = 3\ndelay_seconds = [0.05]\njitter = 0\n" for s in steps))
    upgrade(load_settings().database)
    return home


@pytest.fixture
def faulty_tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, int], Path]:
    """Puts a program in Tesseract's place that misbehaves the first ``times`` times, then is the real one; gives its counter."""

    def make(fault: str, times: int) -> Path:
        counter = tmp_path / "calls"
        program = tmp_path / "tesseract-faulty"
        program.write_text(
            FAULTY.format(python=sys.executable, tesseract=shutil.which("tesseract"), counter=str(counter), times=times, fault=fault)
        )
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("THONGBAO_TESSERACT", str(program))
        return counter

    return make
