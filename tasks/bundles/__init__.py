"""Files that hold files: archives, and PDFs with attachments, taken apart within bounds."""
