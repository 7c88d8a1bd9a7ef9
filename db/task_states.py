"""How far a task may be, as a person says it."""

from __future__ import annotations

STATES = ("not_started", "in_progress", "done", "cancelled")
