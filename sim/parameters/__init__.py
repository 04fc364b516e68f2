"""Every number about the world once: unit, range, source and grade. One theme a file."""

from dataclasses import dataclass

from sim.declare import group
from sim.parameters.assessment import Assessment
from sim.parameters.centre import Centre
from sim.parameters.channel_minutes import ChannelMinutes
from sim.parameters.contact import Contact
from sim.parameters.costs import Costs
from sim.parameters.effort import Effort
from sim.parameters.employers import Employers
from sim.parameters.encounter import Encounter
from sim.parameters.exits import Exits
from sim.parameters.health import Health
from sim.parameters.hiring import Hiring
from sim.parameters.hours import Hours
from sim.parameters.inflow import Inflow
from sim.parameters.matters import Matters
from sim.parameters.measure_quality import MeasureQuality
from sim.parameters.measures import Measures
from sim.parameters.organisation import OrganisationEffects
from sim.parameters.people import People
from sim.parameters.posts import Posts
from sim.parameters.rationing import Rationing
from sim.parameters.referral import Referral
from sim.parameters.retention import Retention
from sim.parameters.search import Search
from sim.parameters.staff import Staff


@dataclass(slots=True)
class Parameters:
    """All numbers about the world."""

    people: People = group(People)
    inflow: Inflow = group(Inflow)
    assessment: Assessment = group(Assessment)
    contact: Contact = group(Contact)
    matters: Matters = group(Matters)
    effort: Effort = group(Effort)
    centre: Centre = group(Centre)
    channel_minutes: ChannelMinutes = group(ChannelMinutes)
    hours: Hours = group(Hours)
    rationing: Rationing = group(Rationing)
    encounter: Encounter = group(Encounter)
    referral: Referral = group(Referral)
    measure_quality: MeasureQuality = group(MeasureQuality)
    health: Health = group(Health)
    search: Search = group(Search)
    hiring: Hiring = group(Hiring)
    employers: Employers = group(Employers)
    retention: Retention = group(Retention)
    exits: Exits = group(Exits)
    staff: Staff = group(Staff)
    posts: Posts = group(Posts)
    organisation: OrganisationEffects = group(OrganisationEffects)
    costs: Costs = group(Costs)
    measures: Measures = group(Measures)
