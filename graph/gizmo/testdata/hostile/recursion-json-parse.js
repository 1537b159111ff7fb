// want: recursion memory crash timeout script
JSON.parse(new Array(3000000).join("["))
