"""Typeset the samples, write their transcripts and scan them.

usage: python -m samples.build                              every samples/*/notice.toml: text.txt and scan.pdf beside it
       python -m samples.build --strength bad --out DIR     scanned again at another strength: DIR/<sample>/scan.pdf, text.txt, gold.json
       python -m samples.build --list                       the strengths

The same sources give the same bytes with the same versions of Pillow, OpenCV, NumPy and the fonts (Debian's fonts-liberation2).
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from samples.degrade import STRENGTHS, Strength, scan
from samples.notice import Notice, load_notice
from samples.stamps import seals_over_text, stamp
from samples.typeset import Page, render, transcript, typeset

HERE = Path(__file__).resolve().parent
_RENDER_DPI = 300  # printed first, then scanned: letters come out grey at their edges, as from a scanner


def sources() -> list[Path]:
    """The samples' source files, in order of name."""
    return sorted(HERE.glob("*/notice.toml"))


def scanned(notice: Notice, pages: list[Page], strength: Strength, seed: str) -> Iterator[Image.Image]:
    """The pages as a scanner gives them, one at a time."""
    for number, page in enumerate(pages):
        digest = hashlib.sha256(f"{seed}/{number}".encode()).digest()
        rng = np.random.default_rng(int.from_bytes(digest[:8], "big"))
        sheet = np.asarray(render(page, _RENDER_DPI).convert("RGB"), dtype=np.uint8)
        stamped = replace(page, marks=page.marks + seals_over_text(notice.seal, strength.seals, rng))
        sheet = stamp(sheet, stamped, _RENDER_DPI, rng)
        if strength.dpi != _RENDER_DPI:
            printed = Image.fromarray(sheet)
            size = (round(printed.width * strength.dpi / _RENDER_DPI), round(printed.height * strength.dpi / _RENDER_DPI))
            sheet = np.asarray(printed.resize(size, Image.Resampling.BOX), dtype=np.uint8)
        yield Image.fromarray(scan(sheet, strength, rng))


def write_pdf(images: Iterator[Image.Image], strength: Strength, path: Path) -> None:
    """Write pages as a PDF of pictures only: JPEG, or CCITT group 4 for a fax."""
    if strength.quality is None:
        images = (image.convert("1", dither=Image.Dither.NONE) for image in images)
    first, *rest = images
    epoch = time.gmtime(0)  # a date of its own would change the file with every build
    first.save(
        path,
        "PDF",
        save_all=True,
        append_images=rest,
        resolution=strength.dpi,
        **({} if strength.quality is None else {"quality": strength.quality}),
        creationDate=epoch,
        modDate=epoch,
        producer="thongbao samples",
    )


def build(source: Path, out: Path, strength_name: str | None = None) -> Path:
    """Typeset and scan one sample into ``out``; returns the scan's path."""
    notice = load_notice(source)
    strength = STRENGTHS[strength_name or notice.strength]
    pages = typeset(notice)
    out.mkdir(parents=True, exist_ok=True)
    (out / "text.txt").write_text(transcript(pages), "utf-8")
    gold = source.with_name("gold.json")
    if gold.is_file() and out.resolve() != source.parent:
        shutil.copyfile(gold, out / "gold.json")
    path = out / "scan.pdf"
    write_pdf(scanned(notice, pages, strength, source.parent.name), strength, path)
    return path


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--strength", choices=sorted(STRENGTHS), help="scan strength for all samples; each sample's own by default")
    parser.add_argument("--out", type=Path, help="folder for the results; samples/ itself by default")
    parser.add_argument("--only", action="append", metavar="SAMPLE", help="build this sample only; may be repeated")
    parser.add_argument("--list", action="store_true", help="list the strengths and stop")
    args = parser.parse_args()
    if args.list:
        for name, strength in STRENGTHS.items():
            print(f"{name:8} {strength}")
        return 0
    if args.strength and not args.out:
        parser.error("--strength needs --out: the committed scans have strengths of their own")
    for source in sources():
        name = source.parent.name
        if not args.only or name in args.only:
            path = build(source, (args.out or HERE) / name, args.strength)
            print(f"{path}  {path.stat().st_size // 1024} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
