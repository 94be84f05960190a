"""`vigil translation`: the desk's jobs, from giving a text out to its certification."""
