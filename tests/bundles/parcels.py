"""Archives as people and programs make them."""

import io
import struct
import zipfile
import zlib


def packed(entries, compression=zipfile.ZIP_DEFLATED):
    """A ZIP of (name, bytes) pairs."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return stream.getvalue()


def one_entry(name, data, *, flags=0, extra=b"", method=0, attributes=0):
    """A ZIP with one stored file, every field as it is wanted."""
    crc, size = zlib.crc32(data), len(data)
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, flags, method, 0, 33, crc, size, size, len(name), len(extra)) + name + extra + data
    central = struct.pack(
        "<4s6H3I5H2I", b"PK\x01\x02", 0x0314, 20, flags, method, 0, 33, crc, size, size, len(name), len(extra), 0, 0, 0, attributes, 0
    )
    central += name + extra
    return local + central + struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(central), len(local), 0)
