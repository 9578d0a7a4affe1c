"""The benchmarks of Navigator; see README.md."""
