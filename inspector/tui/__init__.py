"""The full-screen program: one screen a step, the same steps as the command line."""
