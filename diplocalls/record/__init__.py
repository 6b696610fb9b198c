"""What is known: from the text of a file to values."""
