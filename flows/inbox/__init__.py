"""Where files come from and what becomes of them there."""
