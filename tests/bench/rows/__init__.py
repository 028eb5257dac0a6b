"""One module per subject; each function marked with `@table.row` is a row."""
