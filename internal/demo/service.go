package demo

// share is a region or function of a service, and its part of the users or the work.
type share struct {
	name string
	part float64 // 0..1
}

// service is one of the bank's services, as config.yaml describes it, with how it behaves.
type service struct {
	id, name  string
	aliases   []string
	team      string
	regions   []share
	functions []share
	hosts     []string
	office    bool    // agreed in office hours only: its outages are set into them
	load      float64 // relative number of its incidents
	severity  float64 // median of the weighted minutes that one of its outages costs
	issues    []*issue
	weights   []float64 // of the issues
}

func threeRegions(amrs, emea, apac float64) []share {
	return []share{{"AMRS", amrs}, {"EMEA", emea}, {"APAC", apac}}
}

// catalogue lists the services, with the shares that config.yaml gives them.
var catalogue = []service{
	{
		id: "fx-pricing", name: "FX pricing", aliases: []string{"FXP", "FX Pricing (prod)"}, team: "Markets Support",
		regions: threeRegions(.5, .4, .1), functions: []share{{"price", .8}, {"history", .2}},
		hosts: []string{"fxp-app-01", "fxp-app-02", "fxp-db-01"}, load: 12, severity: 4,
	},
	{
		id: "payments-gateway", name: "Payments gateway", aliases: []string{"PayGW", "PAYMENTS-GW"}, team: "Payments Support",
		regions: threeRegions(.25, .6, .15), functions: []share{{"instant", .6}, {"batch", .4}},
		hosts: []string{"pay-gw-01", "pay-gw-02", "pay-mq-01"}, load: 14, severity: 4.5,
	},
	{
		id: "card-authorisation", name: "Card authorisation", aliases: []string{"CardAuth"}, team: "Payments Support",
		regions: threeRegions(.2, .7, .1), functions: []share{{"point of sale", .7}, {"online", .3}},
		hosts: []string{"card-auth-01", "card-auth-02"}, load: 8, severity: 4.5,
	},
	{
		id: "online-banking", name: "Online banking", aliases: []string{"OLB", "eBanking"}, team: "Digital Channels",
		regions: []share{{"EMEA", 1}}, functions: []share{{"log-in", .3}, {"payments", .45}, {"statements", .25}},
		hosts: []string{"olb-web-01", "olb-web-02", "olb-app-01"}, load: 16, severity: 9,
	},
	{
		id: "mobile-app", name: "Mobile app", aliases: []string{"MobApp"}, team: "Digital Channels",
		regions: threeRegions(.2, .7, .1), functions: []share{{"log-in", .6}, {"payments", .25}, {"balances", .15}},
		hosts: []string{"mob-api-01", "mob-api-02"}, load: 12, severity: 9,
	},
	{
		id: "market-data", name: "Market data", aliases: []string{"MDS"}, team: "Markets Support",
		regions: threeRegions(.4, .4, .2), functions: []share{{"live", .85}, {"end of day", .15}},
		hosts: []string{"mds-feed-01", "mds-feed-02", "mds-cache-01"}, office: true, load: 10, severity: 6,
	},
	{
		id: "trade-settlement", name: "Trade settlement", aliases: []string{"Settlement", "TSS"}, team: "Settlement Support",
		regions: []share{{"EMEA", .7}, {"AMRS", .3}}, functions: []share{{"matching", .5}, {"instruction", .5}},
		hosts: []string{"tss-batch-01", "tss-db-01"}, office: true, load: 11, severity: 4,
	},
	{
		id: "branch-telephony", name: "Branch telephony", aliases: []string{"Telephony"}, team: "Branch Technology",
		regions: []share{{"EMEA", 1}}, functions: []share{{"calls", .9}, {"recording", .1}},
		hosts: []string{"tel-sbc-01", "tel-rec-01"}, office: true, load: 7, severity: 5,
	},
	{
		id: "data-warehouse", name: "Data warehouse", aliases: []string{"DWH", "EDW"}, team: "Data Platforms",
		regions: []share{{"EMEA", .85}, {"APAC", .15}}, functions: []share{{"loads", .4}, {"queries", .6}},
		hosts: []string{"dwh-db-01", "dwh-etl-01"}, office: true, load: 9, severity: 18,
	},
	{
		id: "client-reporting", name: "Client reporting", aliases: []string{"CRS"}, team: "Data Platforms",
		regions: []share{{"all", 1}}, functions: []share{{"all", 1}},
		hosts: []string{"crs-app-01"}, office: true, load: 6, severity: 15,
	},
}

// newServices makes the services of one world, with the issues that they have.
func newServices() []*service {
	services := make([]*service, len(catalogue))
	for i, s := range catalogue {
		s.addIssues()
		services[i] = &s
	}
	return services
}

func (s *service) addIssues() {
	for i := range issues {
		if issues[i].concerns(s.id) {
			s.issues = append(s.issues, &issues[i])
			s.weights = append(s.weights, issues[i].weight)
		}
	}
}

// names of the shares, for a ticket that hit only some.
func names(shares ...share) []string {
	list := make([]string, len(shares))
	for i, s := range shares {
		list[i] = s.name
	}
	return list
}
