package main

import (
	"strings"
	"testing"
)

func TestParseMarkedNames(t *testing.T) {
	for _, c := range []struct{ line, text, tokens string }{
		{"[臺北市/LOC]下雨。", "臺北市下雨。", "臺北市/B-LOC 下雨。/O"},
		{"[王/PER][李/PER]兩人", "王李兩人", "王/B-PER 李/B-PER 兩人/O"},
		{"1/2的人沒有名字", "1/2的人沒有名字", "1/2的人沒有名字/O"},
		{"樂團[AC DC/ORG]", "樂團AC DC", "樂團/O AC DC/B-ORG"},
	} {
		g, err := parseMarkedNames(c.line)
		if err != nil {
			t.Errorf("%s: %v", c.line, err)
			continue
		}
		var tokens []string
		for _, token := range g.tree.Tokens {
			if got := g.text[token.Start:token.End]; got != token.Form {
				t.Errorf("%s: the text at the place of %s is %s", c.line, token.Form, got)
			}
			tokens = append(tokens, token.Form+"/"+token.Entity)
		}
		if got := strings.Join(tokens, " "); g.text != c.text || got != c.tokens {
			t.Errorf("%s: %s, %s", c.line, g.text, got)
		}
	}
	for _, line := range []string{"[臺北市/CITY]下雨", "[臺北市]下雨", "臺北市/LOC]下雨", "[[臺北/LOC]市/LOC]"} {
		if g, err := parseMarkedNames(line); err == nil {
			t.Errorf("%s: read as %v", line, g.tree.Tokens)
		}
	}
}
