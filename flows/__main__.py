"""``python -m flows`` is ``thongbao``."""

from flows.cli import main

main()
