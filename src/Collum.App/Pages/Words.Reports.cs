using Collum.Trials;

namespace Collum.App.Pages;

/// <summary>The words of reports that one file holds: a simulated trial, a ranked recording.</summary>
partial class Words
{
    public string TrialTitle(string brand) => Say([("brand", brand)]);
    public string TrialLead(int patients, int sessions, DateOnly day) => Say([("patients", patients), ("sessions", sessions), ("day", Day(day))]);
    public string NobodyTreated => Say();
    public string NobodyTreatedText => Say();
    public string WhatItRestsOn => Say();
    public string AwaitsChecking => Say();
    public string TrialFoot(string model, string knowledge, string seed, string program, string points) => Say([("model", model), ("knowledge", knowledge), ("seed", seed), ("program", program), ("points", points)]);
    public string MeanCourse => Say();
    public string MeanCourseText => Say();
    public string MeanCourseSays(string best) => Say([("best", best)]);
    public string WeeksAfterFirst => Say();
    public string BestOf(string protocol, string points, string week) => Say([("protocol", protocol), ("points", points), ("week", week)]);
    public string OutcomesWord => Say();
    public string OutcomesText => Say();
    public string ShareWithRelief => Say();
    public string InjectionsAYear => Say();
    public string UnitsAYear(string brand) => Say([("brand", brand)]);
    public string WeeksBetween => Say();
    public string NoReliefAfterFirst => Say();
    public string TrialSideEffectsText => Say();
    public string NoFigureOfProduct => Say();
    public string PublishedRates(string rates) => Say([("rates", rates)]);
    public string RateOf(Collum.Response.SideEffectRate rate) => Say([("percent", Figure(rate.Percent, "0.#")), ("hasN", rate.N is not null), ("n", rate.N), ("note", Data(rate.Note))]);
    public string BeyondTried(string what) => Say([("what", what)]);
    public string InNumbers => Say();
    public string InNumbersText => Say();
    public string Protocol => Say();
    public string TimeWithReliefPercent => Say();
    public string WeeksApart => Say();
    public string NoReliefPercent => Say();
    public string ChangeInWeek4 => Say();
    public string EmgRanking => Say();
    public string EmgRankingOf(string file) => Say([("file", file)]);
    public string BeatsAndSegments(int beats, int segments) => Say([("beats", beats), ("segments", segments)]);
    public string EmgRanks => Say();
    public string WeightsFoot(string weights, string knowledge) => Say([("weights", weights), ("knowledge", knowledge)]);
    public string PhaseWordColumn => Say();
    public string CountedAs => Say();
    public string NothingRanked => Say();
    public string WhyColumn => Say();
    public string NotKnown => Say();
    public string CoherenceBetween(string low, string high) => Say([("low", low), ("high", high)]);
    public string ChosenPairBelow => Say();
    public string OfOne(string value) => Say([("value", value)]);
    public string UnitsOfLastSession(string brand) => Say([("brand", brand)]);
    public string OwnUnitsAYear => Say();
    public string DosesGivenBy(string protocol) => Say([("protocol", protocol)]);
    public string ShareOfSessions => Say();
    public string AsRuleMetIt(string what, string percent, string error) => Say([("what", what), ("percent", percent), ("error", error)]);

    /// <summary>What a protocol gives, in words: product, dose, interval, and how the dose changes.</summary>
    /// <param name="protocol">As written.</param>
    /// <param name="term">A side effect's name by its id, as the knowledge has it.</param>
    public string ProtocolGiven(Protocol protocol, Func<string, string> term) => Say([("given", EveryWeeks(protocol)), ("rule", protocol.Rule is { } rule ? RuleSays(rule, term) : null)]);

    string EveryWeeks(Protocol protocol) =>
        Say([("units", protocol.Dose.Units), ("brand", protocol.Product.Brand), ("weeks", protocol.IntervalWeeks), ("hasMost", protocol.LongestWeeks is not null), ("most", protocol.LongestWeeks)]);

    string RuleSays(DoseRule rule, Func<string, string> term) => Say(
    [
        ("step", rule.Step.Units), ("raises", rule.RaiseBelowPoints is not null), ("highest", rule.Ladder[^1].Units), ("least", rule.RaiseBelowPoints is { } least ? Figure(least, "0.#") : null),
        ("both", rule.RaiseBelowPoints is not null && rule.LowerAfter.Count > 0), ("lowers", rule.LowerAfter.Count > 0), ("lowest", rule.Ladder[0].Units),
        ("events", string.Join(OrSeparator, rule.LowerAfter.Select(c => WithinSentence(term(c.Event))))),
    ]);

    string OrSeparator => Say();

    public string StartedAt(DateTime start) => Say([("day", Day(DateOnly.FromDateTime(start))), ("time", Time(new(DateTime.SpecifyKind(start, DateTimeKind.Unspecified), TimeSpan.Zero)))]);
}
