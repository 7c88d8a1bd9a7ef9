"""Sections into directives, metrics and citations."""
