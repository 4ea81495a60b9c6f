"""Benchmarks: CPU of ours beside that of others, in one run."""
