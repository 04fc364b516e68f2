"""`skranke report`: one page that stands alone, from a results folder."""
