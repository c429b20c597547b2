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
    public string RateOf(Collum.Response.SideEffectRate rate) => Say([("percent", Figure(rate.Percent, "0.#")), ("hasN", rate.N is not null), ("n", rate.N), ("note", rate.Note)]);
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
    public string EveryWeeks(decimal units, decimal weeks, decimal? most) => Say([("units", units), ("weeks", weeks), ("hasMost", most is not null), ("most", most)]);
    public string StartedAt(DateTime start) => Say([("day", Day(DateOnly.FromDateTime(start))), ("time", Time(new(DateTime.SpecifyKind(start, DateTimeKind.Unspecified), TimeSpan.Zero)))]);
}
