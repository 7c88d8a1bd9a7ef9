"""Forms that bring files: what comes out of a body in whatever pieces it comes, and what is no form of ours."""

import asyncio
from hashlib import sha256

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.requests import ClientDisconnect, Request

from flows.review.bodies import TooLargeError
from flows.review.forms import ForgedFormError
from flows.review.multipart import file_name, receive

KIND = "multipart/form-data; boundary=xyz"


def request(pieces, kind=KIND, end=None):
    """A request whose body comes in pieces; ``end`` is raised behind them."""
    messages = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]

    async def come():
        if messages:
            return messages.pop(0)
        if end is not None:
            raise end
        return {"type": "http.request", "body": b"", "more_body": False}

    return Request({"type": "http", "method": "POST", "headers": [(b"content-type", kind.encode("latin-1"))]}, come)


def received(folder, *pieces, kind=KIND, end=None, **more):
    """Fields, and name, content and told hash of each file, which is alone in a folder."""
    form, files = asyncio.run(receive(request(pieces, kind, end), folder, **more))
    for file in files:
        assert file.path.parent.parent == folder and list(file.path.parent.iterdir()) == [file.path]
        assert file.path.stat().st_mode & 0o077 == 0 == file.path.parent.stat().st_mode & 0o077
    return form, [(file.path.name, file.path.read_bytes(), file.sha256) for file in files]


def part(content, name="f", file=None, more=b""):
    named = f'; filename="{file}"' if file is not None else ""
    return f'--xyz\r\nContent-Disposition: form-data; name="{name}"{named}\r\n'.encode() + more + b"\r\n" + content + b"\r\n"


END = b"--xyz--\r\n"
LIKE_BOUNDARIES = [b"", b"\r\n--x\r\n", b"\r\n\r\n", bytes(range(256)) * 3, b"--x--", b"\r\n--xyZ\r\n", b"\r\n\r\n--xy", b"\r", b"\r\n-"]
contents = st.sampled_from(LIKE_BOUNDARIES) | st.binary(max_size=40).filter(lambda some: b"--xyz" not in some)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(contents, max_size=4), st.text("ạb1 &=", max_size=9), st.integers(1, 50))
def test_a_file_comes_as_it_was_sent_in_whatever_pieces(tmp_path, given_contents, words, length):
    body = part(words.encode(), "mark") + b"".join(
        part(content, "files", f"tệp {number}.pdf", b"Content-Type: x/y\r\n") for number, content in enumerate(given_contents)
    )
    body += END
    form, files = received(tmp_path, *(body[start : start + length] for start in range(0, len(body), length)))
    assert form == {"mark": words}
    assert files == [(f"tệp {n}.pdf", some, sha256(some).hexdigest()) for n, some in enumerate(given_contents) if some]


def test_files_without_a_name_are_passed_over_and_of_equal_fields_the_last_holds(tmp_path):
    assert received(tmp_path, part(b"x", file=""), part(b"1", "a"), part(b"\x00\xff2", "a"), END) == ({"a": "\ufffd2"}, [])


def test_files_of_one_name_are_two(tmp_path):
    assert [content for _, content, _ in received(tmp_path, part(b"1", file="a.pdf"), part(b"2", file="a.pdf"), END)[1]] == [b"1", b"2"]


@pytest.mark.parametrize("kind", ["", "text/plain", "multipart/form-data", "multipart/form-data; boundary=" + "x" * 99, f"x; {KIND}"])
def test_other_bodies_are_no_form(tmp_path, kind):
    with pytest.raises(ForgedFormError):
        received(tmp_path, part(b"x", "mark"), END, kind=kind)


FILE = part(b"%PDF", file="a.pdf")
NO_FORMS = {
    "nothing": [],
    "no boundary": [b"x"],
    "it breaks off in a head": [FILE, part(b"")[:20]],
    "it breaks off in a file": [FILE, part(b"%PDF", file="b.pdf")[:-3]],
    "it breaks off behind a file": [FILE],
    "a part without a name": [FILE, b"--xyz\r\nContent-Disposition: form-data\r\n\r\nv\r\n", END],
    "a part without a head": [FILE, b"--xyz\r\n\r\nv\r\n", END],
    "a long head": [FILE, b"--xyz\r\n" + b"a" * 9000],
    "a long value of a head": [FILE, part(b"x", file="a" * 3000), END],
    "many heads": [FILE, part(b"x", more=b"A: b\r\n" * 9), END],
    "a long value": [FILE, part(b"x" * 5000), END],
    "many parts": [FILE, *[part(b"x")] * 200, END],
}


@pytest.mark.parametrize("pieces", NO_FORMS.values(), ids=NO_FORMS)
def test_of_a_form_that_is_none_nothing_stays(tmp_path, pieces):
    with pytest.raises(ForgedFormError):
        received(tmp_path, *pieces)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("end", [TooLargeError(), ClientDisconnect()], ids=["too large", "gone"])
def test_of_a_form_that_does_not_come_whole_nothing_stays(tmp_path, end):
    with pytest.raises(type(end)):
        received(tmp_path, FILE, part(b"%PDF", file="b.pdf")[:-3], end=end)
    assert list(tmp_path.iterdir()) == []


def test_as_many_parts_as_asked_for(tmp_path):
    assert len(received(tmp_path, *(part(b"x", str(n)) for n in range(3)), END, most_parts=3)[0]) == 3
    with pytest.raises(ForgedFormError):
        received(tmp_path, *(part(b"x", str(n)) for n in range(4)), END, most_parts=3)


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("a.pdf", "a.pdf"),
        ("C:\\Users\\lan\\Công văn.pdf", "Công văn.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..", "tep"),
        (".hidden", "hidden"),
        ("a%22b.pdf", 'a"b.pdf'),
        ("a%2Fb.pdf", "a_b.pdf"),
        ("x" * 500 + ".pdf", "x" * 120 + ".pdf"),
        ("a\u202eb.pdf", "ab.pdf"),
    ],
)
def test_names_of_files(told, name):
    assert file_name(told) == name
