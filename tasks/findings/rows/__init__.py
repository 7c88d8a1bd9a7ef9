"""Rows put together from nodes: directives, tasks."""
