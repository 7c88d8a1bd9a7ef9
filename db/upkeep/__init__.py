"""Copies, putting back, purging, and whether the database keeps its promises."""
