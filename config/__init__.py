"""Settings and reviewed vocabularies."""
