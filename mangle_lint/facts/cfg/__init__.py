"""Control flow graphs: each body of a class, lowered to operations on its names."""
