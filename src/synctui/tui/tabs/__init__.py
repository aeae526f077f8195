"""The five tabs of Review. Each turns a part of the review into lines, and a verb into a call on it."""
