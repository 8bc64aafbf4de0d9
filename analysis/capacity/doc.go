// Package capacity answers what happens to a KPI when volume grows: the KPI's steps are fitted to those of its
// service's volume, and the fit says what the KPI will be, how surely, how much room is left and until when. What the
// data do not show is said in warnings; where these are grave nothing is forecast.
package capacity
