"""What people said, laid over the rows of a reading; always from what was read, through the whole log."""
