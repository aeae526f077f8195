"""The rules: pure data in, decisions and plans out. Nothing here knows a screen, a wire, a database or mail."""
