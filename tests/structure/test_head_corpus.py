"""Heads and feet of invented bodies, kind by kind."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from config.vocabulary import load_vocabulary
from tasks.domain.notice import CleanText
from tasks.structure.parse import parse_structure

CORPUS = tomllib.loads((Path(__file__).parent / "corpus" / "head.toml").read_text("utf-8"))
VOCABULARY = load_vocabulary()
BODY = """
Căn cứ Luật Tổ chức chính quyền địa phương ngày 05 tháng 01 năm 1995, đề nghị các cơ quan, đơn vị thực hiện:

1. Sở Nội vụ chủ trì rà soát.

2. Sở Tài chính bố trí kinh phí./.
"""
HEAD = """
ỦY BAN NHÂN DÂN
TỈNH TÂN GIANG
Số: 07/TB-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Tân Giang, ngày 05 tháng 3 năm 2024

THÔNG BÁO
Về việc nghỉ lễ
"""


def named(entries):
    counts: dict[str, int] = {}
    for entry in entries:
        counts[entry["kind"]] = counts.get(entry["kind"], 0) + 1
        yield pytest.param(entry, id=f"{entry['kind']}-{counts[entry['kind']]}")


def check(text, entry):
    head = parse_structure(CleanText.from_plain(text), VOCABULARY).head
    found = {name: getattr(head, name) for name in (*entry["want"], *entry.get("absent", ()))}
    read = {n: v.isoformat() if isinstance(v, date) else list(v) if isinstance(v, tuple) else v for n, v in found.items()}
    assert read == entry["want"] | dict.fromkeys(entry.get("absent", ()))
    doubts = {f"{doubt.field} {doubt.code}" for doubt in head.doubts}
    assert set(entry.get("doubts", ())) <= doubts
    if not entry.get("doubts"):
        assert doubts == set()


@pytest.mark.parametrize("entry", list(named(CORPUS["head"])))
def test_each_kind_of_head(entry):
    rest = BODY if entry.get("rest", True) and "Điều 1" not in entry["text"] and "I. MỤC" not in entry["text"] else ""
    check(entry["text"].lstrip("\n") + rest, entry)


@pytest.mark.parametrize("entry", list(named(CORPUS["foot"])))
def test_each_kind_of_foot(entry):
    check(HEAD.lstrip("\n") + BODY + "\n" + entry["text"].lstrip("\n"), entry)
