"""Benchmarks: `make bench`, or `ONLY=post make bench` for the rows whose names begin so.

A row is a function in a module of `tests/bench/rows/`, marked with `@table.row(...)`; it gets a
`harness.Site` and returns one figure. Figures are ratios or shares within one run wherever they can be,
so that they mean the same on every machine.
"""
