"""Clean text into head fields and the section tree."""
