"""Every claim of the threat model names a test that exists, and every file of attacks is named."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "threat-model.md").read_text("utf-8")
NAMED = re.compile(r"`((?:\w+/)?test_\w+\.py)?::(test_\w+)`")


def claims():
    """File and name of every test that a row names; a row that names no file goes on with the one before."""
    found, file = [], ""
    for line in PAGE.splitlines():
        for match in NAMED.finditer(line):
            file = match[1] or file
            found.append((file, match[2]))
    return found


def test_every_test_that_is_named_exists():
    missing = []
    for file, name in claims():
        source = (ROOT / "tests" / "attack" / file).read_text("utf-8")
        if re.search(rf"^(?:async )?def {name}\(", source, re.MULTILINE) is None:
            missing.append((file, name))
    assert missing == []
    assert len(claims()) > 60


def test_every_file_of_attacks_is_named():
    attacks = ROOT / "tests" / "attack"
    assert {path.relative_to(attacks).as_posix() for path in attacks.rglob("test_*.py")} == {file for file, _ in claims()}


def test_every_row_of_claims_names_a_test():
    tables = PAGE.split("| holds | tried by |")[1:]
    rows = [line for table in tables for line in table.split("\n\n")[0].splitlines()[2:] if line.startswith("|")]
    assert [row for row in rows if not NAMED.search(row)] == []
