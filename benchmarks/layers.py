"""Poor pictures over a text layer without accents: read the picture, or restore the layer?

Usage: python -m benchmarks.layers [--only SAMPLE] [--out FILE]

The samples are typeset, scanned well (200 dpi) and read with Tesseract's ``eng``, which gives the layer; then the same pages are scanned
poorly, at several resolutions and strengths of blur and noise, and put over the layer. Each page is prepared and read as the program does,
and its layer restored. Printed are both word errors, what was known beforehand (the quality of the reading, the expected share of right
words of the restoration), what the program chose, and the word error of that, the better one word by word;
``var/bench/layers.json`` keeps it.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pikepdf
from PIL import Image
from rapidfuzz.distance import Levenshtein

from benchmarks.pages import keep
from benchmarks.restore import fold
from config.vocabulary import load_vocabulary
from samples.build import scanned, sources
from samples.degrade import Strength
from samples.notice import load_notice
from samples.typeset import typeset
from tasks.domain.page import PageSource, RecognizedPage
from tasks.ocr.recognize import RecognizeOptions, order_lines, recognize_page
from tasks.ocr.tesseract import TesseractEngine
from tasks.restore.channel import load_channel
from tasks.restore.layers import Layer, reading_quality, restore_layers
from tasks.scan.limits import Limits
from tasks.scan.rasterize import RasterOptions, rasterize_sheet
from tasks.scan.source import open_source
from tasks.text.clean import clean_pages
from tasks.text.model import load_model

ROOT = Path(__file__).parent.parent
GOOD = Strength(dpi=200, skew=0.3, blur=0.6, noise=2, quality=75)
POOR = {
    f"{dpi} dpi, {name}": Strength(dpi=dpi, skew=0.3, blur=blur, noise=noise, paper=245, ink=30, quality=60)
    for dpi in (60, 70, 80, 100, 130, 150)
    for name, blur, noise in (("clean", 0.6, 1.0), ("blurred", 3.0, 3.0), ("noisy", 1.5, 20.0))
}


def text_layer(picture: Image.Image, dpi: int, language: str = "eng") -> bytes:
    """A PDF page of invisible text as Tesseract reads it."""
    stored = io.BytesIO()
    picture.save(stored, "PNG")
    command = ["tesseract", "stdin", "stdout", "-l", language, "--dpi", str(dpi), "-c", "textonly_pdf=1", "pdf"]
    return subprocess.run(command, input=stored.getvalue(), capture_output=True, check=True).stdout


def over_layers(pictures: Sequence[tuple[Image.Image, int]], layers: Sequence[bytes], path: Path) -> None:
    """A PDF of these pictures, each given with its resolution, over their layers of invisible text."""
    out = pikepdf.new()
    for (picture, dpi), layer in zip(pictures, layers, strict=True):
        stored = io.BytesIO()
        picture.save(stored, "PDF", resolution=dpi, quality=60)
        with pikepdf.open(io.BytesIO(layer)) as text, pikepdf.open(stored) as scan:
            page = scan.pages[0]
            page.add_overlay(text.pages[0], pikepdf.Rectangle(*map(float, page.mediabox)))
            out.pages.append(page)
    out.save(path)


def error(pages: Sequence[RecognizedPage], truth: str, *, context: bool) -> float:
    """Word error of the clean text."""
    found = fold(clean_pages(pages, load_model() if context else None).clean.text)
    want = fold(truth)
    return Levenshtein.distance(found, want) / max(1, len(want))


def main() -> int:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", metavar="SAMPLE")
    parser.add_argument("--out", type=Path, default=ROOT / "var" / "bench" / "layers.json")
    options = parser.parse_args()
    limits, types = Limits(), load_vocabulary().type_abbreviations
    engine = TesseractEngine("tesseract", "vie", limits.memory_bytes)
    rows = []
    print(f"{'page':28} {'picture':18} {'read':>6} {'restored':>8} {'mixed':>8} {'quality':>8} {'expected':>8} chosen")
    for source in sources():
        name = source.parent.name
        if options.only and name not in options.only:
            continue
        notice = load_notice(source)
        pages = typeset(notice)
        layers = [text_layer(picture, GOOD.dpi) for picture in scanned(notice, pages, GOOD, f"{name}-good")]
        for look, strength in POOR.items():
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "scan.pdf"
                over_layers([(p, strength.dpi) for p in scanned(notice, pages, strength, f"{name}-poor")], layers, path)
                opened = open_source(path, limits)
                for number, page in enumerate(pages, 1):
                    image = rasterize_sheet(opened, number, Path(folder), RasterOptions())[0]
                    read = recognize_page(image, Path(folder), engine, RecognizeOptions())
                    layer = {number: Layer(order_lines(image.layer, image.width, image.height, image.dpi))} if image.layer else {}
                    (forced,) = restore_layers([read], layer, load_model(), load_channel(), types, always=True)
                    (chosen,) = restore_layers([read], layer, load_model(), load_channel(), types)
                    truth = "\n\n".join("\n".join(lines) for lines in page.paragraphs)
                    row = {
                        "page": f"{name} {number}",
                        "picture": look,
                        "read": error([read], truth, context=True),
                        "restored": error([forced], truth, context=False) if layer else None,
                        "quality": reading_quality(read),
                        "expected": forced.mean_confidence if layer else None,
                        "mixed": error([chosen], truth, context=chosen.source is not PageSource.RESTORED),
                        "chosen": str(chosen.source),
                    }
                    rows.append(row)
                    shown = " ".join(
                        f"{row[k]:8.3f}" if row[k] is not None else "       -" for k in ("read", "restored", "mixed", "quality", "expected")
                    )
                    print(f"{row['page']:28} {look:18} {shown} {row['chosen']}", flush=True)
    keep(rows, options.out)
    got = [r["restored"] if r["chosen"] == "restored" else r["read"] for r in rows]
    mixed = [r["mixed"] for r in rows]
    best = [min(r["read"], 9 if r["restored"] is None else r["restored"]) for r in rows]
    read, one, page, word = (f"{np.mean(errors):.3f}" for errors in ([r["read"] for r in rows], got, best, mixed))
    print(f"mean WER: read {read}, one of both {one}, the better page {page}, word by word {word}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
