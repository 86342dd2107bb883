"""What the window shows of alerts, and what the user does about them."""
