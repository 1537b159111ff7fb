// Package lexicon holds what is known before any text is read: entities of
// world news with their names in both scripts and in English, predicates with
// their English, glosses of common words, and small tables (titles, measure
// words, suffixes of names, head nouns, surnames, units, eras).
//
// The data are TSV files under data/, written by hand and embedded. Names of
// countries and territories come from CLDR (golang.org/x/text); countries.tsv
// adds what CLDR lacks.
//
// # Scripts
//
// Everything is written in Traditional characters. Every look-up folds its key
// to Simplified characters one by one (see Fold), so both scripts find the same
// entry. Names that differ by region (川普, 特朗普) are aliases; the mark "cn:"
// tells which one the mainland uses.
//
// # Format
//
// One entry a line, columns divided by tabs, "-" for an empty column, "|"
// between the items of a list, "#" before a comment. Empty columns at the end
// may be left out. The files are UTF-8 and sorted by their first column.
//
//	entities/*.tsv   name, schema.org class, English names, aliases, members
//	countries.tsv    code, name, class, English names, adjective, capital, aliases
//	relations.tsv    lemma, English, complement, markers
//	glosses.tsv      word, part of speech, English
//
// Of the English names the first is the label; "the " before a name says that
// it takes the article. A name in capitals (WTO) is an abbreviation. The second
// name serves as the short form when it begins with one (the WTO, the UN Security
// Council). In countries.tsv "-" as the first name stands for CLDR's.
//
// An alias may have a mark before it:
//
//	abbr:歐盟       an abbreviation
//	former:錫蘭     a name of old
//	metonym:白宮    stands for the entity only where something acts
//	char:美         one character, in enumerations only (美英法)
//	cn:特朗普       the name by mainland usage, which labels the entity in Simplified characters
//
// and "*" after it when something else may have the same name.
//
// Where two things have one Chinese name, the canonical name of the less
// prominent one has a qualifier in brackets, 聖地牙哥（智利）, and 聖地牙哥* among
// its aliases.
//
// # User files
//
// A user's file has the same columns after a first one that says what the line
// is:
//
//	entity	陽光能源	Corporation	Sunshine Energy	abbr:陽能
//	relation	併購	take over
//	gloss	綠能	u	green energy
//	same	陽光能源	陽光集團	陽光公司
//	notsame	陽光能源	陽光劇團
//
// Lines add to what is built in and override it: an entity of the same name
// takes over what its line says, its names no longer stand for anything else,
// and a predicate or gloss replaces the old one. "same" makes the other names
// stand for what the first one stands for; "notsame" forbids to merge the names
// of its line. Faults are reported with file and line (see Error).
package lexicon
