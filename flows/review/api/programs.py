"""What the interface for programs remembers from one request to the next."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from flows.review.api.quota import Quota
from flows.review.patience import Patience


@dataclass(slots=True)
class Programs:
    """Of one process that serves.

    Attributes:
        quota: of tokens.
        patience: with addresses that show tokens that do not hold.
        asked: set when somebody asked that a file be read again.
        uploads: turns of files that are coming in.
    """

    quota: Quota = field(default_factory=Quota)
    patience: Patience = field(default_factory=Patience)
    asked: threading.Event = field(default_factory=threading.Event)
    uploads: threading.BoundedSemaphore = field(default_factory=lambda: threading.BoundedSemaphore(4))
