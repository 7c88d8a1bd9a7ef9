"""VIQR (RFC 1456): Vietnamese in ASCII, a letter and the signs of its marks behind it; both ways and exactly.

"Uy? ban nha^n da^n ti?nh": ^ circumflex, ( breve, + or * horn, ' acute, ` grave, ? hook, ~ tilde, . dot below, dd for đ. A backslash says
that the next character stands for itself.
"""

from __future__ import annotations

import re
import unicodedata

_HATS = {"^": "\u0302", "(": "\u0306", "+": "\u031b", "*": "\u031b"}
_TONES = {"'": "\u0301", "`": "\u0300", "?": "\u0309", "~": "\u0303", ".": "\u0323"}
_MAY_WEAR = {"^": "aeo", "(": "a", "+": "ou", "*": "ou"}
_CODE = re.compile(r"\\(.)|[dD]{2}|([aeiouy])([\^(+*]?)(['`?~.]?)", re.IGNORECASE | re.DOTALL)
_SIGN = {mark: sign for sign, mark in (_HATS | _TONES).items() if sign != "*"}


def from_viqr(text: str) -> str:
    """``text`` from VIQR in Unicode (NFC); a sign that its vowel cannot wear stands for itself."""
    return unicodedata.normalize("NFC", _CODE.sub(_letter, text))


def _letter(match: re.Match[str]) -> str:
    if match[1] is not None:
        return match[1]
    if match[2] is None:
        return "Đ" if match[0][0] == "D" else "đ"
    vowel, hat, tone = match[2], match[3], match[4]
    if hat and vowel.lower() not in _MAY_WEAR[hat]:
        return match[0]
    return vowel + _HATS.get(hat, "") + _TONES.get(tone, "")


def to_viqr(text: str) -> str:
    """``text`` in VIQR; signs that would be taken for marks get a backslash."""
    out: list[str] = []
    for letter in unicodedata.normalize("NFC", text):
        code = _code(letter)
        if code in ("dd", "DD") and out and out[-1] in ("d", "D"):
            out[-1] = f"\\{out[-1]}"
        elif _would_join(out, code):
            out.append("\\")
        out.append(code)
    return "".join(out)


def _code(letter: str) -> str:
    if letter in "đĐ":
        return "dd" if letter == "đ" else "DD"
    if letter == "\\":
        return "\\\\"
    base, *marks = list(unicodedata.normalize("NFD", letter))
    # The dot below stands before the circumflex in decomposed text, and behind it in VIQR.
    signs = sorted((_SIGN.get(mark, "") for mark in marks), key=lambda sign: sign in _TONES)
    return base + "".join(signs) if all(signs) and base.isascii() else letter


def _would_join(out: list[str], code: str) -> bool:
    """Whether ``code`` would be read as a part of what stands before it."""
    if not out or len(code) != 1:
        return False
    last = out[-1]
    if code in "dD":
        return last in ("d", "D")
    return (code in _HATS or code in _TONES) and last[0].isascii() and last[0].lower() in "aeiouy"
