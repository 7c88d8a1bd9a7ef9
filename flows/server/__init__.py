"""Prefect's server: set up, started, listened to, with its password."""
