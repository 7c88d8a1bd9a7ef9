"""Named rules over tokens, and the bounded engine that applies them."""
