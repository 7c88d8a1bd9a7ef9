"""What runs when: one document, a batch, the command line.

Every process of the program imports this room first (commands, servers, workers, runs), so the filter of the logs is put in here.
"""

from flows.legible_logs import install

install()
