// want: crash script ok
g.V([[["a"]]], {b: 1}).All()
