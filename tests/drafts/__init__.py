"""A review is saved and resumed."""
