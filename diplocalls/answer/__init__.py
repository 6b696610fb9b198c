"""What is shown: to a stream that is given."""
