"""What ran and who did what: written in transactions of its own, read by nobody to make up for Prefect's history."""
