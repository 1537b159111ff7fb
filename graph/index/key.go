package index

import (
	"strings"

	"github.com/cayleygraph/quad"
)

// prefix begins every key of the index. No key of Cayley begins with it.
const prefix = "\x01"

const (
	metaKey     = prefix + "m"
	nodePrefix  = prefix + "n"
	partPrefix  = prefix + "p"
	wordPrefix  = prefix + "w"
	datePrefix  = prefix + "d"
	sep         = "\x00"
	absentDate  = "~" // behind all dates
	newestFirst = "9876543210"
)

// Role is the part that a node plays in a statement: one of these, or the
// predicate of an argument without its prefix, such as recipient.
type Role string

// The roles that are not arguments.
const (
	Subject  Role = "<"
	Object   Role = ">"
	Speaker  Role = "@" // the statement is attributed to the node
	Relation Role = "=" // the node is the relation itself
)

// IsArgument tells the role of an argument from the others.
func (r Role) IsArgument() bool { return r != "" && r[0] >= 'A' }

// AnyArgument stands for the roles of all arguments where parts are looked up.
const AnyArgument Role = "*"

// partRange is where the keys of a node's parts begin and end. Roles of
// arguments are words, which sort behind all other roles.
func partRange(node quad.IRI, role Role, relation quad.IRI) (from, to string) {
	from = partPrefix + string(node) + sep
	switch {
	case role == AnyArgument:
		return from + "A", after(from)
	case role != "" && relation != "":
		from += string(role) + sep + string(relation) + sep
	case role != "":
		from += string(role) + sep
	}
	return from, after(from)
}

func nodeKey(node quad.IRI) string { return nodePrefix + string(node) }

func partKey(node quad.IRI, role Role, relation, statement quad.IRI) string {
	return partPrefix + strings.Join([]string{string(node), string(role), string(relation), string(statement)}, sep)
}

// reversed writes a date such that later ones sort first.
func reversed(date string) string {
	if date == "" {
		return absentDate
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return rune(newestFirst[r-'0'])
		}
		return r
	}, date)
}

func dateKey(date string, document quad.IRI) string {
	return datePrefix + reversed(date) + sep + string(document)
}

// after is the first key behind all that begin with pref.
func after(pref string) string {
	last := len(pref) - 1
	return pref[:last] + string([]byte{pref[last] + 1}) // every prefix ends in a byte below 0xff
}
