"""Notes: everyday messages that there is something to see, to an address that somebody left for them."""
