import re
from pathlib import Path

import pytest

from config.vocabulary import FOLDER, load_lexicon
from tasks.domain.errors import ConfigError

ENTRIES = [(path.stem, entry) for path in sorted(FOLDER.glob("*.toml")) for entry in load_lexicon(path.stem).entries]


@pytest.mark.parametrize(("name", "entry"), ENTRIES, ids=[f"{n}-{e.code}" for n, e in ENTRIES])
def test_every_entry_keeps_its_own_promises(name, entry):
    pattern = re.compile("|".join(f"(?:{p})" for p in entry.patterns))
    assert entry.examples, f"{name}/{entry.code} has no examples"
    for text in entry.examples:
        assert pattern.search(text), f"{name}/{entry.code} does not recognise {text!r}"
    for text in entry.rejects:
        assert not pattern.search(text), f"{name}/{entry.code} wrongly recognises {text!r}"


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ('[[entry]]\ncode = "a"\n', "patterns are needed"),
        ('[[entry]]\ncode = "a"\npatterns = ["("]\n', "no regular expression"),
        ('[[entry]]\ncode = "a"\npatterns = ["x"]\ncolour = "red"\n', "colour"),
        ('[[entry]]\ncode = "a"\npatterns = ["x"]\n' * 2, "more than one entry named a"),
        ("[[entry", "no TOML"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, toml, message):
    (tmp_path / "units.toml").write_text(toml)
    with pytest.raises(ConfigError, match=message):
        load_lexicon("units", tmp_path)


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(ConfigError, match="missing"):
        load_lexicon("units", tmp_path)
