"""Page pictures into words, behind one small protocol."""
