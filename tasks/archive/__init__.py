"""Originals by their hash, and what each step leaves behind."""
