"""The LibCST codemods, called as LibCST calls them."""
