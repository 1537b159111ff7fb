// want: row-limit
for (var i = 0; i < 1000; i++) g.V().GetLimit(1e9)
