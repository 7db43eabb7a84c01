"""The programmes page of the app: from a programme's page through its form to the receipt."""
