"""Fax data (CCITT G3 and G4) that were overwritten with zeros; decoders take these for the end and leave the rest white."""

from __future__ import annotations

# No code word but the end marks has eleven zero bits (ITU-T T.6, 2.4.1.1; T.4, 4.1.3), and rows that begin at bytes add seven at most.
_RUN_G4 = 3
# Between the rows of G3 zeros may fill the time that a printer takes (T.4, 4.1.3): 20 ms at 14 400 bits a second.
_RUN_G3 = 48
# Writers that leave the end mark out pad to a word or two.
_PADDING = 16
_END_OF_BLOCK = "000000000001" * 2
_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def is_zeroed_fax(data: bytes, *, is_g4: bool) -> bool:
    """Whether packed rows hold a run of zeros that no encoder wrote.

    Args:
        data: of one picture or strip; within bytes the first bit is the highest, or the lowest.
        is_g4: all rows are coded by the one before.
    """
    inner = data.rstrip(b"\0")
    run = bytes(_RUN_G4 if is_g4 else _RUN_G3)
    at = inner.find(run, len(inner) - len(inner.lstrip(b"\0")))
    if at >= 0:
        return not (is_g4 and _has_ended(inner[: at + 1]))
    return is_g4 and len(data) - len(inner) >= _PADDING and not _has_ended(inner)


def _has_ended(data: bytes) -> bool:
    """Whether the end mark of G4 stands in data, in either order of bits; what stands behind it (a TIFF's directory, say) is no row."""
    return any(_END_OF_BLOCK in f"{int.from_bytes(some, 'big'):0{8 * len(some)}b}" for some in (data, data.translate(_REVERSED)))
