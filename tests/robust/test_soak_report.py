"""A soak that is cut off keeps what it has found."""

import json

from soak_report import MARKS, Book, together


def test_every_result_is_on_the_page_at_once(tmp_path, capsys):
    (tmp_path / "docs").mkdir()
    page = tmp_path / "docs" / "reliability.md"
    page.write_text(f"Before\n\n{MARKS[0]}\nold\n{MARKS[1]}\n\nBehind\n", "utf-8")
    book = Book(tmp_path, 1)
    files = {"opened": {"asked": 9, "ends": {"opened": 8, "damaged-file": 1}, "wrong": ["a.pdf: bug KeyError"]}}
    book.write("files", "all", files)
    text = page.read_text("utf-8")
    assert text.startswith("Before")
    assert text.endswith("Behind\n")
    assert "old" not in text
    assert "not reached: texts, faults, kills, served" in text
    assert "| opened | 9 | 1 | opened 8, damaged-file 1 |" in text
    texts = {"tried": 5, "wrong": [], "slowest_seconds": 1.25, "parsers": 2, "pieces": 3, "steepest": ["find_dates", " ", 1000, 2.1]}
    book.write("texts", "all", texts)
    for name in ("SQLite", "PostgreSQL"):
        book.write("faults", name, {"Tesseract crashes": "nothing lost"} | ({"server frozen": "x is missing"} if name != "SQLite" else {}))
        book.write("kills", name, {"kills": {"load": 3, "start": 1}, "survived": 1, "given": 7, "losses": []})
        book.write("served", name, {"kills": {"served: run": 2}, "survived": 0, "given": 3, "losses": []})
    book.close()
    text = page.read_text("utf-8")
    assert "cut off" not in text
    assert "| together | 12 |" in text
    assert "| SQLite | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 3 | 1 |" in text
    assert "what was killed: run 4." in text
    assert "| server frozen |  | x is missing |" in text
    assert book.broken() == ["a.pdf: bug KeyError"]
    assert json.loads((tmp_path / "var" / "bench" / "soak.json").read_text("utf-8"))["files"]["all"] == files
    assert capsys.readouterr().out.count("\n") == 8


def test_more_kills_are_added_to_what_an_earlier_run_counted(tmp_path):
    (tmp_path / "docs").mkdir()
    page = tmp_path / "docs" / "reliability.md"
    page.write_text(f"{MARKS[0]}\n{MARKS[1]}\n", "utf-8")
    Book(tmp_path, 1).write("kills", "SQLite", {"kills": {"load": 3}, "survived": 1, "given": 7, "losses": ["x is missing"]})
    book = Book(tmp_path, 2, go_on=True)
    now = {"kills": {"load": 1, "start": 2}, "survived": 0, "given": 3, "losses": []}
    book.write("kills", "SQLite", together(book.found["kills"]["SQLite"], now))
    assert book.found["kills"]["SQLite"] == {"kills": {"load": 4, "start": 2}, "survived": 1, "given": 10, "losses": ["x is missing"]}
    assert "seeds 1, 2;" in page.read_text("utf-8")
