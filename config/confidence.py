"""Load the fitted table of confidence (``config/confidence.json``, made by ``benchmarks/fit_confidence.py``)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from tasks.domain.confidence import Odds
from tasks.domain.errors import ConfigError

TABLE = Path(__file__).parent / "confidence.json"


@cache
def load_confidence(path: Path = TABLE) -> dict[str, Odds]:
    """The odds of each kind of row, "directive" and "metric", read once.

    Raises:
        ConfigError: the file is missing or is no such table.
    """
    try:
        raw = json.loads(path.read_text("utf-8"))
        return {
            kind: Odds(
                float(odds["intercept"]), {str(name): float(weight) for name, weight in odds["weights"].items()}, float(odds["least"])
            )
            for kind, odds in raw["kinds"].items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(f"The table of confidence {path} cannot be read ({error}).", "Reinstall the package.") from error
