"""Live sales, pasted chats and files: what buyers call, looked through, becoming orders."""
