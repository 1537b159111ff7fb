// want: memory timeout script
new Array(5e8).fill({})
