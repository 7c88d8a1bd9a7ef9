"""Heads drawn from tables are the same for the same seed and say what they are made of."""

import random

from benchmarks.rendered_heads import draw_notice, draw_strength
from tasks.domain.export import HEAD_FIELDS
from tasks.vietnamese.places import read_places

PLACES = tuple(read_places())
SUBJECTS = ["Về việc nghỉ lễ năm 2024", "Tăng cường công tác phòng cháy"]
SIGNERS = ["Nguyễn Văn An", "Hồ Thị Bình"]


def test_the_same_seed_draws_the_same_notice_and_scanner():
    one, other = (draw_notice(random.Random(5), SUBJECTS, SIGNERS, PLACES) for _ in range(2))
    assert one == other
    assert draw_strength(random.Random(5)) == draw_strength(random.Random(5))


def test_what_is_printed_is_what_is_asked_for():
    draw = random.Random(7)
    for _ in range(60):
        made = draw_notice(draw, SUBJECTS, SIGNERS, PLACES)
        assert set(made.values) == set(HEAD_FIELDS)
        assert made.notice.number.endswith(made.values["symbol"])
        assert made.notice.place_date.startswith(f"{made.values['place']}, ngày")
        assert made.notice.authority[-1] == made.values["signer_title"].upper()
        printed = " ".join((*made.notice.parent, *made.notice.issuer)).casefold()
        assert made.values["issuer"].split()[-1].casefold() in printed
