// want: crash script ok
g.V().LabelContext({a: g.V()}, {}).Out().All()
