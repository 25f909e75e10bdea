"""Which files and which parts of them can matter: supersets, told without LibCST."""
