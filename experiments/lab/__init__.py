"""`skranke lab`: the teaching lab, one office or several lived week by week in a browser."""
