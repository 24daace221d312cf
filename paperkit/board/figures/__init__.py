"""What indicators show: ratings, movement, trends, and what is held back of them."""
