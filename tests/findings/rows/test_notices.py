"""Small invented notices and the directives that are in them: every rule of the corpus guidelines, on documents that nobody has."""

import tomllib
from pathlib import Path

import pytest

from config.vocabulary import load_vocabulary
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


def row(section, text, lead, coordinating, on, recurs):
    return {"section": section, "text": text, "lead": lead, "coordinating": coordinating, "on": on, "recurs": recurs}


def read(notice):
    """The directives, each text as its entry writes it where one of them fits."""
    clean = CleanText.from_plain(printed(notice))
    found = extract_findings(clean, parse_structure(clean, VOCABULARY), VOCABULARY).directives
    rows = []
    for d in found:
        assert " ".join(d.span.of(clean.text).split()) == d.text
        text = next((e["text"] for e in notice["directives"] if fits(d.text, e["text"])), d.text)
        entry = next((e for e in notice["directives"] if e["text"] == text), {})
        section = "*" if entry.get("section") == "*" else d.section
        lead = ["*"] if entry.get("lead") == ["*"] else list(d.lead)
        on = d.deadline.on.isoformat() if d.deadline and d.deadline.on else None
        rows.append(row(section, text, lead, list(d.coordinating), on, d.deadline and d.deadline.recurs))
    return rows


def fits(text, entry):
    """ "A ... B" stands for what begins with A and ends with B, "A" for what begins with A, "A|" for A alone."""
    if entry.endswith("|"):
        return text == entry[:-1]
    first, _, last = entry.partition(" ... ")
    return text.startswith(first) and text.endswith(last)


def expected(notice):
    return [
        row(d["section"], d["text"], d.get("lead", []), d.get("coordinating", []), d.get("on"), d.get("recurs"))
        for d in notice["directives"]
    ]


def case(stem, notice):
    marks = [pytest.mark.xfail(reason=notice["fails"], strict=True)] if "fails" in notice else []
    return pytest.param(notice, id=f"{stem}: {notice['name']}", marks=marks)


@pytest.mark.parametrize("notice", [case(*entry) for entry in NOTICES])
def test_the_directives_of_a_notice(notice):
    assert read(notice) == expected(notice)


def test_every_kind_has_two_variants():
    kinds = [notice["kind"] for _, notice in NOTICES]
    assert {kind for kind in kinds if kinds.count(kind) < 2} == set()
