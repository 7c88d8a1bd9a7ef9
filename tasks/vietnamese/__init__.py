"""Numerals, dates, syllables and holidays of Vietnamese."""
