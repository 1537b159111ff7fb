package parse

// oracle returns the actions that build a projective tree. Heads, labels and
// which tag to take (1 for the alternative) are by word number; the root has
// head 0.
func oracle(heads []int, labels, tags []uint8) []action {
	n := len(heads) - 1
	missing := make([]int, n+1) // dependents not yet attached
	for _, h := range heads[1:] {
		missing[h]++
	}
	var s state
	s.reset(n)
	actions := make([]action, 0, 2*n-1)
	for len(actions) < 2*n-1 {
		a := action{}
		top, under := s.at(0).number(), s.at(1).number()
		switch {
		case under != 0 && heads[under] == top:
			a = action{left, labels[under]}
		case under != 0 && heads[top] == under && missing[top] == 0:
			a = action{right, labels[top]}
		}
		if a.move != shift {
			head, _ := s.arc(a.move)
			missing[head.number()]--
		} else {
			a.label = tags[s.next]
		}
		s.apply(a)
		actions = append(actions, a)
	}
	return actions
}

// projectivize lifts the dependents of arcs that cross others to their heads'
// heads, shortest arc first, until no arcs cross (Nivre and Nilsson 2005).
// Heads are by word number and are changed in place. It returns the number of
// lifts.
func projectivize(heads []int) int {
	for lifts := 0; ; lifts++ {
		worst := 0
		for d := 1; d < len(heads); d++ {
			if heads[d] != 0 && !coversOwn(heads, d) && (worst == 0 || length(heads, d) < length(heads, worst)) {
				worst = d
			}
		}
		if worst == 0 {
			return lifts
		}
		heads[worst] = heads[heads[worst]]
	}
}

func length(heads []int, d int) int {
	if heads[d] > d {
		return heads[d] - d
	}
	return d - heads[d]
}

// coversOwn reports whether all words under the arc to d descend from its head.
func coversOwn(heads []int, d int) bool {
	for i := min(d, heads[d]) + 1; i < max(d, heads[d]); i++ {
		at := i
		for at != 0 && at != heads[d] {
			at = heads[at]
		}
		if at == 0 {
			return false
		}
	}
	return true
}
