"""Questions about figures over documents: series, what there is, contradictions."""
