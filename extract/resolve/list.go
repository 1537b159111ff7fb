package resolve

import (
	"slices"

	"sanyuan/extract/lexicon"
)

// add notes the entity that a mention names, with the name it goes by there.
func (d *document) add(n naming, m *mention) {
	e := d.entities[n.name]
	if e == nil {
		e = d.entity(n)
		d.entities[n.name] = e
		d.words[n.name] = n.words
	}
	if e.Type == "" {
		e.Type = n.class
	}
	if n.reason != "" && m.text != n.name && m.text != n.label {
		e.alias(m.text, n.reason)
	}
	if n.head != "" {
		d.addHead(n.head)
	}
}

// entity makes the entity of a naming.
func (d *document) entity(n naming) *Entity {
	if n.entity != nil {
		for _, member := range n.entity.Members {
			d.addKnown(member)
		}
		return d.fromLexicon(n.entity)
	}
	for _, member := range n.members {
		d.addKnown(member)
	}
	label := n.name
	if n.label != "" {
		label = n.label
	}
	e := &Entity{Name: n.name, Type: n.class, Concept: n.concept, Members: n.members, Head: n.head}
	e.Labels = []Label{{Lang: "zh-Hant", Text: label}}
	if hans := lexicon.Fold(label); hans != label {
		e.Labels = append(e.Labels, Label{Lang: "zh-Hans", Text: hans})
	}
	return e
}

func (d *document) fromLexicon(known *lexicon.Entity) *Entity {
	e := &Entity{Name: known.Name, Type: known.Type, Members: known.Members, Lexicon: true}
	e.Labels = []Label{{Lang: "zh-Hant", Text: known.Name}, {Lang: "zh-Hans", Text: known.Hans}}
	if known.Short.Text != "" {
		e.Labels = append(e.Labels, Label{Lang: "en", Text: known.Short.Text})
	}
	return e
}

// addKnown notes a member of a group.
func (d *document) addKnown(name string) {
	if d.entities[name] != nil {
		return
	}
	if known := d.lex.Entity(name); known != nil {
		d.entities[name] = d.fromLexicon(known)
		return
	}
	d.entities[name] = &Entity{Name: name, Labels: []Label{{Lang: "zh-Hant", Text: name}}}
}

// addHead notes the head noun of a concept as a concept of its own.
func (d *document) addHead(head string) {
	if d.entities[head] == nil {
		d.entities[head] = d.entity(naming{name: head, concept: true, class: d.classOf(head, nil)})
	}
}

// alias notes another name; the first reason given stays.
func (e *Entity) alias(name, reason string) {
	if slices.ContainsFunc(e.Aliases, func(a Alias) bool { return a.Text == name }) {
		return
	}
	e.Aliases = append(e.Aliases, Alias{Text: name, Lang: langOf(name), Reason: reason})
}

// langOf tells the language and script of a name.
func langOf(name string) string {
	switch {
	case !hasHan(name):
		return "en"
	default:
		return "zh-Hant"
	}
}
