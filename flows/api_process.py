"""The process of an embedded Prefect API server: ``python -m flows.api_process PORT``.

It lives no longer than the process that started it, however that ended.
"""

from __future__ import annotations

import os
import sys
import threading
import time

POLL_SECONDS = 2.0


def end_with_parent() -> None:
    """End this process at once when its parent is gone; a killed command must not leave a server behind."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(POLL_SECONDS)
        os._exit(0)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()


def main() -> None:
    """Serve the API on 127.0.0.1, without UI and schedules."""
    end_with_parent()
    import uvicorn
    from prefect.server.api.server import create_app

    uvicorn.run(create_app(ephemeral=True, final=True), host="127.0.0.1", port=int(sys.argv[1]), log_level="error", lifespan="on")


if __name__ == "__main__":
    main()
