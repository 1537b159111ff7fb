// want: crash script ok
g.V().Union(1).And("x").Except([]).All()
