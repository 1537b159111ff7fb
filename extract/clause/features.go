package clause

import (
	"slices"
	"strconv"
)

// describe notes what speaks for and against the reading of p: features of the
// tree, of the rule, and of the words.
func (r *reading) describe(p *predicate, o outcome) []string {
	out := append(make([]string, 0, 24), // room for what wordingFeatures adds
		"rule="+o.rule,
		"subject="+o.subject.how,
		"rel="+r.base(p.head),
		"pos="+r.pos(p.head),
		kindFeatures[p.kind],
	)
	flag := func(holds bool, name string) {
		if holds {
			out = append(out, name)
		}
	}
	flag(p.negative, "negative")
	flag(p.passive, "passive")
	flag(p.matrix != nil, "complement")
	flag(p.relHead >= 0, "relative")
	flag(len(o.words) > len(p.words), "merged")
	flag(len(p.subjects) > 1, "two-subjects")
	flag(len(p.objects) > 1, "two-objects")
	flag(r.inQuestion(p), "question")
	flag(len(o.objects) > 1, "coordinated")
	flag(len(r.forms([]int{p.head})) <= len("說"), "one-character-verb")
	use, known := takesClause(r.form(p.head))
	flag(known, "class="+use.Class)
	out = append(out, r.treeFeatures(p, o)...)
	return out
}

var kindFeatures = [...]string{verbal: "kind=verbal", copular: "kind=copular", adjective: "kind=adjective"}

// treeFeatures are how long, how deep and how sure the analysis is.
func (r *reading) treeFeatures(p *predicate, o outcome) []string {
	out := []string{
		"tokens=" + bucket(len(r.toks), 10, 20, 30, 45),
		"predicates=" + bucket(len(r.predicates), 2, 4, 6, 9),
		"sure=" + bucket(int(10*r.score), 2, 5, 10, 20, 40),
	}
	if len(o.subject.heads) > 0 {
		out = append(out, "distance="+bucket(abs(p.head-o.subject.heads[0]), 2, 4, 8, 16), "subject-pos="+r.pos(o.subject.heads[0]))
		if r.at[o.subject.heads[0]] != nil {
			out = append(out, "clausal-subject")
		}
	}
	return out
}

func abs(n int) int { return max(n, -n) }

// bucket names the range between the bounds in which n lies.
func bucket(n int, bounds ...int) string {
	i, found := slices.BinarySearch(bounds, n)
	if found {
		i++
	}
	return strconv.Itoa(i)
}

// wordingFeatures are the features of the statement as it is worded with its
// object, or with one of its arguments.
func (s *Statement) wordingFeatures(a *Argument) []string {
	out := slices.Clone(s.features)
	if a == nil {
		out = append(out, "object-length="+bucket(len(s.Object.Surface)/3, 2, 4, 8, 16))
	} else {
		out = append(out, "argument", "role="+string(a.Role), "marker="+a.Marker, "argument-rule="+s.Rule, "object-length="+bucket(len(a.Term.Surface)/3, 2, 4, 8, 16))
	}
	return append(out, "subject-length="+bucket(len(s.Subject.Surface)/3, 2, 4, 8, 16), "relation-length="+bucket(len(s.Relation.Surface)/3, 2, 3, 4, 6))
}
