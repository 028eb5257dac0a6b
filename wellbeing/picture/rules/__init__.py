"""What the picture of the regions may say: the budget, the noise, the counting, the hiding. Pure."""
