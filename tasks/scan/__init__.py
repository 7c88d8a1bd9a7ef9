"""Files into page pictures, and page pictures made fit to be read."""
