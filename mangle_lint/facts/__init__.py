"""Class facts: what each class does with its private names, body by body."""
