// want: script ok
g.Emit((function() {}).constructor("return typeof process")())
g.constructor.constructor("return this.process.exit(1)")()
