// Package archtest holds the house's import rules as a test: who may import whom, and where the clock may be read.
package archtest
