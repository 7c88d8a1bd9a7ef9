"""Who acts in a clause: orders, subjects, labels, agents, those named after "phối hợp"; and whom a sentence inherits from."""
