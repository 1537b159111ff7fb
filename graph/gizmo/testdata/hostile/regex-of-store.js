// want: ok
g.V().Filter(regex("(a*)*(b*)*$")).All()
