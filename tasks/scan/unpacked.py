"""How large packed data become when they are unpacked, asked without holding them whole."""

from __future__ import annotations

import zlib

import pikepdf

_STEP = 1 << 16


def unpacks_within(stream: pikepdf.Object, most_bytes: int) -> bool:
    """Whether a stream surely unpacks to at most ``most_bytes``; a few hundred bytes can hold gigabytes.

    Only streams that are plain or packed by Flate are judged, which is what writers of PDFs use; of any other the answer is no.
    """
    filters = stream.get("/Filter")
    names = [] if filters is None else [str(f) for f in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    if any(name not in {"/FlateDecode", "/Fl"} for name in names):
        return False
    data = bytes(stream.read_raw_bytes())
    # What lies between two layers may be larger than the last, but not by much of what is right.
    for _ in names:
        found = _inflated(data, 2 * most_bytes)
        if found is None:
            return False
        data = found
    return len(data) <= most_bytes


def is_damaged(stream: pikepdf.Object) -> bool:
    """Whether Flate data break off with an error before their end; of streams packed in another way the answer is no."""
    if not isinstance(stream, pikepdf.Stream) or str(stream.get("/Filter")) not in {"/FlateDecode", "/Fl"}:
        return False
    try:
        flate_size(bytes(stream.read_raw_bytes()))
    except zlib.error:
        return True
    return False


def flate_size(data: bytes, most_bytes: int | None = None) -> tuple[int, bool]:
    """How many bytes Flate data unpack to, and whether they end with the check sum of what they hold.

    Args:
        data: packed.
        most_bytes: behind so many it is not counted further; None: all.

    Raises:
        zlib.error: they are damaged.
    """
    unpacker, size = zlib.decompressobj(), 0
    while data and not unpacker.eof and (most_bytes is None or size <= most_bytes):
        size += len(unpacker.decompress(data, _STEP))
        data = unpacker.unconsumed_tail
    return size, unpacker.eof


def _inflated(data: bytes, most_bytes: int) -> bytes | None:
    """What Flate data hold, None where that is more than ``most_bytes``; damage ends them where it stands."""
    unpacker, out, size = zlib.decompressobj(), [], 0
    try:
        while data and not unpacker.eof:
            part = unpacker.decompress(data, _STEP)
            data = unpacker.unconsumed_tail
            size += len(part)
            if size > most_bytes:
                return None
            out.append(part)
            if not part and not data:
                break
    except zlib.error:
        pass
    return b"".join(out)
