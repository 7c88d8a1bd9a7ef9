"""The eight steps (verbs) and the work they do (nouns, one sub-package each)."""
