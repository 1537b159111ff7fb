// want: recursion crash memory syntax timeout
//repeat [ 400000
