"""Letters to members: writing them, looking at one, printing and saving all."""
