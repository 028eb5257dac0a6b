"""What makes boxes, opens them and judges what came out of them."""
