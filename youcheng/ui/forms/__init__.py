"""Forms in the app: from the page that tells of one through its steps to the receipt."""
