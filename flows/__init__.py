"""What runs when: one document, a batch, the command line."""
