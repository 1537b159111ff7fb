// want: crash
g.V("a").Out({})
