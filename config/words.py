"""Load the reviewed words (``config/lexicons/words/*.toml``)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from tasks.domain.errors import ConfigError
from tasks.domain.words import WordGroup, WordLists

FOLDER = Path(__file__).parent / "lexicons" / "words"
TAGS = (
    "title", "body", "name", "field", "organ", "group", "people", "quantifier", "level", "place", "modifier", "link", "relative",
    "business", "verb", "nominal", "adverb", "auxiliary", "duty", "order", "stop", "noun",
)  # fmt: skip
"""What a word may be: part of a party's name, part of a clause, or a noun that is neither ("hội nghị") and hides what it begins with."""
FIGURE_TAGS = (
    "percent", "permille", "point", "scale", "billion", "dong", "foreign", "area", "measure", "score", "times", "compared", "repeated",
    "age", "steps", "place-step", "count", "list", "span", "span-name", "least", "most", "left-below", "about", "rise", "fall", "climb",
    "drop", "filler", "planned", "rank-verb", "rank-noun", "ordinal", "numbered", "labelled", "count-verb", "no-noun",
)  # fmt: skip
"""What a word may be around a figure (``config/lexicons/figures``)."""
NAMING_TAGS = (
    "name-end", "compound", "subject-end", "figure-link", "opening", "each", "restart", "no-name", "relates", "dangling", "numbers",
    "packs",
)  # fmt: skip
"""What a word may be around the name of a figure (``config/lexicons/naming``)."""
_LISTS = ("words", "not_before", "not_after", "examples", "rejects")
_KEYS = {"code", "tag", "case", "values", "note", *_LISTS}


def parse_group(name: str, raw: dict[str, Any]) -> WordGroup:
    """One ``[[group]]`` table as a group.

    Raises:
        ConfigError: a key is unknown or missing, the tag is none, or a word stands twice.
    """
    code = str(raw.get("code", "?"))
    where = f"words/{name}.toml, group {code!r}"
    unknown = set(raw) - _KEYS
    if unknown or "code" not in raw or not raw.get("words"):
        raise ConfigError(f"{where}: {'unknown keys ' + ', '.join(sorted(unknown)) if unknown else 'code and words are needed'}.")
    if raw.get("tag") not in (*TAGS, *FIGURE_TAGS, *NAMING_TAGS):
        raise ConfigError(f"{where}: {raw.get('tag')!r} is no tag.", f"Tags are {', '.join(TAGS)}.")
    words = [str(w) for w in raw["words"]]
    twice = sorted({w for w in words if words.count(w) > 1}) if len(set(words)) < len(words) else []
    if twice:
        raise ConfigError(f"{where}: {', '.join(twice)} stand twice.")
    lists = {key: tuple(str(w) for w in raw.get(key, ())) for key in _LISTS}
    values = {str(k): str(v) for k, v in raw.get("values", {}).items()}
    return WordGroup(code, raw["tag"], case=bool(raw.get("case", False)), values=values, note=str(raw.get("note", "")), **lists)


@cache
def load_words(folder: Path = FOLDER) -> WordLists:
    """All words, read once.

    Raises:
        ConfigError: a file is no TOML, a group is wrong, or two share a code.
    """
    groups: list[WordGroup] = []
    for path in sorted(folder.glob("*.toml")):
        try:
            raw = tomllib.loads(path.read_text("utf-8"))
        except tomllib.TOMLDecodeError as error:
            raise ConfigError(f"{path} is no TOML: {error}.") from error
        groups += [parse_group(path.stem, entry) for entry in raw.get("group", [])]
    codes = [group.code for group in groups]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise ConfigError(f"{folder}: more than one group named {', '.join(twice)}.")
    return WordLists(tuple(groups))
