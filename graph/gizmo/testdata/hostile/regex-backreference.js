// want: timeout ok memory
/^(a*)*\1b$/.test(new Array(40).join("a"));
/(?=(a+))*(a+)+\1$c/.test(new Array(40).join("a"));
