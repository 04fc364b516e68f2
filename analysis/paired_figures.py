def draw_comparison(c, folder): pass
