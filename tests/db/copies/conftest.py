"""Tests of copies share how they count."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
