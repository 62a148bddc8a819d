package grammar

import "guichet/tickets"

// OptionKind says what a sub-command's option takes.
type OptionKind int

// The kinds of options.
const (
	TicketOption OptionKind = iota // a number: 12, INC-12, inc12 (with completion where the platform has it)
	PersonOption                   // somebody
	TextOption                     // free words
	ChoiceOption                   // one of Choices
	FileOption                     // a file
	WhenOption                     // a date and time
	PeriodOption                   // a stretch of days until now: week, 30d
)

// CommandOption is an option of a sub-command.
type CommandOption struct {
	Name        string // the same in every language
	Kind        OptionKind
	Required    bool
	Complete    bool // the platform asks CompletionEvent while it is typed
	Description tickets.Words
	Choices     []Choice
}

// Choice is a fixed choice of an option.
type Choice struct {
	Value string
	Name  tickets.Words
}

// Command is a sub-command of /ticket, with its French name (accents kept).
type Command struct {
	Name        string
	French      string
	Description tickets.Words // ≤ 100 characters
	Options     []CommandOption
	Staff       bool // shown in help to technicians only
}

// ContextMenu is a command in a message's or a person's menu.
type ContextMenu struct {
	ID       string // Event.Name
	OnPerson bool
	Name     tickets.Words // ≤ 24 characters (Slack), ≤ 32 (Discord)
}

func words(fr, en string) tickets.Words { return tickets.Words{"fr": fr, "en": en} }

// TicketDescription describes /ticket itself.
var TicketDescription = words("Ouvrir et suivre un ticket", "Open and follow a ticket")

var ticketOption = CommandOption{
	Name: "ticket", Kind: TicketOption, Required: true, Complete: true,
	Description: words("Numéro du ticket", "Ticket number"),
}

func textOption(name string, required bool, fr, en string) CommandOption {
	return CommandOption{Name: name, Kind: TextOption, Required: required, Description: words(fr, en)}
}

var urgencyChoices = []Choice{
	{"low", words("Basse", "Low")}, {"medium", words("Moyenne", "Medium")}, {"high", words("Haute", "High")},
}

var kindChoices = []Choice{{"incident", words("Incident", "Incident")}, {"request", words("Demande", "Request")}}

var impactChoices = []Choice{
	{"one", words("Une personne", "One person")}, {"team", words("Une équipe", "A team")}, {"many", words("Plusieurs équipes", "Many")},
}

