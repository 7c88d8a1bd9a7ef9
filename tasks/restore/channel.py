"""What recognisers without Vietnamese print for its letters, onsets and rimes: counts in one compact file.

The file is made by ``benchmarks/learn_channel.py``, which says from what and how. It is gzipped JSON; its field ``made`` says the same.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tasks.domain.errors import ConfigError

TABLE = Path(__file__).parent / "channel.json.gz"
FORMAT = 3
Counts = Mapping[str, Mapping[str, float]]
"""What was printed to what was read to how often."""


@dataclass(frozen=True, eq=False)
class Source:
    """Counts of what one recogniser read for what was printed; case is part of both sides.

    Attributes:
        letters: for one letter, or for two that were read as one character.
        onsets: for the onset of a syllable.
        rimes: for the rest of it, tone and all.
        words: for whole syllables that were read as others by no likeness of their letters ("the" for "các").
    """

    letters: Counts
    onsets: Counts
    rimes: Counts
    words: Counts


@dataclass(frozen=True, eq=False)
class Channel:
    """What was counted, of each recogniser and of Vietnamese print.

    Attributes:
        version: first twelve digits of the SHA-256 of the table.
        sources: counts by name of the recogniser.
        broken: share of words that were read as two.
        joined: share of gaps between words that were not read.
        symbols: what stands behind the number in symbols of documents ("QĐ-TTg"), frequent first.
        codes: abbreviations in capitals that stand in official texts, and how often.
        cases: of a syllable inside sentences, how often it was written small and with a capital.
        calibration: posterior of a restored word to the share of right ones among such, both ascending.
    """

    version: str
    sources: Mapping[str, Source]
    broken: float
    joined: float
    symbols: tuple[str, ...]
    codes: Mapping[str, int]
    cases: Mapping[str, tuple[int, int]]
    calibration: tuple[tuple[float, float], ...]


def read_channel(data: bytes) -> Channel:
    """The channel in the bytes of a table.

    Raises:
        ConfigError: the bytes are no table of this format.
    """
    try:
        raw = json.loads(gzip.decompress(data))
        if raw["format"] != FORMAT:
            raise ConfigError(f"The channel table has format {raw['format']}, this version reads {FORMAT}.", "Reinstall the package.")
        return Channel(
            version=hashlib.sha256(data).hexdigest()[:12],
            sources={
                name: Source(*(counts[part] for part in ("letters", "onsets", "rimes", "words"))) for name, counts in raw["sources"].items()
            },
            broken=float(raw["broken"]),
            joined=float(raw["joined"]),
            symbols=tuple(raw["symbols"]),
            codes={code: int(times) for code, times in raw["codes"].items()},
            cases={form: (int(small), int(capital)) for form, (small, capital) in raw["cases"].items()},
            calibration=tuple((float(a), float(b)) for a, b in raw["calibration"]),
        )
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"The channel table cannot be read: {error}.", "Reinstall the package.") from error


@cache
def load_channel(path: Path | None = None) -> Channel:
    """The channel in ``path``, by default the one shipped with the package; read once per process.

    Raises:
        ConfigError: the file is missing or is no table.
    """
    place = path or TABLE
    try:
        data = place.read_bytes()
    except OSError as error:
        raise ConfigError(f"The channel table {place} cannot be read.", "Reinstall the package.") from error
    return read_channel(data)
