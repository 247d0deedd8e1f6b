"""What exports look like before anything is packed."""
