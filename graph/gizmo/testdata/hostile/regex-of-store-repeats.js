// want: script memory timeout ok
g.V().Filter(regex("((((x{1,100}){1,10}){1,10}){1,10}){1,10}")).All()
