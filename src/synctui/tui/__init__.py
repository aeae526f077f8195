"""The app: draws the core's plain objects at 80×24 and turns keys into calls on them. Holds no truth of its own."""
