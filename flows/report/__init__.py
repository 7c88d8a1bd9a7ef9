"""What people are told of a run: in the UI, by a webhook, by e-mail."""
