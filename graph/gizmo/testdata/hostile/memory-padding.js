// want: memory script size-limit
"x".padEnd(2000000000, "yz").length + g.Emit("x".padEnd(2000000000, "yz"))
