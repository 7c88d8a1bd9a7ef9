"""Load the reviewed vocabularies (``config/lexicons/*.toml``)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from config.confidence import load_confidence
from config.words import load_words
from tasks.domain.errors import ConfigError
from tasks.domain.lexicon import Entry, Lexicon, Vocabulary

FOLDER = Path(__file__).parent / "lexicons"
KNOWN_KEYS = {"code", "label", "patterns", "examples", "rejects", "values", "note"}


def parse_entry(name: str, raw: dict[str, Any]) -> Entry:
    """One ``[[entry]]`` table as an entry.

    Raises:
        ConfigError: a key is unknown or missing, or a pattern is no regular expression.
    """
    code = str(raw.get("code", "?"))
    unknown = set(raw) - KNOWN_KEYS
    if unknown or not raw.get("patterns") or "code" not in raw:
        raise ConfigError(
            f"{name}.toml, entry {code!r}: {'unknown keys ' + ', '.join(sorted(unknown)) if unknown else 'code and patterns are needed'}.",
            f"Known keys are {', '.join(sorted(KNOWN_KEYS))}.",
        )
    for pattern in raw["patterns"]:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ConfigError(f"{name}.toml, entry {code!r}: {pattern!r} is no regular expression ({error}).") from error
    return Entry(
        code=code,
        label=str(raw.get("label", code)),
        patterns=tuple(raw["patterns"]),
        examples=tuple(raw.get("examples", ())),
        rejects=tuple(raw.get("rejects", ())),
        values={str(k): str(v) for k, v in raw.get("values", {}).items()},
        note=str(raw.get("note", "")),
    )


def load_lexicon(name: str, folder: Path = FOLDER) -> Lexicon:
    """The vocabulary in ``<name>.toml``.

    Raises:
        ConfigError: the file is missing, is no TOML, or two entries share a code.
    """
    path = folder / f"{name}.toml"
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise ConfigError(f"The vocabulary {path} is missing.", "Reinstall the package.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path} is no TOML: {error}.") from error
    entries = tuple(parse_entry(name, e) for e in raw.get("entry", []))
    codes = [e.code for e in entries]
    twice = {c for c in codes if codes.count(c) > 1}
    if twice:
        raise ConfigError(f"{path}: more than one entry named {', '.join(sorted(twice))}.")
    return Lexicon(name, entries)


@cache
def load_vocabulary(folder: Path = FOLDER) -> Vocabulary:
    """All vocabularies, read once."""
    return Vocabulary(
        document_types=load_lexicon("document_types", folder),
        agencies=load_lexicon("agencies", folder),
        cues=load_lexicon("cues", folder),
        indicators=load_lexicon("indicators", folder),
        words=load_words(folder / "words"),
        figures=load_words(folder / "figures"),
        naming=load_words(folder / "naming"),
        odds=load_confidence(),
    )


@cache
def load_measures(folder: Path = FOLDER) -> Lexicon:
    """The units into which figures are converted, read once; apart from what reading needs, so that a new one makes no reading stale."""
    return load_lexicon("measures", folder)
