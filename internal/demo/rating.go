package demo

import "strconv"

// ratings are the pairs of impact and urgency that make each priority in the usual matrix; there is no priority 0.
var ratings = [...][][2]int{
	1: {{1, 1}},
	2: {{1, 2}, {2, 1}},
	3: {{2, 2}, {1, 3}, {3, 1}},
	4: {{2, 3}, {3, 2}},
	5: {{3, 3}},
}

var ratingWords = [...]string{1: "1 - High", 2: "2 - Medium", 3: "3 - Low"}

// rating is the incident's impact and urgency as the desk noted them: of one ticket in 25 they make another priority than
// the ticket has, and one in 12 states no urgency. It goes by the number, so that nothing else of the world changes.
func (in *incident) rating() (impact, urgency string) {
	number, err := strconv.Atoi(in.id[len("INC"):])
	if err != nil {
		return "", ""
	}
	priority := in.priority
	if number%25 == 3 {
		priority = max(1, priority-1)
	}
	pairs := ratings[priority]
	pair := pairs[number/7%len(pairs)]
	if number%12 == 5 {
		return ratingWords[pair[0]], ""
	}
	return ratingWords[pair[0]], ratingWords[pair[1]]
}
