// want: crash script
str({a: 1})
