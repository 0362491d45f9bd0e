"""The drawer: opened, money put in and taken out, X and Z, counted and closed."""
