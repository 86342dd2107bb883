"""The desk: panels side by side, below each other and in tabs, moved by mouse and keys."""
