"""Annotated documents in several folders."""

import json

import pytest

from benchmarks.corpora import annotated, official_texts, scorer_of


@pytest.fixture
def folders(tmp_path):
    for name in ("one/b", "one/a", "two/c"):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "gold.json").write_text(json.dumps({"sections": [name]}), "utf-8")
        (tmp_path / name / "text.txt").write_text(f"chữ của {name}", "utf-8")
    (tmp_path / "two" / "unfinished").mkdir()
    return tmp_path / "one", tmp_path / "two", tmp_path / "missing"


def test_documents_of_several_folders_in_order(folders):
    assert [document.name for document in annotated(folders)] == ["a", "b", "c"]
    assert [document.name for document in annotated(folders, ["c", "a"])] == ["a", "c"]


def test_what_a_document_holds(folders):
    first = annotated(folders)[0]
    assert (first.text(), first.gold(), first.scan.name) == ("chữ của one/a", {"sections": ["one/a"]}, "scan.pdf")


def test_one_scorer_serves_all_folders(folders):
    with pytest.raises(FileNotFoundError):
        scorer_of(folders)
    (folders[1] / "score.py").touch()
    assert scorer_of(folders) == folders[1] / "score.py"


def test_official_texts_have_names(tmp_path):
    path = tmp_path / "official.jsonl"
    assert list(official_texts(path)) == []
    path.write_text('{"text": "Điều 1"}\n{"text": "Điều 2"}\n', "utf-8")
    assert list(official_texts(path)) == [("official-001", "Điều 1"), ("official-002", "Điều 2")]
