// want: crash script
iri({})
