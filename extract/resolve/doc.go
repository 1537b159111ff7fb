// Package resolve turns mentions into entities: aliases, groups, pronouns and
// times get their canonical names, and every merge keeps its reason.
package resolve
