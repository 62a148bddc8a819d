package config

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"guichet/bot"
	"guichet/tickets"
	"guichet/tickets/calendar"
)

// Desk is a checked configuration.
type Desk struct {
	File      string          // "" when there is none: everything is a default
	Policy    *tickets.Policy // complete; people are references as they were written
	Calendars map[string]*calendar.Calendar
	Spaces    map[string]bot.SpaceConfig // by name of the space: all of package config's Spaces
	Counter   string                     // "thread" or "dm" (Discord)

	Groups        []Group
	OverloadAt    int // active tickets of level 1 at which level 2 is called; 0 never
	Publish       *Publication
	ClosedTickets int // days a closed ticket is kept; 0 for ever
	Reports       []Report
}

// maxFileSize bounds guichet.yaml, in bytes: a large desk has some ten thousand.
const maxFileSize = 1 << 20

// Load reads the desk from the file at path ("" none: defaults), with the channels of env, which
// win, and its time zone, which does not. Mistakes are Problems.
func Load(path string, env Env) (*Desk, error) {
	var source []byte
	if path != "" {
		info, err := os.Stat(path)
		switch {
		case errors.Is(err, os.ErrNotExist):
			return nil, Problems{{File: path, Message: "there is no such file: correct GUICHET_CONFIG, or remove it to use " + DefaultFile + " of the working directory"}}
		case err == nil && info.IsDir():
			return nil, Problems{{File: path, Message: "this is a folder: name the YAML file in it"}}
		case err == nil && info.Size() > maxFileSize:
			return nil, Problems{{File: path, Message: "this file is larger than 1 MB, which no desk needs: is it the right one?"}}
		case err == nil:
			source, err = os.ReadFile(path)
		}
		if err != nil {
			return nil, Problems{{File: path, Message: fmt.Sprintf("this file cannot be read: %v", errors.Unwrap(err))}}
		}
	}
	return Parse(path, source, env)
}

// Parse is Load for the source of a file.
func Parse(file string, source []byte, env Env) (*Desk, error) {
	d := parseDocument(file, source)
	if len(d.problems) > 0 {
		return nil, d.problems
	}
	desk := readDesk(d, env)
	desk.File = file
	if len(d.problems) > 0 {
		return nil, d.sorted()
	}
	return desk, nil
}

// readDesk reads every section. On problems what it returns is not to be used.
func readDesk(d *document, env Env) *Desk {
	top := d.top().object("desk", "channels", "roles", "calendars", "priorities", "sla", "alerts", "categories",
		"groups", "rota", "claims", "validation", "survey", "macros", "files", "retention", "reports")

	p := &tickets.Policy{}
	desk := &Desk{Policy: p}
	general := readGeneral(top.get("desk"), env)
	p.Name, p.Locale, p.Zone, p.Relay = general.name, general.locale, general.zone, general.relay
	desk.Counter = general.counter

	desk.Calendars = readCalendars(top.get("calendars"), p.Zone)
	p.Calendar = desk.Calendars[defaultCalendar]
	p.Matrix, p.ImpactSteps = readPriorities(top.get("priorities"))
	p.Targets = readTargets(top.get("sla"), defaultTargets(p.Calendar), desk.Calendars)
	p.WarnAt, p.AlertBudget = readAlerts(top.get("alerts"))

	categories := readCategories(top.get("categories"), p.Targets, desk.Calendars)
	for _, c := range categories {
		p.Categories = append(p.Categories, c.Category)
	}
	desk.Groups = readGroups(top.get("groups"), p.Targets, categories, desk.Calendars)
	for _, g := range desk.Groups {
		p.Groups = append(p.Groups, g.contract())
	}
	p.Rota, desk.OverloadAt = readRota(top.get("rota"))
	p.Lease = readClaims(top.get("claims"))
	p.Validation = readValidation(top.get("validation"))
	p.Survey, desk.Publish = readSurvey(top.get("survey"), p)
	p.Macros = readMacros(top.get("macros"))
	p.Files = readFiles(top.get("files"))
	desk.ClosedTickets = readRetention(top.get("retention"))
	desk.Reports = readReports(top.get("reports"))

	desk.Spaces = spaces(readChannels(top.get("channels"), env), readRoles(top.get("roles")), general, categories, p.Groups)
	return desk
}

// Missing says in sentences what a platform still needs before it can run, none when all is
// there: the helpdesk, pool and escalation channels.
func (d *Desk) Missing(space string) []string {
	c := d.Spaces[space]
	var out []string
	for _, need := range []struct{ value, variable, key string }{
		{c.Helpdesk, "HELPDESK_CHANNEL", "helpdesk"},
		{c.Pool, "POOL_CHANNEL", "pool"},
		{c.Escalation, "ESCALATION_CHANNEL", "escalation"},
	} {
		if need.value == "" {
			out = append(out, fmt.Sprintf("%s has no %s channel: set %s, or channels.%s in %s, to its name or its id on %s",
				Title(space), need.key, need.variable, need.key, d.fileName(), Title(space)))
		}
	}
	return out
}

// CalendarName is the name of one of the desk's calendars.
func (d *Desk) CalendarName(c *calendar.Calendar) string {
	for name, known := range d.Calendars {
		if known == c {
			return name
		}
	}
	return ""
}

func (d *Desk) fileName() string {
	if d.File == "" {
		return DefaultFile
	}
	return d.File
}

// Title is the name of a space as people write it.
func Title(space string) string {
	if space == "" {
		return ""
	}
	return strings.ToUpper(space[:1]) + space[1:]
}

// general is the section desk.
type general struct {
	name, locale, relay, counter string
	zone                         *time.Location
	admins                       []tickets.UserID
}

// DefaultZone is the desk's time zone when neither guichet.yaml nor TZ names one.
const DefaultZone = "Europe/Paris"

func readGeneral(v value, env Env) general {
	o := v.object("name", "locale", "timezone", "relay", "counter", "admins")
	g := general{
		name:    o.get("name").text("Guichet", 60),
		locale:  oneOf(o.get("locale"), "fr", "fr", "en"),
		relay:   oneOf(o.get("relay"), "explicit", "explicit", "automatic"),
		counter: oneOf(o.get("counter"), "thread", "thread", "dm"),
		admins:  o.get("admins").refs(parseRef),
	}
	if zone := o.get("timezone"); zone.node != nil {
		g.zone = read(zone, time.UTC, parseZone)
		return g
	}
	name := strings.TrimPrefix(env.TZ, ":") // POSIX writes TZ=:Europe/Paris
	if name == "" {
		name = DefaultZone
	}
	z, err := parseZone(name)
	if err != nil {
		v.doc.problems = append(v.doc.problems, Problem{Message: fmt.Sprintf("TZ %v; or write desk.timezone in %s", err, DefaultFile)})
		return general{zone: time.UTC}
	}
	g.zone = z
	return g
}
