"""Small invented notices and the directives that are in them: every rule of the corpus guidelines, on documents that nobody has."""

import tomllib
from pathlib import Path

import pytest

from config.vocabulary import load_vocabulary
from tasks.domain.doubt import GRAVE, severity_of
from tasks.domain.notice import CleanText
from tasks.findings.extract import extract_findings
from tasks.structure.parse import parse_structure

FOLDER = Path(__file__).parent.parent / "corpus" / "notices"
NOTICES = [(path.stem, notice) for path in sorted(FOLDER.glob("*.toml")) for notice in tomllib.loads(path.read_text("utf-8"))["notice"]]
VOCABULARY = load_vocabulary()
HEAD = """{issuer}
Số: {symbol}

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Tân Giang, ngày 10 tháng 02 năm 2025

{title}

"""
FOOT = "\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\n{signer}\n\nTrần Văn Bình\n"


def printed(notice):
    """The whole page: head, what the entry brings, foot."""
    issuer = notice.get("issuer", "ỦY BAN NHÂN DÂN\nTỈNH TÂN GIANG")
    return (
        HEAD.format(issuer=issuer, symbol=notice["symbol"], title=notice["title"])
        + notice["text"].strip()
        + notice.get("foot", FOOT.format(signer=notice.get("signer", "CHỦ TỊCH")))
    )


def fits(text, entry):
    """Whether a text is the one meant: "A ... B" begins with A and ends with B, "A" begins with A, "A|" is A alone."""
    if entry["text"].endswith("|"):
        return text == entry["text"][:-1]
    first, _, last = entry["text"].partition(" ... ")
    return text.startswith(first) and text.endswith(last)


def read(notice):
    """The directives as their entries write them; what an entry leaves open ("*") is left open."""
    clean = CleanText.from_plain(printed(notice))
    found = extract_findings(clean, parse_structure(clean, VOCABULARY), VOCABULARY).directives
    rows = []
    for d in found:
        assert " ".join(d.span.of(clean.text).split()) == d.text
        entry = next((e for e in notice["directives"] if fits(d.text, e)), {"text": d.text})
        rows.append(
            {
                "section": "*" if entry.get("section") == "*" else d.section,
                "text": entry["text"],
                "lead": ["*"] if entry.get("lead") == ["*"] else list(d.lead),
                "coordinating": list(d.coordinating),
                "on": d.deadline.on.isoformat() if d.deadline and d.deadline.on else None,
                "recurs": d.deadline.recurs if d.deadline else None,
            }
            | ({"sure": d.sure and not any(severity_of(doubt.code) in GRAVE for doubt in d.doubts)} if "sure" in entry else {})
        )
    return rows


def row(entry):
    return {"lead": [], "coordinating": [], "on": None, "recurs": None} | {k: v for k, v in entry.items() if k != "fails"}


def without_failing(rows, notice):
    failing = {entry["text"] for entry in notice["directives"] if "fails" in entry}
    return [found for found in rows if found["text"] not in failing]


def failing(entry):
    return [pytest.mark.xfail(reason=entry["fails"], strict=True)] if "fails" in entry else []


@pytest.mark.parametrize("notice", [pytest.param(n, id=f"{stem}: {n['name']}", marks=failing(n)) for stem, n in NOTICES])
def test_the_directives_of_a_notice(notice):
    assert without_failing(read(notice), notice) == without_failing([row(entry) for entry in notice["directives"]], notice)


def test_what_is_said_to_fail_does_so_still():
    """A directive that is read right by now has lost its excuse."""
    told = [(notice, entry) for _, notice in NOTICES for entry in notice["directives"] if "fails" in entry]
    assert [entry["text"] for notice, entry in told if row(entry) in read(notice)] == []


def test_every_kind_has_two_variants():
    kinds = [notice["kind"] for _, notice in NOTICES]
    assert {kind for kind in kinds if kinds.count(kind) < 2} == set()
