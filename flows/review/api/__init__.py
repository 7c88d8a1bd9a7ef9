"""The interface for programs under ``/api/v1``: JSON over tokens, beside the pages and never mixed with their sessions."""
