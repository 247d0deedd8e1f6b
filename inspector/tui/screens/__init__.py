"""One screen a step; a screen holds widgets and asks `needs.Steps`, it judges nothing."""
