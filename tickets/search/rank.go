package search

import (
	"cmp"
	"math"
	"slices"
)

// Match is a ticket with how much it is like what was asked, from 0 to 1.
type Match struct {
	Ticket int64
	Score  float64
}

// Scores from which two tickets are similar, and from which a title is about a ticket.
const (
	LikeEnough  = 0.4
	TitleEnough = 0.3
)

// MaxCount is up to how many tickets with a term are counted: beyond, a term is common.
const MaxCount = 200

// Weight is how much a term tells apart, by the number of tickets that have it: a rare one ten
// times as much as a common one.
func Weight(count int) float64 {
	return math.Log(1 + float64(MaxCount)/float64(max(1, min(count, MaxCount))))
}

// Weighed is a term with its weight in thousandths.
type Weighed struct {
	Term   string
	Weight int
}

// Rarest are the terms that tell most, up to most of them: those that few tickets have, in the
// order of the text among equals. A term that no ticket has finds none.
func Rarest(terms []string, counts map[string]int, most int) []Weighed {
	var out []Weighed
	for _, term := range terms {
		if n := counts[term]; n > 0 {
			out = append(out, Weighed{term, int(1000 * Weight(n))})
		}
	}
	slices.SortStableFunc(out, func(x, y Weighed) int { return cmp.Compare(y.Weight, x.Weight) })
	return out[:min(len(out), most)]
}

// shorter is how much the shorter of two texts counts when they are compared: the same trouble is
// told by one person in three words and by another in fifty.
const shorter = 0.7

// Rank orders documents by the weight of the terms they share with the query, and leaves out
// those below least. With cover the score is the share of the shorter text that the other one
// has too, for titles; else it is a share of both, of the longer one less.
func Rank(query []string, documents map[int64][]string, counts map[string]int, cover bool, least float64) []Match {
	asked, whole := map[string]bool{}, 0.0
	for _, t := range query {
		asked[t] = true
		whole += Weight(counts[t])
	}
	var out []Match
	for ticket, terms := range documents {
		common, theirs := 0.0, 0.0
		for _, t := range terms {
			w := Weight(counts[t])
			theirs += w
			if asked[t] {
				common += w
			}
		}
		less := min(whole, theirs)
		score := common / (shorter*less + (1-shorter)*(whole+theirs)/2)
		if cover {
			score = common / less
		}
		if common > 0 && score >= least {
			out = append(out, Match{ticket, score})
		}
	}
	slices.SortFunc(out, func(x, y Match) int {
		return cmp.Or(cmp.Compare(y.Score, x.Score), cmp.Compare(y.Ticket, x.Ticket))
	})
	return out
}
