"""Where client data comes from: files, and the sample office."""
