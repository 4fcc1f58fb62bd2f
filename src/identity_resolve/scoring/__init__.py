"""What agreement and difference are worth."""
