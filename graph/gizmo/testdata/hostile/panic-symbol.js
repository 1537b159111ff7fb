// want: crash script ok
g.Emit(Symbol("x"))
throw Symbol("y")
