"""Released versions that are known to be faulty, and which release cures them."""
