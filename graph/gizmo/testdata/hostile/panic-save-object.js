// want: crash script
g.V().Save({}, {}).All()
