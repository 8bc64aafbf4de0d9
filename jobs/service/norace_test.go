//go:build !race

package service

// underRace tells that the race detector is in the program, which has memory of its own.
const underRace = false
