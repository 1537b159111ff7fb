// want: syntax script ok
g.Emit("ÿών €")
