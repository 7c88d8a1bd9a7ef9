"""What the rows are put together from: parties, times, deadlines; each noun has a corpus file beside its tests."""
