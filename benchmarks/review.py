"""How long the review pages take with many documents in the database.

Usage: python -m benchmarks.review [--documents 10000] [--home DIR] [--json FILE]

Fills a SQLite database with made-up notices (three pages, a dozen sections, eight directives, five metrics, six citations and some doubts
each), serves the pages as `thongbao review` does, asks each page some times over HTTP and keeps the median and the slowest answer.
"""
