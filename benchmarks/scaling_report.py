"""docs/scaling.md from figures: stub until the first run."""


def write_page(found):
    pass
