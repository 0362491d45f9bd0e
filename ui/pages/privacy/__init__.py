"""What is kept about a person: seeing it, handing it out, erasing what may go."""
