"""Reports: choose one, read it, see it on paper, save or print it."""
