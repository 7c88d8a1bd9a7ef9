"""What a sentence is made of: times, parties, lists of parties; beside each a corpus file in the tests."""
