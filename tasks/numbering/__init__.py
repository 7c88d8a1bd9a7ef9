"""Labels of items: what a line may begin with, and which sequence of labels a document has."""
