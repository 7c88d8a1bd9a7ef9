"""How likely a syllable is behind the two before it: an interpolated trigram model in one compact file.

The file is made by ``benchmarks/build_model.py``, which says from what and how. It is a gzip stream of one JSON header line, the
vocabulary, and for each order the sorted keys as differences with their log probabilities and back-off weights in steps of
:data:`STEP` nats, one byte each (the ARPA scheme of Katz back-off, filled with modified Kneser-Ney estimates).
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np

from tasks.domain.errors import ConfigError
from tasks.text.unicode import bare

TABLE = Path(__file__).parent / "syllables.bin.gz"
FORMAT = 1
STEP = 0.08
UNKNOWN, START, END, NUMBER = range(4)
SPECIAL = ("<unk>", "<s>", "</s>", "<num>")

Numbers = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

# Official texts use both places of the tone mark ("hòa", "hoà"); the model knows one.
_PLACES = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe"}
_PLACES |= {"uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"}
_PLACE = re.compile(f"(?<!q)(?:{'|'.join(_PLACES)})$")
_EDGES = re.compile(r"^([^\w%]*)(.*?)([^\w%]*)$", re.DOTALL)


def split_edges(word: str) -> tuple[str, str, str]:
    """Punctuation before, the word itself, punctuation behind; joined they are ``word``."""
    match = _EDGES.match(word)
    return (match[1], match[2], match[3]) if match else ("", word, "")


def model_form(core: str) -> str:
    """The form in which the model knows a word: NFC, lower case, one place of the tone mark."""
    lower = unicodedata.normalize("NFC", core.lower())
    return lower if lower.isascii() else _PLACE.sub(lambda m: _PLACES[m[0]], lower)


def closes_sentence(behind: str) -> bool:
    """Whether the punctuation behind a word ends what the model calls a sentence."""
    return any(c in behind for c in ".;:!?…")


@dataclass(frozen=True, slots=True, eq=False)
class _Arrays:
    """The numbers of a model to be looked up many at once: sorted keys with the values that belong to them."""

    bigrams: Numbers
    trigrams: Numbers
    pair_values: Floats
    values: Floats
    weights: Floats
    unigrams: Floats
    backoffs: Floats


@dataclass(frozen=True, eq=False)
class SyllableModel:
    """Log probabilities of syllables in context (natural logarithm).

    Attributes:
        version: first twelve digits of the SHA-256 of the table.
        ids: form of each syllable to its number.
        by_letters: the syllables that share their bare letters ("chuyen": chuyên, chuyển, chuyền, chuyện ...).
        unigrams: log probability of each number.
        backoffs: back-off weight of each number.
        keys: sorted keys of bigrams and trigrams.
        values: log probabilities in steps of ``STEP``, parallel to ``keys``.
        weights: back-off weights of the bigrams.
    """

    version: str
    ids: Mapping[str, int]
    by_letters: Mapping[str, tuple[str, ...]]
    unigrams: tuple[float, ...]
    backoffs: tuple[float, ...]
    keys: tuple[array[int], array[int]]
    values: tuple[bytes, bytes]
    weights: bytes

    def number(self, form: str) -> int:
        """The number of a form, of <num> for anything with a digit and of <unk> for the rest."""
        known = self.ids.get(form)
        if known is not None:
            return known
        return NUMBER if any(c.isdigit() for c in form) else UNKNOWN

    def log_probability(self, first: int, second: int, third: int) -> float:
        """Of ``third`` behind ``first`` and ``second``."""
        return self.log_probabilities(first, second, (third,))[0]

    def log_probabilities(self, first: int, second: int, thirds: Sequence[int]) -> list[float]:
        """Of each of ``thirds`` behind ``first`` and ``second``; what the two have in common is looked up once."""
        size = len(self.unigrams)
        bigrams, trigrams = self.keys
        pair = first * size + second
        at = _find(bigrams, pair)
        weight = 0.0
        low = high = 0
        if at is not None:
            weight = -STEP * self.weights[at]
            low = bisect_left(trigrams, pair * size)
            high = bisect_left(trigrams, (pair + 1) * size, low)
        start = bisect_left(bigrams, second * size)
        end = bisect_left(bigrams, (second + 1) * size, start)
        found: list[float] = []
        for third in thirds:
            behind = bisect_left(trigrams, pair * size + third, low, high)
            if behind < high and trigrams[behind] == pair * size + third:
                found.append(-STEP * self.values[1][behind])
                continue
            beside = bisect_left(bigrams, second * size + third, start, end)
            known = beside < end and bigrams[beside] == second * size + third
            found.append(weight + (-STEP * self.values[0][beside] if known else self.backoffs[second] + self.unigrams[third]))
        return found

    def table(self, firsts: Numbers, seconds: Numbers, thirds: Numbers) -> Floats:
        """As :meth:`log_probability` for every place of three arrays, which are broadcast together."""
        arrays, size = self._arrays, len(self.unigrams)
        pairs, beside = firsts * size + seconds, seconds * size + thirds
        at = arrays.bigrams.searchsorted(pairs)
        seen = arrays.bigrams[at] == pairs
        weights = np.where(seen, arrays.weights[at], 0.0)
        at = arrays.bigrams.searchsorted(beside)
        shorter = np.where(arrays.bigrams[at] == beside, arrays.pair_values[at], arrays.backoffs[seconds] + arrays.unigrams[thirds])
        found: Floats = weights + shorter
        if seen.any():
            three = pairs * size + thirds
            at = arrays.trigrams.searchsorted(three)
            found = np.where(arrays.trigrams[at] == three, arrays.values[at], found)
        return found

    @cached_property
    def _arrays(self) -> _Arrays:
        """The table in arrays, each with one place more, where what stands in it behind everything is found."""
        keys = [np.append(np.frombuffer(k, np.int64), np.iinfo(np.int64).max) for k in self.keys]
        values = [-STEP * np.append(np.frombuffer(v, "u1"), 0).astype(np.float64) for v in (*self.values, self.weights)]
        return _Arrays(keys[0], keys[1], values[0], values[1], values[2], np.array(self.unigrams), np.array(self.backoffs))

    def knows_pair(self, first: int, second: int) -> bool:
        """Whether the two were counted side by side."""
        return _find(self.keys[0], first * len(self.unigrams) + second) is not None


def _find(keys: array[int], key: int) -> int | None:
    at = bisect_left(keys, key)
    return at if at < len(keys) and keys[at] == key else None


def read_model(data: bytes) -> SyllableModel:
    """The model in the bytes of a table.

    Raises:
        ConfigError: the bytes are no table of this format.
    """
    try:
        content = gzip.decompress(data)
        line, _, rest = content.partition(b"\n")
        header = json.loads(line)
        if header["format"] != FORMAT:
            raise ConfigError(f"The syllable table has format {header['format']}, this version reads {FORMAT}.", "Reinstall the package.")
        sizes: list[int] = header["sizes"]
        parts: list[bytes] = []
        for size in sizes:
            parts.append(rest[:size])
            rest = rest[size:]
        words = parts[0].decode("utf-8").split("\n")
        unigrams, backoffs = (tuple((-STEP * np.frombuffer(p, "u1")).tolist()) for p in parts[1:3])
        keys = [array("q", np.cumsum(_deltas(parts[i], parts[i + 1])).astype("<i8").tobytes()) for i in (3, 5)]
    except (OSError, EOFError, ValueError, KeyError, IndexError) as error:
        raise ConfigError(f"The syllable table cannot be read: {error}.", "Reinstall the package.") from error
    letters: dict[str, list[str]] = {}
    for word in words[len(SPECIAL) :]:
        letters.setdefault(bare(word), []).append(word)
    return SyllableModel(
        version=hashlib.sha256(data).hexdigest()[:12],
        ids={word: number for number, word in enumerate(words)},
        by_letters={key: tuple(found) for key, found in letters.items()},
        unigrams=unigrams,
        backoffs=backoffs,
        keys=(keys[0], keys[1]),
        values=(parts[7], parts[8]),
        weights=parts[9],
    )


def _deltas(low: bytes, high: bytes) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Differences of keys from their lower 16 bits and the rest, which is nearly always zero."""
    small = np.frombuffer(low, "<u2").astype(np.int64)
    large = np.frombuffer(high, "<u4").astype(np.int64)
    return small + (large << 16)


@cache
def load_model(path: Path | None = None) -> SyllableModel:
    """The model in ``path``, by default the one shipped with the package; read once per process.

    Raises:
        ConfigError: the file is missing or is no table.
    """
    place = path or TABLE
    try:
        data = place.read_bytes()
    except OSError as error:
        raise ConfigError(f"The syllable table {place} cannot be read.", "Reinstall the package.") from error
    return read_model(data)


def model_version() -> str:
    """Version of the shipped table; part of the key of everything cleaned with it."""
    return load_model().version
