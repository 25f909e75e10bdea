"""Real assignments turned into deletions: the codemod has to find its way back, byte by byte.

`python -m tests.engine.inverse_mutation FOLDER...` tells of any folders what the tests ask of the
running Python.
"""
