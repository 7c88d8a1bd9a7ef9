"""The one form that brings a file of a few megabytes: a workbook that came back (``multipart/form-data``, RFC 7578)."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message

from flows.review.forms import ForgedFormError, Form

LONGEST_SHEET = 8 * 1024 * 1024  # bytes; a sheet of 1,000 tasks takes some 150 kB
_MOST_PARTS = 10
_LONGEST_FIELD = 4_000  # bytes of what is no file


@dataclass(frozen=True, slots=True)
class Upload:
    """A form with a file.

    Attributes:
        form: its other fields.
        name: of the file as the browser has it, without folders; "" where none was chosen.
        content: of the file.
    """

    form: Form
    name: str
    content: bytes


def read_upload(content_type: str, body: bytes) -> Upload:
    """The fields of a form and its file.

    Raises:
        ForgedFormError: no browser sends that for our forms.
    """
    kind = _header("content-type", content_type)
    boundary = kind.get_boundary("")
    if kind.get_content_type() != "multipart/form-data" or not boundary or len(boundary) > 70 or not boundary.isascii():
        raise ForgedFormError
    form: Form = {}
    name, content = "", b""
    parts = (b"\r\n" + body).split(b"\r\n--" + boundary.encode())
    if len(parts) < 2 or len(parts) > _MOST_PARTS or not parts[-1].startswith(b"--"):
        raise ForgedFormError
    for part in parts[1:-1]:
        head, parted, value = part.partition(b"\r\n\r\n")
        lines = [line.decode("utf-8", "replace") for line in head.split(b"\r\n")]
        placed = next((line for line in lines if line.lower().startswith("content-disposition:")), "")
        told = _header("content-disposition", placed.partition(":")[2])
        field, file_name = told.get_param("name", header="content-disposition"), told.get_filename()
        if not parted or not isinstance(field, str):
            raise ForgedFormError
        if file_name is not None:
            name, content = file_name.replace("\\", "/").rpartition("/")[2], value
        elif len(value) <= _LONGEST_FIELD:
            form[field] = value.decode("utf-8", "replace").replace("\0", "")
    return Upload(form, name, content)


def _header(name: str, value: str) -> Message:
    made = Message()
    made[name] = value.replace("\r", " ").replace("\n", " ").strip()
    return made
