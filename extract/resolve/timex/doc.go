// Package timex reads expressions of time and quantity, as Chinese news writes
// them, into typed literals: dates (2005年5月13日, 民國94年5月, 13號, 上週三, 昨天)
// to xsd:date, xsd:gYearMonth or xsd:gYear, spans of time (三個月內) to
// xsd:duration, and amounts (五百萬美元, 25%) to xsd:decimal with a unit.
//
// What names less than a day, a month or a year exactly (五月中旬, 去年底, 昨晚) gets
// the smallest such period that holds it. What cannot be placed without a date of
// reference (13號 in an undated text), or names no definite time (近年, 數天), has no
// value and stays text.
package timex
