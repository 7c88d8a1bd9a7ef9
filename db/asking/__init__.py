"""Questions, lists and search: nothing here writes."""
