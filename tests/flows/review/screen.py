"""What stands where on a page in a browser."""


def focused_row(page):
    """Id of the row that has the focus, "" where none has."""
    return page.evaluate("document.activeElement.closest('.row')?.id ?? ''")
