"""Tables of figures: each cell that measures something becomes a metric named after its row and its column."""
