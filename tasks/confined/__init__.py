"""The room in which what strangers sent is taken apart: processes with limits, without network, and with few files."""
