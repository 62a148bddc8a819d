package calendar

import (
	"slices"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/aa"
	"github.com/rickar/cal/v2/fr"
)

// french are the public holidays (jours fériés) of the Code du travail. None of them moves when it
// falls on a weekend.
//
// FR is article L3133-1, eleven days, which the library has: 1 January, Easter Monday, 1 and 8 May,
// Ascension, Whit Monday, 14 July, 15 August, 1 November, 11 November, 25 December. The journée de
// solidarité (L3133-7) takes no holiday away: each employer chooses its day.
//
// FR-ALSACE-MOSELLE is article L3134-13 (Bas-Rhin, Haut-Rhin, Moselle), which adds Good Friday and
// the second day of Christmas. The article limits Good Friday to communes with a Protestant church
// or a church of both confessions; a desk in another commune lists the day under Spec.Open.
//
// The overseas departments are article L3422-2, which adds to FR the day on which each
// commemorates the abolition of slavery.
var french = map[string][]*cal.Holiday{
	"FR": fr.Holidays,
	"FR-ALSACE-MOSELLE": slices.Concat(fr.Holidays, []*cal.Holiday{
		aa.GoodFriday, aa.ChristmasDay2,
	}),
	"FR-MAYOTTE":    abolition(27, time.April),    // L3422-2, 1°
	"FR-MARTINIQUE": abolition(22, time.May),      // L3422-2, 2°
	"FR-GUADELOUPE": abolition(27, time.May),      // L3422-2, 3°
	"FR-GUYANE":     abolition(10, time.June),     // L3422-2, 4°
	"FR-REUNION":    abolition(20, time.December), // L3422-2, 6°
}

// abolition returns the days of FR and the one that commemorates the abolition of slavery.
func abolition(day int, month time.Month) []*cal.Holiday {
	return slices.Concat(fr.Holidays, []*cal.Holiday{{
		Name:  "Commémoration de l'abolition de l'esclavage",
		Type:  cal.ObservancePublic,
		Month: month,
		Day:   day,
		Func:  cal.CalcDayOfMonth,
	}})
}
