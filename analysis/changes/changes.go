// Package changes computes what a change advisory board decides from, as practice.md section 6 defines it: the changes
// ahead with what speaks against each, what became of those carried out, and how changes and incidents go together.
//
// It knows nothing of clocks, files or languages: the as-of instant is an argument, and every record is expected as it
// was known then.
package changes
