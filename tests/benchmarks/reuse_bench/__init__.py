"""The cases of bench_reuse.py; each runs in a process of its own, so that its peak memory is its own."""
