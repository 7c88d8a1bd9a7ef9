"""Measurements: reading, findings, time, memory; each a module to be run (`python -m benchmarks.NAME`)."""
