// Package clause turns dependency trees into statements: who did what to whom,
// with polarity, modality and the speaker to whom a statement is attributed.
package clause
