// want: script ok
g.s = null
g.V = null
g.V().All()
