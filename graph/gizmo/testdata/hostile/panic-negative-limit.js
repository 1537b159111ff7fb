// want: ok crash script
g.V().Limit(-5).Skip(-7).All()
