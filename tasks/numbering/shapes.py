"""What a recogniser makes of a label: for a token as read, the labels it may stand for and how far each is from it.

Counted on 712 printed labels of the annotated scans: 61 are misread. "III" loses or widens a stroke in six of eight ("II", "HI", "IH"),
"II" in five of fifteen ("H", "WI", ".I"), "I" is "1" in two of sixteen, "c)" is "e)" in three of 23, "d)" is "đ)" in four of fifteen, "a)"
is "8)", "1." or "a4)" in five of 60; Arabic numbers are misread in one of 50.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from tasks.numbering.label import LETTERS, ROMAN

# Costs are in units in which one place of doubt (a confusion that was seen several times) costs about one.
USUAL, SEEN, RARE = 0.8, 1.2, 1.8
# Character as read: what it may be in a Roman numeral. One wide letter is two or three strokes.
_STROKES: dict[str, tuple[tuple[str, float], ...]] = {
    **dict.fromkeys("lL1|!iìíỉịïÏ¡ÌÍỈỊJjT[]ÎîEt", (("I", USUAL),)),
    **dict.fromkeys("HUNn", (("II", USUAL), ("I", SEEN))),
    **dict.fromkeys("M", (("III", SEEN),)),
    "m": (("III", SEEN), ("II", RARE)),
    ".": (("I", SEEN),),
    "W": (("I", SEEN), ("II", SEEN), ("V", SEEN)),
    **dict.fromkeys("vYyỶỲ", (("V", USUAL),)),
    **dict.fromkeys("xK×", (("X", USUAL),)),
    "Ĩ": (("I", USUAL),),
}
_DIGITS: dict[str, tuple[tuple[str, float], ...]] = {
    **dict.fromkeys("lI|!iìíỉ¡tÌÏïÍ", (("1", USUAL),)),
    **dict.fromkeys("zZ", (("2", USUAL),)),
    **dict.fromkeys("эЗ", (("3", USUAL),)),
    "A": (("4", SEEN),),
    **dict.fromkeys("sSŠš$Ŝ", (("5", USUAL),)),
    **dict.fromkeys("ôbGó", (("6", SEEN),)),
    "?": (("7", SEEN),),
    **dict.fromkeys("B&", (("8", USUAL),)),
    **dict.fromkeys("gq", (("9", SEEN),)),
    **dict.fromkeys("OÒÔ", (("0", USUAL),)),
    "o": (("0", USUAL), ("5", RARE), ("6", RARE)),
}
_LETTERS_READ: dict[str, tuple[tuple[str, float], ...]] = {
    **dict.fromkeys("àáảãâäạăÁÀA", (("a", USUAL),)),
    "8": (("a", USUAL), ("g", RARE)),
    "4": (("a", RARE), ("đ", RARE)),
    "2": (("a", RARE),),
    "6": (("b", USUAL), ("e", RARE)),
    "B": (("b", USUAL),),
    "h": (("b", RARE),),
    "€": (("c", USUAL), ("e", USUAL)),
    "ç": (("c", USUAL),),
    "C": (("c", USUAL),),
    "(": (("c", RARE),),
    "e": (("c", USUAL),),
    "o": (("c", RARE), ("e", RARE)),
    "c": (("e", SEEN),),
    "đ": (("d", USUAL),),
    "d": (("đ", USUAL),),
    "ð": (("đ", USUAL), ("d", USUAL)),
    "Đ": (("đ", USUAL), ("d", SEEN)),
    "D": (("đ", SEEN), ("d", USUAL)),
    "f": (("đ", RARE),),
    **dict.fromkeys("éèêẻẽEÉÈ", (("e", USUAL),)),
    **dict.fromkeys("øqØ9", (("g", USUAL),)),
    "n": (("h", SEEN),),
    **dict.fromkeys("ïìíỉị¡!|Í", (("i", USUAL),)),
    "l": (("i", USUAL),),
    "1": (("i", SEEN), ("l", SEEN), ("a", RARE)),
    "I": (("i", USUAL), ("l", USUAL)),
    "0": (("o", USUAL),),
    "ó": (("o", USUAL),),
    **dict.fromkeys("ùú", (("u", USUAL),)),
    "y": (("v", SEEN),),
    "ý": (("y", USUAL),),
}
# A stroke lost, as in "II" for "III"; one read twice was never seen.
_STROKE_LOST = 1.5
MOST_COST = 3.2
_MOST_CHARACTERS = 5


@lru_cache(maxsize=4096)
def roman_values(token: str) -> tuple[tuple[int, float], ...]:
    """Values of the Roman numerals that ``token`` may be, each with its cost; the literal one, where there is one, costs nothing."""
    costs: dict[int, float] = {}
    for form, cost in _forms(token, _STROKES, "IVX"):
        for variant, more in ((form, 0.0), (form + "I", _STROKE_LOST)):
            if variant in ROMAN and (not more or "II" in variant):
                _keep(costs, ROMAN[variant], cost + more)
    return _cheapest(costs)


@lru_cache(maxsize=4096)
def arabic_values(token: str) -> tuple[tuple[int, float], ...]:
    """Numbers of one or two digits that ``token`` may be, each with its cost."""
    costs: dict[int, float] = {}
    forms = list(_forms(token, _DIGITS, "0123456789"))
    if len(token) == 2 and token[0].isdigit():
        # A digit read twice, once as a letter: "5S".
        forms += [(token[0], SEEN) for form, _ in _DIGITS.get(token[1], ()) if form == token[0]]
    if token in ("II", "H", "ll", "Il"):
        forms.append(("1", RARE))
    for form, cost in forms:
        if form.isascii() and form.isdigit() and len(form) <= 2 and int(form) > 0:
            _keep(costs, int(form), cost)
    return _cheapest(costs)


@lru_cache(maxsize=4096)
def letter_values(token: str) -> tuple[tuple[int, float], ...]:
    """Places in LETTERS (1 for "a") that ``token`` may be, each with its cost."""
    costs: dict[int, float] = {}
    if len(token) == 2:
        # A letter read twice: "a4)", "gø.".
        both = [dict(letter_values(char)) for char in token] if any(map(str.isalpha, token)) else [{}, {}]
        for value in both[0].keys() & both[1].keys():
            _keep(costs, value, SEEN + both[0][value])
    elif len(token) == 1:
        if token in LETTERS:
            _keep(costs, LETTERS.index(token) + 1, 0.0)
        for letter, cost in _LETTERS_READ.get(token, ()):
            _keep(costs, LETTERS.index(letter) + 1, cost)
    return _cheapest(costs)


def _forms(token: str, looks: dict[str, tuple[tuple[str, float], ...]], alphabet: str) -> list[tuple[str, float]]:
    """What the token may be, character by character."""
    if not token or len(token) > _MOST_CHARACTERS:
        return []
    choices = [((char, 0.0), *looks.get(char, ())) if char in alphabet else looks.get(char, ()) for char in token]
    return [("".join(form for form, _ in choice), sum(cost for _, cost in choice)) for choice in product(*choices)]


def _keep(costs: dict[int, float], value: int, cost: float) -> None:
    costs[value] = min(cost, costs.get(value, cost))


def _cheapest(costs: dict[int, float]) -> tuple[tuple[int, float], ...]:
    return tuple(sorted(((v, c) for v, c in costs.items() if c <= MOST_COST), key=lambda item: (item[1], item[0])))
