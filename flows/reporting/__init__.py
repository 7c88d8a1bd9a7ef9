"""The report on assigned tasks as command, workbook and Word document."""
