"""Notices written for this project, about a province that does not exist, and the scripts that print and scan them."""