// Commands lists the sub-commands of /ticket in the order of help.
func Commands() []Command {
	return []Command{
		{Name: "new", French: "nouveau", Description: words("Ouvrir un ticket", "Open a ticket"), Options: []CommandOption{
			{Name: "type", Kind: ChoiceOption, Description: words("Incident ou demande", "Incident or request"), Choices: kindChoices},
			{Name: "urgency", Kind: ChoiceOption, Description: words("Urgence", "Urgency"), Choices: urgencyChoices},
			{Name: "category", Kind: TextOption, Complete: true, Description: words("Catégorie", "Category")},
			{Name: "beneficiary", Kind: PersonOption, Description: words("La personne concernée, si ce n’est pas vous", "The person concerned, if not you")},
			{Name: "file", Kind: FileOption, Description: words("Pièce jointe", "File")},
		}},
		{Name: "list", French: "liste", Description: words("Vos tickets en cours", "Your open tickets"), Options: []CommandOption{
			{Name: "level", Kind: ChoiceOption, Description: words("Pour l’équipe : quels tickets", "For the team: which tickets"), Choices: []Choice{
				{string(FilterMine), words("En charge", "Mine")},
				{string(FilterPool), words("Pot commun", "Pool")},
				{string(FilterTeam), words("Équipe", "Team")},
				{string(FilterLate), words("En retard", "Late")},
				{string(FilterOwn), words("Mes demandes", "My own")},
			}},
		}},
		{Name: "show", French: "voir", Description: words("Voir un ticket", "Show a ticket"), Options: []CommandOption{ticketOption}},
		{Name: "cancel", French: "annuler", Description: words("Annuler un ticket", "Cancel a ticket"), Options: []CommandOption{
			ticketOption, textOption("reason", false, "Motif", "Reason"),
		}},
		{Name: "validate", French: "valider", Description: words("Confirmer que c’est résolu", "Confirm that it is solved"), Options: []CommandOption{ticketOption}},
		{Name: "refuse", French: "refuser", Description: words("Dire que ce n’est pas résolu", "Say that it is not solved"), Options: []CommandOption{
			ticketOption, textOption("reason", false, "Motif", "Reason"),
		}},
		{Name: "reopen", French: "rouvrir", Description: words("Rouvrir un ticket clos", "Reopen a closed ticket"), Options: []CommandOption{
			ticketOption, textOption("reason", false, "Motif", "Reason"),
		}},
		{Name: "metoo", French: "moiaussi", Description: words("Moi aussi, j’ai ce problème", "I have this problem too"), Options: []CommandOption{ticketOption}},
		{Name: "sla", French: "sla", Description: words("Nos engagements, ou les délais d’un ticket", "Our commitments, or a ticket’s deadlines"), Options: []CommandOption{
			{Name: "ticket", Kind: TicketOption, Complete: true, Description: words("Numéro du ticket ; sans lui, nos engagements", "Ticket number; without it, our commitments")},
		}},
		{Name: "help", French: "aide", Description: words("Ce que vous pouvez faire ici", "What you can do here")},
		{Name: "day", French: "journée", Staff: true, Description: words("Votre journée : vos tickets, puis le pot commun", "Your day: your tickets, then the pool")},
		{Name: "claim", French: "prendre", Staff: true, Description: words("Prendre en charge un ticket", "Claim a ticket"), Options: []CommandOption{ticketOption}},
		{Name: "release", French: "rendre", Staff: true, Description: words("Rendre un ticket au pot commun", "Release a ticket to the pool"), Options: []CommandOption{ticketOption}},
		{Name: "assign", French: "assigner", Staff: true, Description: words("Confier un ticket à quelqu’un", "Assign a ticket to somebody"), Options: []CommandOption{
			ticketOption, {Name: "person", Kind: PersonOption, Required: true, Description: words("Technicien", "Technician")},
		}},
		{Name: "contact", French: "contact", Staff: true, Description: words("Noter le premier contact", "Log the first contact"), Options: []CommandOption{ticketOption}},
		{Name: "reply", French: "répondre", Staff: true, Description: words("Répondre au demandeur", "Reply to the requester"), Options: []CommandOption{
			ticketOption, textOption("text", false, "Message au demandeur", "Message to the requester"),
		}},
		{Name: "note", French: "note", Staff: true, Description: words("Ajouter une note interne", "Add an internal note"), Options: []CommandOption{
			ticketOption, textOption("text", false, "Note, vue de l’équipe seulement", "Note, seen by the team only"),
		}},
		{Name: "wait", French: "attente", Staff: true, Description: words("Mettre un ticket en attente", "Put a ticket on hold"), Options: []CommandOption{
			ticketOption, textOption("reason", false, "Motif", "Reason"),
		}},
		{Name: "resume", French: "reprendre", Staff: true, Description: words("Reprendre un ticket en attente", "Resume a waiting ticket"), Options: []CommandOption{ticketOption}},
		{Name: "escalate", French: "escalader", Staff: true, Description: words("Appeler le niveau 2 ou 3", "Call level 2 or 3"), Options: []CommandOption{
			ticketOption,
			{Name: "level", Kind: ChoiceOption, Description: words("Niveau", "Level"), Choices: []Choice{{"2", words("Niveau 2", "Level 2")}, {"3", words("Niveau 3", "Level 3")}}},
			textOption("reason", false, "Motif", "Reason"),
		}},
		{Name: "resolve", French: "résoudre", Staff: true, Description: words("Résoudre un ticket", "Resolve a ticket"), Options: []CommandOption{
			ticketOption, textOption("text", false, "Solution", "Solution"),
		}},
		{Name: "urgent", French: "urgent", Staff: true, Description: words("Passer l’urgence à haute", "Raise the urgency to high"), Options: []CommandOption{ticketOption}},
		{Name: "impact", French: "impact", Staff: true, Description: words("Changer l’impact", "Change the impact"), Options: []CommandOption{
			ticketOption, {Name: "level", Kind: ChoiceOption, Required: true, Description: words("Qui est touché", "Who is hit"), Choices: impactChoices},
		}},
		{Name: "type", French: "type", Staff: true, Description: words("Passer d’incident à demande, ou l’inverse", "Turn an incident into a request, or back"), Options: []CommandOption{
			ticketOption, {Name: "level", Kind: ChoiceOption, Description: words("Type ; sans lui, l’autre", "Type; without it, the other one"), Choices: kindChoices},
		}},
		{Name: "stats", French: "stats", Staff: true, Description: words("Les chiffres d’une période", "The figures of a period"), Options: []CommandOption{
			{Name: "period", Kind: PeriodOption, Description: words("jour, semaine, mois, année ou 30j ; sans elle, 30 jours", "day, week, month, year or 30d; without it, 30 days")},
			{Name: "level", Kind: ChoiceOption, Description: words("De l’équipe, ou de vous seul", "The team’s, or yours alone"), Choices: []Choice{
				{"team", words("Équipe", "Team")}, {OnlyMe, words("Moi", "Me")},
			}},
		}},
	}
}

// ContextMenus lists the context menus and shortcuts.
func ContextMenus() []ContextMenu {
	return []ContextMenu{
		{ID: ShortcutFromMessage, Name: words("Ouvrir un ticket", "Open a ticket")},
		{ID: ShortcutFor, OnPerson: true, Name: words("Ouvrir un ticket pour", "Open a ticket for")},
		{ID: ShortcutSend, Name: words("Envoyer au demandeur", "Send to requester")},
	}
}
