"""What mails say, in the language of who gets them."""
