"""What is fast, measured beside its yardsticks in one run: `python -m benchmarks [name ...]`."""
