// want: memory script size-limit
g.Emit("字".repeat(500000000))
