"""What is Excel on the far side of COM, for the pipeline's own process."""
