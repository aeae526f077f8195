"""The five tabs of Review. Each turns a part of the review into lines, and a verb of the key table into a call on it."""
