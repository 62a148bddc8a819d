package tickets

import (
	"regexp"
	"strings"
	"unicode"
)

// mostThanks is how many words thanks have at most; who writes more has something to say.
const mostThanks = 16

// gratitude are the phrases that thank or agree, folded. One of them makes a message thanks,
// when nothing else is said than courtesies.
var gratitude = phrases(`
merci | mille mercis | mercis | mci | mrc | thx | thanks | thank you | thank u | ty | tysm | tks | cheers | much appreciated | appreciated
merci encore | encore merci | encore une fois merci | merci encore une fois | un grand merci | grand merci | un immense merci | mille fois merci | big thanks | thks | tnx | thanks again | thank you again
je vous remercie | je te remercie | remerciements | avec mes remerciements | many thanks | thanks a lot | thanks a million | thanks so much | thank you so much | thank you very much
ok | okay | oki | okey | k | d accord | dac | bien recu | bien note | c est note | note | entendu | noted | got it | understood | will do | sounds good | all good
top | super | parfait | genial | excellent | nickel | impeccable | impec | formidable | extra | cool | bravo | chapeau | niquel | yes | oui | yep | ouais
c est parfait | c est bon | c est super | c est top | c est genial | c est nickel | tout est parfait | tout est bon | tout est ok | tout est en ordre | c est ok | c est regle | c est resolu | resolu | ca marche | ca fonctionne | tout marche | tout fonctionne | ca marche maintenant | ca fonctionne maintenant | tout fonctionne maintenant | tout marche maintenant | ca remarche | ca refonctionne | ca marche tres bien | ca fonctionne tres bien | c est bon pour moi | tout est rentre dans l ordre | probleme resolu | probleme regle | super reactif | super reactive | tres reactif | tres reactive
perfect | great | awesome | excellent work | brilliant | wonderful | lovely | nice | amazing | good job | great job | well done | nice work | it works | it works now | works now | works great | works fine | works perfectly | all works | everything works | everything works now | all fixed | fixed | solved | it s fixed | its fixed | it is fixed | it s working | it s working now | it is working | it is working now | problem solved | all good now | great service | great support | that s perfect | that s great | you re the best | you rock | you are the best
bon travail | beau travail | bien joue | vous etes les meilleurs | vous etes la meilleure | vous etes le meilleur | tu es le meilleur | tu es la meilleure | vous etes au top | tu geres | vous gerez
`)

// courtesies are what people say around thanks and what alone says nothing.
var courtesies = phrases(`
bonjour | bonsoir | hello | hi | salut | re | coucou | dear all | hey
a vous | a vous deux | a vous tous | a toi | a tous | a toutes | a l equipe | toute l equipe | l equipe | a toute l equipe | everyone | all | team | guys | mate | to you | to you all | you
beaucoup | bcp | bcps | bien | tres | infiniment | vraiment | tout | so | very | much | a lot | really | indeed
pour | pour tout | de | for | for everything | for all | of | et | and
votre aide | ton aide | l aide | votre reponse | ta reponse | la reponse | votre retour | ton retour | le retour | ce retour | du retour | le retour rapide | ce retour rapide | votre retour rapide | l intervention rapide | votre intervention rapide | une intervention rapide | votre reactivite | ta reactivite | la reactivite | votre rapidite | ta rapidite | la rapidite | votre efficacite | ton efficacite | votre patience | ta patience | votre intervention | ton intervention | l intervention | votre travail | ton travail | votre soutien | ton soutien | votre gentillesse | le depannage | votre depannage | l info | l information | votre disponibilite | ta disponibilite | cette reponse rapide | cette reponse | une reponse rapide | reponse rapide | votre reponse rapide
your help | the help | help | your answer | the answer | your reply | the reply | the quick reply | the quick answer | the quick response | your quick response | the quick help | your quick help | your quick reply | your time | your patience | your support | the support | your work | the fix | the quick fix | the info | the update | being so quick | the fast response | the fast help
bonne journee | bonne soiree | bonne fin de journee | bonne semaine | bon week end | bon weekend | bon we | bonne fin de semaine | bonne continuation | tres bonne journee | tres bon week end | bonne apres midi | bon apres midi | bonnes fetes | bonne nuit | belle journee | excellente journee | a bientot | au revoir | cordialement | bien cordialement | bien a vous | cdt | cdlt | amicalement | bises | bisous
have a good day | have a nice day | have a great day | have a good one | have a nice weekend | have a good weekend | have a great weekend | good evening | good night | good day | regards | best regards | kind regards | best | best wishes | bye | take care | see you | cya
haha | hihi | lol | mdr | xd
`)

// kindEmoji are the pictures of thanks and agreement; any other picture may mean something.
const kindEmoji = "👍👌🙏❤🧡💛💚💙💜🤍🖤♥💕💖💗💓🎉🎊🥳😊🙂😀😃😄😁😆😉😍🥰😘😇🤗🤩😎☺😌🤝👏🙌💪⭐🌟✨💯✅✔🏆🥇🌹💐🌸🌺🌻🌼🍀☀🌞😂🤣🆗🫶🫡🙇🎁🍾🥂🚀🔥"

