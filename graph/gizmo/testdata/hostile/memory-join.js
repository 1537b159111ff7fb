// want: memory timeout script
Array(3e8).join("x")
