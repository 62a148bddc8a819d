package grammar

import "guichet/tickets"

// DeskDescription describes /desk itself.
var DeskDescription = words("Le travail du guichet : réponses types, prolonger, approuver", "The desk’s own work: canned replies, extend, approve")

// DeskCommands lists the sub-commands of /desk: what technicians and managers do besides the
// daily work, for which /ticket has no room (25 sub-commands on Discord).
func DeskCommands() []Command {
	return []Command{
		{Name: "panel", French: "panel", Staff: true, Description: words("Publier ou renouveler le panneau des catégories", "Post or renew the panel of categories"), Options: []CommandOption{
			{Name: "level", Kind: ChoiceOption, Description: words("Où : le salon d’aide, ou ici", "Where: the helpdesk channel, or here"), Choices: []Choice{
				{"helpdesk", words("Salon d’aide", "Helpdesk channel")}, {"here", words("Ici", "Here")},
			}},
		}},
		{Name: "macro", French: "macro", Staff: true, Description: words("Envoyer une réponse type au demandeur", "Send the requester a canned reply"), Options: []CommandOption{
			ticketOption,
			{Name: "name", Kind: TextOption, Complete: true, Description: words("Réponse type ; sans elle, un menu", "Canned reply; without it, a menu")},
		}},
		{Name: "edit", French: "modifier", Staff: true, Description: words("Corriger un ticket : objet, catégorie, urgence…", "Correct a ticket: summary, category, urgency…"), Options: []CommandOption{
			ticketOption,
			{Name: "category", Kind: TextOption, Complete: true, Description: words("Nouvelle catégorie", "New category")},
		}},
		{Name: "extend", French: "prolonger", Staff: true, Description: words("Proposer une autre échéance au demandeur", "Propose another deadline to the requester"), Options: []CommandOption{
			ticketOption,
			{Name: "until", Kind: WhenOption, Description: words("Date et heure, par exemple 25/11/2026 17:00", "Date and time, for example 25/11/2026 17:00")},
			textOption("reason", false, "Motif", "Reason"),
		}},
		{Name: "attribute", French: "imputer", Staff: true, Description: words("Dire à qui est dû un retard", "Say whose delay a missed deadline is"), Options: []CommandOption{
			ticketOption,
			{Name: "level", Kind: ChoiceOption, Description: words("À qui", "Whose"), Choices: []Choice{
				{DelayUs, words("Nous", "Us")},
				{string(tickets.BallRequester), words("Demandeur", "Requester")},
				{string(tickets.BallSupplier), words("Fournisseur", "Supplier")},
				{string(tickets.BallOtherDesk), words("Autre guichet", "Other desk")},
			}},
		}},
		{Name: "transcript", French: "transcript", Description: words("Recevoir l’historique complet d’un ticket", "Get a ticket’s whole story as a file"), Options: []CommandOption{ticketOption}},
		{Name: "link", French: "lier", Staff: true, Description: words("Lier deux tickets, ou clore le premier comme doublon du second", "Link two tickets, or close the first as a duplicate of the second"), Options: []CommandOption{
			ticketOption, otherOption,
			{Name: "level", Kind: ChoiceOption, Description: words("Ce que le premier est pour le second", "What the first is to the second"), Choices: []Choice{
				{string(tickets.LinkRelated), words("Lié", "Related")},
				{string(tickets.LinkDuplicate), words("Doublon", "Duplicate")},
				{string(tickets.LinkCausedBy), words("Conséquence", "Consequence")},
			}},
		}},
		{Name: "unlink", French: "délier", Staff: true, Description: words("Retirer le lien entre deux tickets", "Take the link between two tickets away"), Options: []CommandOption{ticketOption, otherOption}},
		{Name: "merge", French: "fusionner", Staff: true, Description: words("Réunir le premier ticket avec le second", "Merge the first ticket into the second"), Options: []CommandOption{
			ticketOption, otherOption,
			{Name: "level", Kind: ChoiceOption, Description: words("« Séparer » pour annuler la fusion", "“Undo” to separate them again"), Choices: []Choice{
				{UndoMerge, words("Séparer", "Undo")},
			}},
		}},
		{Name: "bulk", French: "lot", Staff: true, Description: words("Clore ou confier plusieurs tickets à la fois", "Close or assign many tickets at once"), Options: []CommandOption{
			textOption("text", false, "Filtre : état, catégorie, âge (30j), mots", "Filter: state, category, age (30d), words"),
		}},
		{Name: "follow", French: "suivre", Description: words("Suivre un ticket, ou y ajouter un collègue", "Follow a ticket, or add a colleague to it"), Options: []CommandOption{
			ticketOption,
			{Name: "person", Kind: PersonOption, Description: words("Qui doit suivre le ticket ; vous, si vous ne nommez personne", "Who is to follow the ticket; you, if you name nobody")},
			{Name: "level", Kind: ChoiceOption, Description: words("« Ne plus suivre » pour arrêter", "“Stop” to follow no longer"), Choices: []Choice{
				{StopFollowing, words("Ne plus suivre", "Stop")},
			}},
		}},
		{Name: "evaluate", French: "évaluer", Staff: true, Description: words("Évaluer une demande : faisabilité, coût, impact", "Evaluate a request: feasibility, cost, impact"), Options: []CommandOption{ticketOption}},
		{Name: "submit", French: "soumettre", Staff: true, Description: words("Soumettre une demande à ses approbateurs", "Submit a request to its approvers"), Options: []CommandOption{ticketOption}},
		{Name: "approve", French: "approuver", Staff: true, Description: words("Approuver une demande", "Approve a request"), Options: []CommandOption{ticketOption}},
		{Name: "reject", French: "rejeter", Staff: true, Description: words("Rejeter une demande, avec le motif", "Reject a request, with the reason"), Options: []CommandOption{
			ticketOption, textOption("reason", false, "Motif", "Reason"),
		}},
		{Name: "away", French: "absence", Staff: true, Description: words("Dire jusqu’à quand vous n’approuvez rien", "Say until when you approve nothing"), Options: []CommandOption{
			{Name: "until", Kind: WhenOption, Description: words("Date et heure, ou « non » si vous êtes de retour", "Date and time, or “no” when you are back")},
		}},
		{Name: "announce", French: "annoncer", Staff: true, Description: words("Annoncer un incident dans le canal d’assistance", "Announce an incident in the helpdesk channel"), Options: []CommandOption{
			ticketOption, textOption("text", false, "Titre public, vu de tous", "Public title, seen by everybody"),
		}},
	}
}

// OtherTicket is the name of the option that takes the second of two tickets.
const OtherTicket = "other"

var otherOption = CommandOption{
	Name: OtherTicket, Kind: TicketOption, Required: true, Complete: true,
	Description: words("Numéro de l’autre ticket", "Number of the other ticket"),
}

// UndoMerge is the choice of /desk merge that undoes it.
const UndoMerge = "undo"

// DeskCommand is the name of /desk in events.
const DeskCommand = "desk"

// IsDesk tells whether a sub-command is one of /desk.
func IsDesk(name string) bool { return findIn(DeskCommands(), name) != nil }
