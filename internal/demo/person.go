package demo

// teams are the support teams and their people.
var teams = map[string][]string{
	"Markets Support":    {"Amara Osei", "Ben Carter", "Chiara Conti", "Dmitri Volkov", "Emma Lindqvist"},
	"Payments Support":   {"Farid Haddad", "Grace Okafor", "Hugo Martins", "Ines Duarte", "Jonas Weber"},
	"Digital Channels":   {"Kavya Rao", "Liam Walsh", "Maya Cohen", "Noah Fischer", "Olga Petrova"},
	"Settlement Support": {"Priya Nair", "Quentin Leroy", "Rosa Jimenez", "Samir Khan"},
	"Branch Technology":  {"Tessa Jansen", "Umar Siddiqui", "Vera Novak"},
	"Data Platforms":     {"Wei Zhang", "Xenia Papas", "Yusuf Demir", "Zoe Hughes"},
	"Service Desk":       {"Ada Byrne", "Bart de Vries", "Cleo Grant", "Daan Visser", "Eva Smit", "Finn Bakker"},
}

// managers own problems and their actions, and approve corrections.
var managers = []string{"Helen Ward", "Marcus Adler", "Sunita Patel", "Thomas Berg", "Lucia Romano"}
