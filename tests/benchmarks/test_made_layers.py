"""Made layers: the words of the text, read as a recogniser reads them."""

import random

import pytest

from benchmarks.made_layers import Hand
from tasks.restore.channel import Source, load_channel

TEXT = "Ủy ban nhân dân tỉnh yêu cầu các sở, ngành\nbáo cáo trước ngày 30/06/2026."


def test_letters_are_those_that_the_recogniser_was_counted_to_read():
    source = Source(letters={"ỉ": {"i": 5}}, onsets={"t": {"f": 9}}, rimes={"ỉnh": {"inh": 9}}, words={})
    reads = {Hand(source, letterwise=False, draw=random.Random(seed)).misread("tỉnh") for seed in range(30)}
    assert "finh" in reads and reads <= {"finh", "tinh", "f inh", "fi nh", "ti nh"}


@pytest.mark.parametrize("source", ["deu", None])
def test_the_same_hand_reads_the_same(source):
    counts = load_channel().sources.get(source) if source else None
    first, second = (Hand(counts, letterwise=False, draw=random.Random(7)).misread(TEXT) for _ in range(2))
    assert first == second != TEXT and len(first.splitlines()) == 2


def test_one_hand_drops_letters_with_marks_and_no_others():
    read = Hand(None, letterwise=False, draw=random.Random(3)).misread("tỉnh quy trình nghiệp vụ ban")
    assert read.split()[-1] == "ban" and read != "tỉnh quy trình nghiệp vụ ban"
