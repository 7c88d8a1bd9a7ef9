"""Looking after an installation: whole, backed up, not growing for ever."""
