"""Whose document is it, and folds that leave one issuer out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.corpora import CORPORA, annotated
from benchmarks.issuers import folds, issuer_of


@pytest.mark.parametrize(
    ("name", "issuer"),
    [
        ("kien-giang-2017-1942-kh-syt", "kien-giang"),
        ("quang-ngai-87-qd", "quang-ngai"),
        ("hung-yen-2023", "hung-yen"),
        ("hung-yen-2023-bad", "hung-yen"),
        ("lao-cai-2026-tb", "lao-cai"),
        ("lc-cv-193", "lao-cai"),
        ("lc-kh-de-an-08", "lao-cai"),
        ("lc-bc-atvsld", "lao-cai"),
        ("ttg-707-qd", "central"),
        ("chinh-phu-2021-46-qd-bcdcchc", "central"),
        ("ba-ria-vung-tau-2019-1602-ubnd-vp", "ba-ria-vung-tau"),
        ("tan-giang-2026-12-ct", "tan-giang"),
        ("uit", "uit"),
        ("2026-notice", "2026-notice"),
    ],
)
def test_issuer(name, issuer):
    assert issuer_of(name) == issuer


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers())))
def test_each_item_is_held_out_once_and_never_beside_its_issuer(items):
    made = list(folds(items, lambda item: item[0]))
    assert sorted(item for fold in made for item in fold.held) == sorted(items)
    for fold in made:
        assert {item[0] for item in fold.held} == {fold.issuer}
        assert all(item[0] != fold.issuer for item in fold.fit)
        assert len(fold.fit) + len(fold.held) == len(items)


@pytest.mark.skipif(not annotated(CORPORA), reason="the corpus is not beside this checkout")
def test_the_corpus_has_many_issuers():
    groups = {fold.issuer: len(fold.held) for fold in folds(annotated(CORPORA), lambda document: issuer_of(document.name))}
    assert len(groups) >= 15
    assert max(groups.values()) < sum(groups.values()) / 3
