"""What is asked: values in, values out."""
