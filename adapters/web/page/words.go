package page

// word is a sentence of the page in French or English. A key that is missing comes back as it
// is; a test sees to it that none is.
func word(lang, key string) string {
	pair, ok := phrases[key]
	if !ok {
		return key
	}
	if lang == "fr" {
		return pair[0]
	}
	return pair[1]
}

// phrases are the page's own words: French, English. What the bot says is in bot/locales.
var phrases = map[string][2]string{
	"title":          {"Guichet · démonstration", "Guichet · demonstration"},
	"demo":           {"Démonstration", "Demonstration"},
	"demo.hint":      {"Rien ne sort de cette machine : les personnes et les tickets sont fictifs.", "Nothing leaves this machine: people and tickets are made up."},
	"noscript":       {"Cette page a besoin de JavaScript.", "This page needs JavaScript."},
	"pane.left":      {"Volet du demandeur", "Requester’s pane"},
	"pane.right":     {"Volet du technicien", "Technician’s pane"},
	"panes.switch":   {"Volet affiché", "Pane shown"},
	"left.short":     {"Demandeur", "Requester"},
	"right.short":    {"Technicien", "Technician"},
	"who":            {"Vous êtes", "You are"},
	"role.requester": {"Demandeur", "Requester"}, "role.technician": {"Technicien", "Technician"}, "role.manager": {"Responsable", "Manager"},
	"places":          {"Canaux et conversations", "Channels and conversations"},
	"places.channels": {"Canaux", "Channels"}, "places.tickets": {"Vos tickets", "Your tickets"},
	"places.direct": {"Messages directs", "Direct messages"}, "places.archived": {"Plus anciens", "Older"},
	"unread": {"non lus", "unread"}, "private": {"privé", "private"},
	"messages": {"Messages", "Messages"}, "earlier": {"Messages précédents", "Earlier messages"}, "new": {"Nouveaux", "New"},
	"empty": {"Rien encore ici. Écrivez ci-dessous.", "Nothing here yet. Write below."},
	"only":  {"Visible par vous seulement", "Only visible to you"}, "dismiss": {"Effacer", "Dismiss"},
	"app": {"app", "app"}, "edited": {"(modifié)", "(edited)"},
	"reply": {"Répondre dans le fil", "Reply in thread"}, "replies.one": {"réponse", "reply"}, "replies.many": {"réponses", "replies"}, "replies.new": {"nouvelles", "new"},
	"react": {"Réagir", "React"}, "ticket.open": {"Ouvrir un ticket", "Open a ticket"}, "ticket.for": {"Ouvrir un ticket pour", "Open a ticket for"},
	"send.requester": {"Envoyer au demandeur", "Send to requester"}, "edit": {"Modifier", "Edit"}, "delete": {"Supprimer", "Delete"},
	"reactions": {"Réactions", "Reactions"}, "actions": {"Actions sur le message", "Message actions"},
	"thread": {"Fil", "Thread"}, "thread.close": {"Fermer le fil", "Close thread"},
	"composer":         {"Écrire un message", "Write a message"},
	"composer.channel": {"Écrire, ou taper / pour les commandes", "Write, or type / for commands"},
	"composer.thread":  {"Répondre dans le fil", "Reply in the thread"},
	"send":             {"Envoyer", "Send"}, "attach": {"Joindre un fichier", "Attach a file"}, "drop": {"Déposez les fichiers ici", "Drop files here"},
	"file.remove": {"Retirer", "Remove"}, "files.choose": {"Choisir des fichiers, ou les déposer ici", "Choose files, or drop them here"},
	"choose": {"Choisir…", "Choose…"}, "required": {"obligatoire", "required"}, "close": {"Fermer", "Close"},
	"suggestions": {"Suggestions", "Suggestions"},
	"clock":       {"Horloge du bureau", "Desk clock"}, "clock.real": {"Temps réel", "Real time"}, "clock.speed": {"Vitesse", "Speed"},
	"clock.next": {"Échéance suivante", "Next deadline"}, "clock.none": {"Aucune échéance n’attend.", "No deadline is waiting."},
	"theme":   {"Clair ou sombre", "Light or dark"},
	"journal": {"Journal", "Journal"}, "journal.title": {"Journal d’un ticket", "A ticket’s journal"}, "journal.ticket": {"Ticket", "Ticket"},
	"journal.none": {"Aucun ticket pour l’instant.", "No ticket yet."},
	"journal.hint": {"Chaque changement est une ligne qui ne s’efface pas.", "Every change is a row that is never erased."},
	"journal.desk": {"le bureau", "the desk"}, "via": {"par", "via"},
	"guide": {"Premiers pas", "First steps"}, "guide.done": {"Bravo, vous avez fait le tour !", "Well done, you have seen it all!"},
	"guide.open":     {"À gauche, Alice tape « /ticket imprimante bloquée » et envoie le formulaire.", "On the left, Alice types “/ticket printer jammed” and sends the form."},
	"guide.claim":    {"À droite, Tessa réagit 👀 à la fiche du ticket : elle le prend en charge.", "On the right, Tessa reacts 👀 to the ticket’s card: she claims it."},
	"guide.reply":    {"Tessa écrit dans le fil de la fiche, puis met ✉️ sur son message : Alice le reçoit.", "Tessa writes in the card’s thread, then puts ✉️ on her message: Alice gets it."},
	"guide.resolve":  {"Tessa clique « Résoudre » sur la fiche et donne la solution.", "Tessa clicks “Resolve” on the card and gives the solution."},
	"guide.validate": {"Alice valide dans « Vos tickets », puis donne deux notes.", "Alice validates under “Your tickets”, then gives two marks."},
	"guide.clock":    {"Cliquez « Échéance suivante » : une alerte part avant que le délai ne soit dépassé.", "Click “Next deadline”: an alert goes out before the target is missed."},
	"step.open":      {"Ouvrir", "Open"}, "step.claim": {"Prendre", "Claim"}, "step.reply": {"Répondre", "Reply"},
	"step.resolve": {"Résoudre", "Resolve"}, "step.validate": {"Valider", "Validate"}, "step.clock": {"Avancer", "Fast-forward"},
	"step.is_done": {"fait", "done"}, "step.is_next": {"à faire maintenant", "do this now"},
	"error.ours":      {"Quelque chose s’est mal passé de notre côté.", "Something went wrong on our side."},
	"error.gone":      {"Cela n’existe plus.", "That is no longer there."},
	"error.forbidden": {"Cela ne vous est pas permis.", "You are not allowed to do that."},
	"error.too_long":  {"C’est trop long ou trop lourd.", "That is too long or too large."},
	"error.away":      {"Guichet ne répond pas ; réessayez dans un instant.", "Guichet does not answer; try again in a moment."},
	"error.offline":   {"La démonstration ne répond plus. Nouvel essai…", "The demonstration does not answer. Trying again…"},
	"fact.state":      {"état", "state"}, "fact.priority": {"priorité", "priority"}, "fact.urgency": {"urgence", "urgency"}, "fact.impact": {"impact", "impact"},
	"fact.category": {"catégorie", "category"}, "fact.assignee": {"assigné à", "assignee"}, "fact.previous": {"avant", "before"}, "fact.subject": {"personne", "person"},
	"fact.ball": {"en attente de", "waiting for"}, "fact.clock": {"délai", "clock"}, "fact.percent": {"écoulé", "used"}, "fact.deadline": {"échéance", "deadline"},
	"fact.due": {"dû à", "due at"}, "fact.marks": {"notes (rapidité / réponse)", "marks (speed / answer)"}, "fact.level": {"niveau", "level"},
	"fact.why": {"motif", "why"}, "fact.workaround": {"contournement", "workaround"},
	"entry.opened": {"Ouvert", "Opened"}, "entry.claimed": {"Pris en charge", "Claimed"}, "entry.released": {"Rendu au pot commun", "Released"},
	"entry.assigned": {"Assigné", "Assigned"}, "entry.contacted": {"Premier contact", "First contact"}, "entry.waiting": {"Mis en attente", "Put on hold"},
	"entry.resumed": {"Repris", "Resumed"}, "entry.resolved": {"Résolu", "Resolved"}, "entry.validated": {"Validé", "Validated"}, "entry.refused": {"Refusé", "Refused"},
	"entry.closed": {"Clos", "Closed"}, "entry.cancelled": {"Annulé", "Cancelled"}, "entry.reopened": {"Rouvert", "Reopened"},
	"entry.urgency": {"Urgence changée", "Urgency changed"}, "entry.impact": {"Impact changé", "Impact changed"}, "entry.type": {"Type changé", "Type changed"},
	"entry.announced": {"Annoncé", "Announced"}, "entry.withdrawn": {"Annonce retirée", "Announcement withdrawn"}, "entry.not_me_too": {"« Moi aussi » retiré", "“Me too” taken back"},
	"entry.category": {"Catégorie choisie", "Category chosen"}, "entry.escalated": {"Escaladé", "Escalated"}, "entry.me_too": {"« Moi aussi »", "“Me too”"}, "entry.said": {"Dit par le demandeur", "Said by the requester"},
	"entry.replied": {"Répondu au demandeur", "Replied to the requester"}, "entry.noted": {"Note interne", "Internal note"}, "entry.prompted": {"✅ posé", "✅ put"},
	"entry.warned": {"Alerte avant échéance", "Warned before the deadline"}, "entry.breached": {"Délai dépassé", "Target missed"}, "entry.reminded": {"Relancé", "Reminded"},
	"entry.rating_asked": {"Notes demandées", "Marks asked"}, "entry.rated": {"Noté", "Rated"}, "entry.unrated": {"Sans note", "Not rated"}, "entry.followed_up": {"Suivi par un responsable", "Followed up"},
}
