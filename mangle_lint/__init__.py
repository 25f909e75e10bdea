"""mangle-lint: finds and fixes deleted private attributes that another method still reads."""

__version__ = "0.1.0"
