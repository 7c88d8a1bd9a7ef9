import pytest

from tasks.restore.letter_kinds import Class, Kind, class_of, kind_of, known_of, known_of_all


@pytest.mark.parametrize(
    ("letter", "wanted"),
    [("a", Class.PLAIN), ("â", Class.LATIN), ("é", Class.LATIN), ("ệ", Class.MARKED), ("đ", Class.MARKED), ("ị", Class.MARKED)],
)
def test_how_much_of_a_letter_others_know(letter, wanted):
    assert class_of(letter) is wanted


@pytest.mark.parametrize(
    ("letter", "read", "wanted"),
    [
        ("ộ", "ộ", Kind.SAME), ("ộ", "o", Kind.BARE), ("Ộ", "o", Kind.ALIKE), ("ộ", "ô", Kind.ALIKE), ("ộ", "", Kind.NOTHING),
        ("ộ", "6", Kind.OTHER), ("ừ", "ir", Kind.TWO), ("ạ", "!;l", Kind.THREE),
    ],
)  # fmt: skip
def test_what_a_reading_is_to_its_letter(letter, read, wanted):
    assert kind_of(letter, read) is wanted


@pytest.mark.parametrize("read", ["o", "O", "6", "rn", "l;l"])
def test_together_and_alone_the_same_is_known_of_letters(read):
    letters = ("ộ", "a", "n", "ư", "o")
    places, parts, more = known_of_all(letters, read)
    for letter, *found in zip(letters, places.tolist(), parts.tolist(), more.tolist(), strict=True):
        known = known_of(letter, read)
        assert found == [known.of * len(Kind) + known.kind, known.part, known.more]
