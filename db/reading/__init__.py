"""What a reading of a file is in rows: documents, pages, findings, tasks, the index, and which of them count."""
