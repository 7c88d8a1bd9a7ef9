"""The same paper in several files: which documents are copies, and which of them counts."""
