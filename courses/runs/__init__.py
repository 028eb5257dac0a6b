"""A course held for a group in a region: its sessions, its places, and who waits for one."""
