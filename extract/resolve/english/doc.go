// Package english words names, noun phrases, relations and statements in
// English, from the lexicon's names, predicates and glosses. What it composes is
// a gloss for readers who know no Chinese, in the style of headlines: no articles
// before common nouns, verbs in the third person singular. Where a word is
// unknown there is no gloss; unknown names are written in pinyin.
package english
