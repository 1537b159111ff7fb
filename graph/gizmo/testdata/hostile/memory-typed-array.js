// want: memory script
var a = []
for (;;) a.push(new Uint8Array(100000000).fill(1))
