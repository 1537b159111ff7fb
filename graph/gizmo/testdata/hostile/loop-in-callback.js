// want: timeout
g.V().ForEach(function(d) { for (;;) {} })
