"""Who signed a file, read from its digital signatures and from the banners of signing services, and what that says of the head."""
