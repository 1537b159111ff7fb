// want: script
g.V().Filter(regex("(")).All()
