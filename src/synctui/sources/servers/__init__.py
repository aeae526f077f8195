"""Local servers that speak the wire contracts of both CRMs, loaded from the sample office: for demo and tests."""
