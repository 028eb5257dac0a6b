"""What anybody may read of the picture: pages without script or cookie, the same for everybody."""
