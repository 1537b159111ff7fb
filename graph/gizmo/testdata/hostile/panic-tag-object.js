// want: crash script ok
g.V().Tag({}, function() {}, null).All()
