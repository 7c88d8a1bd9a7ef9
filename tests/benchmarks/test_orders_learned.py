from benchmarks.corpora import SAMPLES, annotated
from benchmarks.orders_learned import Row, judged, learned, rows_of
from config.vocabulary import load_vocabulary


def test_sentences_of_a_sample_are_rows():
    document = max(annotated([SAMPLES]), key=lambda one: len(one.gold()["directives"]))
    rows = list(rows_of(document, load_vocabulary(), {document.name: []}))
    assert {row.orders for row in rows} == {True, False}
    assert not any(row.ruled for row in rows)
    assert len({row.issuer for row in rows}) == 1


def test_a_word_that_always_orders_is_learned_from_other_issuers():
    rows = [
        Row(issuer, {"word=giao": 1.0} if orders else {"word=nay": 1.0}, orders, not orders) for issuer in "abc" for orders in (True, False)
    ] * 9
    said = learned(rows, ruled=False)
    assert said.tolist() == [row.orders for row in rows]
    assert judged(said, said) == ["1.000", "1.000", "1.000"]
