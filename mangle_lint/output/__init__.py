"""Output formats: results in, text out."""
