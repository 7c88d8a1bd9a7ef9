"""The review pages: people look at findings beside the scan, correct them, follow up tasks and take them away."""
