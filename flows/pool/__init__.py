"""The documents of a batch on a Prefect work pool: given out, watched, given out again."""
