"""Vietnamese from before Unicode, told by its letters: TCVN3 (ABC fonts), VNI and Windows-1258, both ways and exactly.

The text is one that was read as Windows-1252 or Latin-1, as such files are: "ViÖt Nam", "Vieät Nam". Sources: TCVN 5712:1993, set VN1 (the
bytes of the ABC fonts; checked against glibc's ``TCVN``), and the VNI Windows character set of Vietnam International. Windows-1258 puts a
tone behind its letter as a mark of its own, and otherwise has the letters of Windows-1252 but for a dozen.
"""

from __future__ import annotations

import re
import unicodedata

# Rows of TCVN 5712:1993: the byte of each lower-case letter, and of those capitals that the ABC fonts have in their common half.
_TCVN_LOWER = """
    à µ á ¸ ả ¶ ã · ạ ¹ ă ¨ ằ » ắ ¾ ẳ ¼ ẵ ½ ặ Æ â © ầ Ç ấ Ê ẩ È ẫ É ậ Ë đ ® è Ì é Ð ẻ Î ẽ Ï ẹ Ñ ê ª ề Ò ế Õ ể Ó ễ Ô ệ Ö
    ì × í Ý ỉ Ø ĩ Ü ị Þ ò ß ó ã ỏ á õ â ọ ä ô « ồ å ố è ổ æ ỗ ç ộ é ơ ¬ ờ ê ớ í ở ë ỡ ì ợ î
    ù ï ú ó ủ ñ ũ ò ụ ô ừ õ ứ ø ử ö ữ ÷ ự ù ỳ ú ý ý ỷ û ỹ ü ỵ þ
    Ă ¡ Â ¢ Ê £ Ô ¤ Ơ ¥ Ư ¦ Đ §
"""
_TCVN = dict(zip(_TCVN_LOWER.split()[::2], _TCVN_LOWER.split()[1::2], strict=True)) | {"ư": "\u00ad"}
# Capitals with a tone lie where other sets have control characters.
_TCVN |= dict(zip("ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ", map(chr, range(0x80, 0xA0)), strict=True))
_TCVN |= dict(zip("ÚỤỪỬỮỨỰỲỶỸÝỴ", map(chr, (1, 2, 4, 5, 6, 17, 18, 19, 20, 21, 22, 23)), strict=True))
_TCVN |= dict(zip("ẰẲẴẮẦẨẪẤỀỂỄẾỒỔỖỐ", map(chr, bytes.fromhex("afbabfc0c1c2c3c4c5cdd9dadbe0f0ff")), strict=True))
_FROM_TCVN = str.maketrans({code: letter for letter, code in _TCVN.items()})
_TO_TCVN = str.maketrans(_TCVN)

# VNI: a letter and the mark behind it. Acute, grave, hook, tilde, dot; with a circumflex; with a breve.
_VNI_TONES = dict(zip("\u0301\u0300\u0309\u0303\u0323", "ùøûõï", strict=True))
_VNI_HAT = {"": "â"} | dict(zip("\u0301\u0300\u0309\u0303\u0323", "áàåãä", strict=True))
_VNI_BREVE = {"": "ê"} | dict(zip("\u0301\u0300\u0309\u0303\u0323", "éèúüë", strict=True))
_VNI_ALONE = {"í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ", "ơ": "ô", "ư": "ö"}


def _vni_table() -> dict[str, str]:
    table = dict(_VNI_ALONE)
    for base in "aeouy":
        table |= {_compose(base, tone): base + mark for tone, mark in _VNI_TONES.items()}
    for base in "aeo":
        table |= {_compose(base, "\u0302" + tone): base + mark for tone, mark in _VNI_HAT.items()}
    table |= {_compose("a", "\u0306" + tone): "a" + mark for tone, mark in _VNI_BREVE.items()}
    for letter, code in (("o", "ô"), ("u", "ö")):
        table |= {_compose(letter, "\u031b" + tone): code + mark for tone, mark in _VNI_TONES.items()}
    table |= _VNI_ALONE
    return table | {letter.upper(): code.upper() for letter, code in table.items()}


def _compose(base: str, marks: str) -> str:
    return unicodedata.normalize("NFC", base + marks)


_VNI = _vni_table()
_FROM_VNI = {code: letter for letter, code in _VNI.items()}
# A capital may carry the mark of a small letter: "Vieät" and "VIEäT" are both met.
_FROM_VNI |= {code[0] + code[1].lower(): letter for letter, code in _VNI.items() if len(code) == 2 and code[0].isupper()}
_VNI_CODE = re.compile("|".join(sorted(map(re.escape, _FROM_VNI), key=len, reverse=True)))
_TO_VNI = str.maketrans(_VNI)


def _seen(byte: int) -> str:
    """A byte as Windows-1252 shows it; the five that it leaves open stand for themselves."""
    return bytes([byte]).decode("cp1252", errors="ignore") or chr(byte)


_FROM_1258 = {ord(_seen(b)): c for b in range(0x80, 0x100) if (c := bytes([b]).decode("cp1258", errors="ignore")) and c != _seen(b)}
_TO_1258 = {letter: chr(code) for code, letter in _FROM_1258.items()}
_1258_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")

_WORD = re.compile(r"[^\W\d_]+")


def from_tcvn3(text: str) -> str:
    """``text`` from TCVN3 in Unicode (NFC).

    A small letter with a tone beside two capitals or more is a capital: few fonts have capitals with tones, so "B¸O" is BÁO.
    """
    plain = unicodedata.normalize("NFC", text.translate(_FROM_TCVN))
    return _WORD.sub(lambda m: m[0].upper() if _is_capitals(m[0]) else m[0], plain)


def to_tcvn3(text: str) -> str:
    """``text`` in TCVN3."""
    return unicodedata.normalize("NFC", text).translate(_TO_TCVN)


def _is_capitals(word: str) -> bool:
    """Whether all letters whose case is sure, two at least, are capitals."""
    sure = [c for c in word if c.isascii() or c.isupper()]
    return len(sure) > 1 and all(c.isupper() for c in sure)


def from_vni(text: str) -> str:
    """``text`` from VNI in Unicode (NFC)."""
    return unicodedata.normalize("NFC", _VNI_CODE.sub(lambda m: _FROM_VNI[m[0]], text))


def to_vni(text: str) -> str:
    """``text`` in VNI."""
    return unicodedata.normalize("NFC", text).translate(_TO_VNI)


def from_cp1258(text: str) -> str:
    """``text`` from Windows-1258 in Unicode (NFC)."""
    return unicodedata.normalize("NFC", text.translate(_FROM_1258))


def to_cp1258(text: str) -> str:
    """``text`` in Windows-1258, each tone behind its letter."""
    return "".join(map(_in_1258, unicodedata.normalize("NFC", text)))


def _in_1258(letter: str) -> str:
    apart = unicodedata.normalize("NFD", letter)
    tones = [mark for mark in apart if mark in _1258_TONES]
    plain = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in _1258_TONES))
    return "".join(_TO_1258.get(part, part) for part in (plain, *tones))
