"""A notice as sentences of tokens, read once for everything that looks for findings."""
