package recurring

import "strings"

// The words below are the languages' grammar and the service desk's habits, as data. They are compared folded.

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// weak words tell nothing of what a ticket is about.
var weak = setOf(`
a an the this that these those of in on at by for with as and or if is are was were be been being am it its it's
i my me we our us you your he she they them their there here when while where which who what how why
do does did done has have had having can could will would shall should may might must
get gets getting got keep keeps keeping seem seems still again always very just also only some any all more
today yesterday now since currently suddenly please pls kindly thanks thank hello hi dear help need needs needed asap urgent
issue issues problem problems error errors ticket tickets incident alert user users customer customers
der die das den dem des ein eine einen einem einer eines und oder ist sind war im am bei mit für auf als wird werden wurde hat haben
bitte dringend hilfe fehler störung ticket benutzer anwender kunde wieder immer noch sehr heute seit ich wir unser mein es sich
le la les l un une des du et ou est sont au aux en dans pour par sur avec se ce cette il elle nous je mon notre plus
svp merci bonjour problème problèmes erreur erreurs incident utilisateur client toujours encore
el los las una del y es son por para con su problema errore utente il lo gli di che
в на и по с у о для это ошибка проблема
が を は の に で と も や へ です ます
`)

// noise in front of a title says how it travelled, how urgent somebody thought it was, or that it is production.
var noise = setOf(`
re fw fwd aw wg tr sv vs antw antwort rv enc ext external extern urgent dringend wichtig important high critical asap prod
production prd live alert alarm incident ticket info update updated reminder warning
`)

// decisive words turn a title into another one: they are never what one title says more than another.
var decisive = setOf(`
not no never without nicht kein keine keinen ohne pas sans jamais aucun aucune sin нет не без 不 無 无 非 未 没 ない なし
uat test testing dev development staging preprod qa sandbox up down start stop started stopped
before after except only instead revert undo rollback backport
`)

// relations tell that the order of the words carries the meaning.
var relations = setOf(`
from to into onto before after than over under instead between via
von nach vor zu aus zum zur vom über unter zwischen de à vers avant après depuis entre из к до после от
`)

// directions are relations that say nothing else.
var directions = setOf("from to into onto than over under between via von nach zu aus zum zur vom über unter zwischen de à vers depuis entre из к от")

// codeWords stand before a number that says what happened.
var codeWords = setOf("error code errno http https status rc fehler fehlercode erreur код")

var codePrefixes = setOf("ora tns pls sqlcode sqlstate kb cve cwe ms rfc")

// userWords stand before the name of an account.
var userWords = setOf("user username userid account login uid benutzer benutzerkonto konto utilisateur compte usuario")

var hostWords = setOf(`
srv server host db sql web app node vm dc fs esx dns ldap ntp proxy lb fw gw sw rtr lx lnx win pc nb ws prd prod dev tst uat
`)

var domains = setOf(`
com net org edu gov mil int io local localdomain internal intern intranet lan corp home example test invalid
de at ch uk ie fr nl be lu it es pt pl cz se no dk fi eu us ca au nz jp cn in br ru za
`)

// names carry digits and are words all the same.
var names = setOf(`
utf8 utf16 utf32 utf-8 utf-16 sha1 sha256 sha512 sha-1 sha-256 md5 base64 x509 x.509 oauth2 http2 ipv4 ipv6 log4j log4j2 aes256
aes-256 rs232 iso8859 iso-8859 iso-8859-1 win32 win64 win10 win11 x86 x64 amd64 arm64 office365 o365 m365 d365 s4hana covid-19
`)

var units = setOf("ns us µs ms s sec secs m min mins h hr hrs d day days k kb mb gb tb kib mib gib b bytes percent minute minutes hour hours second seconds week weeks month months hz mhz ghz px pt eur usd gbp chf x")

var ordinals = setOf("st nd rd th")

var monthNames = setOf(`
january february march april may june july august september october november december
jan feb mar apr jun jul aug sep sept oct nov dec januar februar märz mai juni juli oktober dezember
janvier février mars avril juin juillet août septembre octobre novembre décembre
`)

var weekdays = setOf(`
monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag
lundi mardi mercredi jeudi vendredi samedi dimanche
`)

// sameAs are other words for the same: what cannot be done does not work.
var sameAs = map[string]string{
	"cannot": "not", "cant": "not", "unable": "not", "impossible": "not", "dont": "not", "doesnt": "not", "isnt": "not",
	"logon": "login", "signin": "login", "signon": "login", "mail": "email", "mails": "email", "emails": "email",
	"pw": "password", "pwd": "password", "db": "database",
}
