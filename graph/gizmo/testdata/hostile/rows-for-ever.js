// want: row-limit
while (true) g.Emit(1)
