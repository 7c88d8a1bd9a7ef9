"""Judge pip-audit: ``advisories.py REPORT SERVICE``. Exit code 0: all asked for, none known; 1: something is known; 2: not all asked."""

import json
import sys
from pathlib import Path


def main() -> int:
    """Judge the report."""
    report, service = Path(sys.argv[1]), sys.argv[2]
    try:
        found = json.loads(report.read_text("utf-8"))["dependencies"]
    except (OSError, ValueError, KeyError):
        print(f"audit: {service} cannot be reached")
        return 2
    known = [(d["name"], d["version"], v["id"], ", ".join(v["fix_versions"])) for d in found for v in d.get("vulns", [])]
    for name, version, advisory, mended in known:
        print(f"audit: {name} {version}: {advisory}, mended in {mended or 'no release'}")
    skipped = [d["name"] for d in found if "skip_reason" in d]
    print(f"audit: {service} answered for {len(found) - len(skipped)} of {len(found)} packages, {len(known)} advisories")
    if known:
        return 1
    return 2 if skipped or not found else 0


if __name__ == "__main__":
    sys.exit(main())
