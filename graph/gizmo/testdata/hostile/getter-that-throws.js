// want: script crash ok
g.Emit({ get x() { throw new Error("getter") } })
