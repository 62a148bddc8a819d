# The sample desk: about thirty tickets of the last three weeks. "day -3" is three working days ago.

ticket printer-2nd
  day -15 09:12  alice opens "L’imprimante du 2e étage imprime en gris" category=printing urgency=low description="Toutes les pages couleur sortent en niveaux de gris depuis ce matin."
  day -15 09:40  tessa claims
  day -15 09:55  tessa contacts
  day -15 11:20  tessa resolves "Cartouche magenta remplacée, profil couleur réappliqué."
  day -15 14:02  alice validates
  day -15 14:03  alice rates 5 5

ticket vpn-bob
  day -15 10:30  bob opens "VPN drops every ten minutes" category=network urgency=high description="Since Monday. I am on the train a lot, but it also happens at home."
  day -15 10:41  tom claims
  day -15 10:50  tom replies "Hi Bob, I am looking at the gateway logs. Are you on Wi-Fi or on a cable at home?"
  day -15 11:05  bob says "Wi-Fi. The cable seems better."
  day -15 15:10  tom resolves "The client kept an old MTU. Updated the profile to 1380." root_cause="Profile not pushed to laptops of before 2024."
  day -15 16:00  bob validates
  day -15 16:01  bob rates 4 5
  day -15 16:03  bob comments "Fast and friendly."

ticket badge
  day -14 09:20  alice opens "Accès au lecteur Compta-2026" kind=request category=network description="Pour la clôture, il me faut l’écriture sur Compta-2026."
  day -14 10:15  tom claims
  day -14 10:20  tom contacts
  day -14 11:40  tom resolves "Droits en écriture donnés sur Compta-2026."
  # No answer: reminded, then closed by silence.

ticket screen
  day -14 11:02  bob opens "Second screen stays black" category=workstation
  day -14 11:30  tessa claims
  day -14 11:45  tessa contacts
  day -14 14:20  tessa resolves "Docking station firmware updated."
  day -14 15:00  bob refuses "It worked for an hour, then went black again."
  day -14 16:10  tessa writes "Station suspecte : échange avec celle de la salle 12."
  day -14 17:05  tessa resolves "Docking station replaced."
  day -13 09:10  bob validates
  day -13 09:11  bob rates 3 4

ticket outlook
  day -13 09:31  alice opens "Outlook demande le mot de passe sans arrêt" category=software urgency=high
  day -13 09:35  tessa claims
  day -13 09:38  tessa contacts
  day -13 10:02  tessa resolves "Jeton d’authentification purgé." workaround=yes
  day -13 10:30  alice validates
  day -13 10:31  alice rates 5 4

ticket phone-call
  day -13 14:20  tom opens "Standard : la mélodie d’attente est coupée" category=phone caller="Mme Petit, accueil" source=phone solution="Fichier audio renvoyé vers le standard."

ticket zoom
  day -12 08:50  bob opens "Camera not found in video calls" category=software urgency=high
  day -12 10:40  tom claims
  day -12 10:55  tom contacts
  day -12 12:10  tom resolves "Privacy shutter was closed; driver reinstalled all the same."
  day -12 13:40  bob validates
  day -12 13:41  bob rates 2 4
  day -12 13:42  bob comments "Two hours before anyone answered, and I had a customer call."

ticket mouse
  day -12 10:05  alice opens "Ma souris ne répond plus" category=workstation urgency=low
  day -12 10:12  alice cancels "Les piles étaient vides, désolée !"

ticket licence
  day -11 09:15  alice opens "Licence pour le logiciel de paie" kind=request category=software urgency=low
  day -11 11:00  tessa claims
  day -11 11:20  tessa contacts
  day -11 11:25  tessa waits "Le devis du fournisseur arrive cette semaine." ball=supplier
  day -8 10:00   tessa resumes
  day -8 11:30   tessa resolves "Licence installée, le code est dans le coffre du service."
  day -8 14:00   alice validates
  day -8 14:01   alice rates 4 5

ticket wifi-room
  day -11 14:30  bob opens "No Wi-Fi in the meeting room Lilas" category=network urgency=high impact=team
  day -11 14:36  tessa claims
  day -11 14:50  tessa contacts
  day -11 16:40  tessa resolves "Access point restarted, its power supply replaced."
  day -11 17:10  bob validates
  day -11 17:11  bob rates 5 5

ticket slow-pc
  day -10 09:05  alice opens "Mon poste met dix minutes à démarrer" category=workstation
  day -10 09:50  tom claims
  day -10 10:00  tom contacts
  day -10 10:05  tom notes "Disque mécanique de 2017 : à remplacer au prochain lot."
  day -10 16:30  tom resolves "SSD posé, système recopié."
  day -9 09:20   alice validates
  day -9 09:21   alice rates 5 5
  day -9 09:22   alice comments "Une autre machine, merci !"

ticket newcomer
  day -10 11:00  marie opens "Arrivée de Karim lundi : poste et comptes" kind=request category=workstation description="Poste portable, deux écrans, messagerie, accès au CRM."
  day -10 11:30  tessa claims
  day -10 11:45  tessa contacts
  day -8 16:00   tessa resolves "Poste prêt en salle 4, comptes créés, mot de passe remis en main propre."
  day -8 16:30   marie validates
  day -8 16:31   marie rates 5 5

ticket scan
  day -9 10:10   bob opens "Scan to e-mail fails" category=printing
  day -9 11:50   tom claims
  day -9 12:00   tom contacts
  day -9 15:00   tom resolves "The relay’s certificate had expired; renewed until 2028."

ticket backup
  day -8 09:02   alice opens "Fichier effacé par erreur : budget 2027" category=workstation urgency=high description="Dossier Budget, feuille « Prévisions ». Effacé hier soir vers 18 h."
  day -8 09:06   tessa claims
  day -8 09:10   tessa contacts
  day -8 09:40   tessa resolves "Restauré depuis la sauvegarde de 17 h."
  day -8 09:45   alice validates
  day -8 09:46   alice rates 5 5

