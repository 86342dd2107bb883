"""Raw messages on the screen: their colours, lists that follow what comes, and one message in detail."""
