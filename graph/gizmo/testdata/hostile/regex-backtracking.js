// want: timeout
/^(a+)+$/.test(new Array(40).join("a") + "!");
/(x+x+)+y(?=z)/.test(new Array(60).join("x"));