ticket keyboard
  day -7 13:50   bob opens "Keyboard types a French layout" category=workstation urgency=low
  day -7 14:20   tessa claims
  day -7 14:25   tessa contacts
  day -7 14:40   tessa resolves "English layout set as default."
  day -7 15:10   bob validates
  day -7 15:11   bob rates 4 4

ticket crm
  day -6 09:30   bob opens "CRM is slow after lunch" category=software
  day -6 10:20   tom claims
  day -6 10:30   tom contacts
  day -6 10:35   tom escalates "Needs somebody who can read the database’s plans." level=2
  day -5 11:00   tom resolves "An index was missing after the last release." root_cause="Migration 212 dropped it."
  day -5 11:40   bob validates
  day -5 11:41   bob rates 3 5

ticket door
  day -6 14:00   tessa opens "La porte du local serveur ne se verrouille plus" category=network source=walk_in caller="Gardien de nuit" impact=many
  day -6 14:03   tessa claims
  day -6 14:10   tessa contacts
  day -6 15:30   tessa resolves "Gâche électrique remplacée par le prestataire."

ticket teams
  day -5 09:15   alice opens "Pas de son dans les visioconférences" category=software
  day -5 09:25   tessa claims
  day -5 09:32   tessa contacts
  day -5 10:10   tessa resolves "Sortie audio remise sur le casque."
  day -5 10:30   alice validates
  day -5 10:31   alice rates 4 4

ticket headset
  day -5 15:20   bob opens "Headset for the support line" kind=request category=phone urgency=low
  day -5 16:00   tom claims
  day -5 16:10   tom contacts
  day -3 10:00   tom resolves "Headset on your desk, paired."
  day -3 11:00   bob validates
  day -3 11:01   bob rates 5 5

ticket mailbox
  day -4 09:40   alice opens "Boîte partagée Fournisseurs introuvable" category=software
  day -4 11:35   tessa claims
  day -4 11:45   tessa contacts
  day -4 14:10   tessa resolves "Boîte réattachée au profil."

ticket fire-drill
  day -4 16:05   alice opens "Plus aucun réseau au rez-de-chaussée" category=network urgency=high description="Les cinq postes de la compta sont coupés."
  day -4 16:30   tom claims
  day -4 16:35   tom contacts
  day -4 17:20   tom resolves "Boucle sur le commutateur de la salle 3 : câble retiré."
  day -4 17:30   alice validates
  day -4 17:31   alice rates 4 5

ticket projector
  day -3 09:10   bob opens "Projector in room Iris shows nothing" category=workstation
  day -3 10:00   tessa claims
  day -3 10:10   tessa contacts
  day -3 10:15   tessa waits "Lamp ordered, delivery in three days." ball=supplier

ticket toner
  day -3 14:40   alice opens "Plus de toner à l’accueil" kind=request category=printing urgency=low
  day -3 15:20   tom claims
  day -3 15:30   tom contacts

ticket excel
  day -2 10:12   alice opens "Excel se ferme en ouvrant le fichier des immobilisations" category=software urgency=high description="Le fichier fait 40 Mo. Il s’ouvrait encore vendredi."
  day -2 10:30   tessa claims
  day -2 10:40   tessa contacts
  day -2 10:45   tessa replies "Bonjour Alice, pouvez-vous m’envoyer le message exact ?"
  day -2 10:58   alice says "« Mémoire insuffisante », puis plus rien."
  day -2 11:30   tessa waits "Nous attendons une copie du fichier." ball=requester

ticket laptop-bob
  day -2 15:00   bob opens "Laptop gets very hot and loud" category=workstation
  day -2 15:45   tom claims
  day -2 16:00   tom contacts
  day -1 10:30   tom resolves "Fans cleaned, thermal paste replaced."

ticket signature
  day -1 09:25   marie opens "Signature électronique pour les contrats" kind=request category=software
  day -1 10:40   tessa claims
  day -1 11:00   tessa contacts
  day -1 11:05   tessa writes "Deux offres comparées, la moins chère n’a pas l’horodatage qualifié."

ticket phone-bob
  day -1 11:20   bob opens "Desk phone shows “No service”" category=phone
  day -1 15:10   tom claims

ticket crash
  day -1 16:40   alice opens "L’application de notes de frais plante à l’envoi" category=software urgency=high

ticket drawing
  day -1 14:10   alice opens "Un logiciel de dessin pour les plans" kind=request category=licence description="Pour deux postes, si possible avant la fin du mois."
  day -1 15:30   tom claims

ticket standing-desk
  ago 3h         bob opens "A second monitor for the sales desk" kind=request category=purchase urgency=low

ticket two-factor
  ago 55m        bob opens "Two-factor code never arrives" category=network urgency=high description="I got a new number last week. I cannot log in to the portal."
  ago 40m        tessa claims

ticket ink
  ago 25m        alice opens "Bourrage papier répété, bac 2" category=printing description="Trois fois ce matin, toujours à la deuxième page."

  day -6 09:00   marie posts general "Bonjour à tous, maintenance du réseau samedi de 8 h à 10 h."
  day -2 09:05   tom posts general "Reminder: the old VPN profile stops working on Friday."
  day -10 09:00  marie posts helpdesk "Bienvenue au guichet : tapez /ticket suivi de quelques mots, un technicien s’en occupe."
  day -10 09:04  bob posts helpdesk "Does it work in English too?"
  day -10 09:06  tom posts helpdesk "It does: everybody gets their own language."
  ago 20m        alice posts helpdesk "Bien plus rapide que le téléphone, merci !"
