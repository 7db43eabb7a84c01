"""What occurs in many scenes: people, sky, plants, houses, boats, animals."""
