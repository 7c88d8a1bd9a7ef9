"""``python -m flows`` is ``thongbao``."""

from flows.entry import main

main()
