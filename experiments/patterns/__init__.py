"""The patterns that published research found, as claims about paired runs (`skranke validate`)."""