// kindNames are the same by the names that Slack and Discord write between colons.
var kindNames = phrases(`+1|thumbsup|thumbs_up|ok_hand|pray|heart|hearts|heart_eyes|blush|smile|smiley|slightly_smiling_face|slight_smile|grinning|grin|laughing|wink|relaxed|sunglasses|hugging_face|hugging|hugs|star|star2|sparkles|100|white_check_mark|heavy_check_mark|trophy|tada|clap|raised_hands|muscle|handshake|partying_face|innocent|kissing_heart|smiling_face_with_3_hearts|smiling_face_with_three_hearts|star-struck|star_struck|two_hearts|orange_heart|yellow_heart|green_heart|blue_heart|purple_heart|white_heart|bouquet|rose|cherry_blossom|ok|joy|fire|rocket|heart_hands|saluting_face|bow|clinking_glasses|champagne|sunny|gift|raised_hands|party_popper|bow_and_arrow|thank_you|thankyou|merci|thx`)

var (
	emoticon  = regexp.MustCompile(`(?i)(?:^|\s)(?:[:;=]['’]?-?[)dp*]+|\^\^|<3+|xd|\\o/)(?:$|[\s.!,])`)
	shortcode = regexp.MustCompile(`<?a?:([a-zA-Z0-9_+\-]+):(?::skin-tone-\d:)?(?:\d+>)?`)
	mentions  = regexp.MustCompile(`<@[^>\s]+>`)
)

// Thanks tells whether the words are thanks and nothing else, in French or English: such words
// ask for nothing. names are those of people who may be addressed. What is not surely thanks
// is none: a question, a "mais", a number, a picture of anger.
func Thanks(words string, names ...string) bool {
	left := mentions.ReplaceAllString(words, " ")
	kind, ok := true, false
	left = shortcode.ReplaceAllStringFunc(left, func(s string) string {
		name := strings.ToLower(shortcode.FindStringSubmatch(s)[1])
		kind = kind && (kindNames[squeeze(name)] || strings.HasPrefix(name, "skin-tone-"))
		ok = true
		return " "
	})
	if emoticon.MatchString(left) {
		left, ok = emoticon.ReplaceAllString(left, " "), true
	}
	var plain strings.Builder
	for _, r := range left {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.Is(unicode.Mn, r) && r != '\ufe0f':
			plain.WriteRune(r)
		case r == '?' || r == '？' || unicode.Is(unicode.Sc, r):
			return false
		case strings.ContainsRune(kindEmoji, r):
			ok = true
			plain.WriteByte(' ')
		case unicode.IsSpace(r), unicode.IsPunct(r), unicode.Is(unicode.Sk, r), r == '\ufe0f', r == '\u200d', r == '^', r == '~':
			plain.WriteByte(' ')
		default:
			return false // another picture or sign
		}
	}
	tokens := strings.Fields(squeeze(Fold(plain.String())))
	if !kind || len(tokens) > mostThanks {
		return false
	}
	if len(tokens) == 0 {
		return ok
	}
	address := map[string]bool{}
	for _, n := range names {
		for _, part := range strings.FieldsFunc(squeeze(Fold(n)), func(r rune) bool { return !unicode.IsLetter(r) }) {
			address[part] = true
		}
	}
	return thanked(tokens, address) || ok && allCourtesy(tokens, address)
}

// thanked tells whether the words can be cut into phrases of thanks and courtesies, with one of
// thanks at least.
func thanked(tokens []string, address map[string]bool) bool {
	const nothing, courteous, grateful = 0, 1, 2
	best := make([]int, len(tokens)+1) // of the words up to there
	best[0] = courteous
	for end := 1; end <= len(tokens); end++ {
		for begin := max(0, end-longestPhrase); begin < end; begin++ {
			if best[begin] == nothing {
				continue
			}
			phrase := strings.Join(tokens[begin:end], " ")
			switch {
			case gratitude[phrase]:
				best[end] = grateful
			case courtesies[phrase], end-begin == 1 && address[phrase]:
				best[end] = max(best[end], best[begin])
			}
		}
	}
	return best[len(tokens)] == grateful
}

// allCourtesy is for a picture of thanks with nothing but courtesies beside it.
func allCourtesy(tokens []string, address map[string]bool) bool {
	return thanked(append([]string{"merci"}, tokens...), address)
}

// longestPhrase is how many words a phrase has at most.
const longestPhrase = 6

// phrases reads a list of phrases as Thanks compares them.
func phrases(list string) map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(list) {
		for phrase := range strings.SplitSeq(line, "|") {
			if p := strings.Join(strings.Fields(squeeze(phrase)), " "); p != "" {
				out[p] = true
			}
		}
	}
	return out
}

// squeeze makes one letter of each run of the same, so that "merciiii" is "merci" whatever is
// repeated; lists and words are squeezed alike.
func squeeze(s string) string {
	var out strings.Builder
	var last rune
	for _, r := range s {
		if r != last || r == ' ' {
			out.WriteRune(r)
		}
		last = r
	}
	return out.String()
}
