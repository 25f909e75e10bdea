"""What is handed out: the wheel, the pre-commit hooks, the layers of the code."""
