using System.Globalization;
using Collum.Knowledge;

namespace Collum.App.Pages;

/// <summary>Every word the pages say, in English. A translation overrides each member; a culture's dates and numbers come with it.</summary>
partial class Words
{
    public static Words English { get; } = new();

    public virtual string Language => "en";

    protected virtual CultureInfo Culture => CultureInfo.InvariantCulture;

    // the frame
    public virtual string SkipToWork => "Skip to the work";
    public virtual string MainNavigation => "Main";
    public virtual string MainNavigationPhone => "Main, phone";
    public virtual string Today => "Today";
    public virtual string Patients => "Patients";
    public virtual string Knowledge => "Knowledge";
    public virtual string About => "About";
    public virtual string FindPatient => "Find a patient";
    public virtual string DemoClinic => "Demo clinic";
    public virtual string Search => "Search";
    public virtual string All => "All";
    public virtual string NothingFound => "Nothing found";
    public virtual string PagesOfList => "Pages of the list";
    public virtual string Earlier => "Earlier";
    public virtual string Further => "Further";
    public virtual string PageOf(int page, int pages) => $"Page {Number(page)} of {Number(pages)}";
    public virtual string Found(int count) => count == 1 ? "1 found" : $"{Number(count)} found";
    public virtual string Right => "right";
    public virtual string Left => "left";

    // when something is not there
    public virtual string NotFoundTitle => "There is no such page";
    public virtual string NotFoundText => "The address may be old or mistyped. Nothing was changed.";
    public virtual string ErrorTitle => "This page could not be made";
    public virtual string ErrorText => "Something went wrong inside the program. Nothing that was signed is lost. Please try again; if it comes back, tell whoever looks after the program when it happened.";
    public virtual string ErrorWhen(DateTimeOffset when) => $"{Day(DateOnly.FromDateTime(when.DateTime))}, {when.ToString("HH:mm", Culture)}";

    // today
    public virtual string TodayLead(int charts) => charts == 1 ? "1 chart in this clinic." : $"{Number(charts)} charts in this clinic.";
    public virtual string TodayHeading(DateOnly day) => day.ToString("dddd d MMMM", Culture);
    public virtual string TodayLead(int charts, int reports, int drafts) => TodayLead(charts)
        + (reports == 0 ? " No report waits for an answer." : reports == 1 ? " 1 report waits for an answer." : $" {Number(reports)} reports wait for an answer.")
        + (drafts == 0 ? "" : drafts == 1 ? " 1 draft is not signed." : $" {Number(drafts)} drafts are not signed.");
    public virtual string OpenReport => "Open report";
    public virtual string OpenReports => "Reports that wait for an answer";
    public virtual string Reported(DateOnly day) => $"Reported {Day(day)}";
    public virtual string Triage(string level) => $"Triage: {level.Replace('-', ' ').Replace('_', ' ')}";
    public virtual string NextTreatment => "Next treatment";
    public virtual string NobodyDueHead => "Nobody is due";
    public virtual string Due(Collum.Clinic.Schedule.DueState state, DateOnly earliest) => state switch
    {
        Collum.Clinic.Schedule.DueState.Soon => $"from {ShortDay(earliest)}",
        Collum.Clinic.Schedule.DueState.Due => $"allowed since {ShortDay(earliest)}",
        _ => $"overdue: allowed since {ShortDay(earliest)}",
    };
    public virtual string DueFoot(int all, int shown) => (shown < all ? $"The first {Number(shown)} of {Number(all)}. " : "") + "Patients whose label interval is over, or will be within two weeks. The day comes from the label, not from how the patient is.";
    public virtual string LotsExpiring => "Lots that expire soon";
    public virtual string Lot => "Lot";
    public virtual string Product => "Product";
    public virtual string Expires => "Expires";
    public virtual string NotSigned => "Not signed";
    public virtual string Weeks => "Weeks";
    public virtual string ByLabel => "By label";
    public virtual string SinceLastLegend => "since the last toxin";
    public virtual string IntervalLegend => "label’s interval";
    public virtual string KindWord(string kind) => kind switch
    {
        "identity" => "chart opened", "origin" => "origin", "answers" => "answers", "decision" => "decision", "posture" => "posture", "score" => "score", "plan" => "plan, not signed",
        "plan-signed" => "plan signed", "plan-dropped" => "plan dropped", "treatment-draft" => "treatment, not signed", "treatment" => "treatment", "amendment" => "amendment",
        "side-effect" => "side effect", "side-effect-answer" => "answer to a side effect", "adjunct" => "adjunct", "note" => "note", "toxin-elsewhere" => "toxin elsewhere", _ => kind,
    };
    public virtual string NobodyDue => "No patient of the clinic is past the interval of the label, or will be within two weeks.";
    public virtual string LastWritten => "Last written";
    public virtual string NothingWritten => "Nothing has been written yet.";
    public virtual string EmptyClinic => "No charts yet";
    public virtual string EmptyClinicText => "Open the first chart with “New patient”, or bring many at once with the command collum chart import.";
    public virtual string Patient => "Patient";
    public virtual string LastToxin => "Last toxin";
    public virtual string WeeksSinceLast => "Weeks since last";
    public virtual string AwaitChecks(int count) => $"{Number(count)} statements await checking";

    // patients
    public virtual string SearchPatients => "Name, chart number or birth date";
    public virtual string PatientsLead(int charts) => $"{TodayLead(charts)} Type the beginning of a name, a chart number or a birth date.";
    public virtual string NobodyFound => "Nobody found";
    public virtual string NobodyFoundText => "No name, number or birth date begins with these words. Fewer letters find more.";
    public virtual string FirstShown(int shown) => $"The first {Number(shown)} are shown; more letters find fewer.";
    public virtual string ShowMore(int most) => $"Show up to {Number(most)}";
    public virtual string ChartNumber => "Chart";
    public virtual string Born => "Born";
    public virtual string Course => "Course";

    // the chart
    public virtual string Timeline => "Timeline";
    public virtual string AsTable => "As a table";
    public virtual string Injections => "Injections";
    public virtual string Scores => "Scores";
    public virtual string SideEffects => "Side effects";
    public virtual string Adjuncts => "Adjuncts";
    public virtual string YearsUnit => "years";
    public virtual string Week(decimal week) => $"Week {week.ToString("0.#", Culture)}";
    public virtual string AfterDose(string dose, string day) => $"after {dose} on {day}";
    public virtual string NoToxinYet => "No toxin on record";
    public virtual string ChartHolds => "This chart";
    public virtual string Entries => "Entries";
    public virtual string LastEntry => "Last entry";
    public virtual string HashOfLast => "Fingerprint";
    public virtual string Score => "Score";
    public virtual string Date => "Date";
    public virtual string What => "What";
    public virtual string EntryWord => "Entry";
    public virtual string Amended(string by) => $"Amended by {by}:";
    public virtual string AmendedChip => "amended";
    public virtual string StillOpen => "open";
    public virtual string Withdrawn => "withdrawn.";
    public virtual string StandsAgain => "stands again.";
    public virtual string Changed(string place, string? before, string? after) => $"{place}: {before ?? "nothing"} → {after ?? "nothing"}";
    public virtual string InPoints(int points) => points == 1 ? "in 1 point" : $"in {Number(points)} points";
    public virtual string Female => "female";
    public virtual string Male => "male";
    public virtual string Toxin => "Toxin";
    public virtual string AfterNominal(string? dose) => dose is null ? "Trial patient; dates are nominal" : $"{dose} in week 0; dates are nominal";
    public virtual string WeekOf(decimal week) => $"week {Number(decimal.Round(week, 1))}";
    public virtual string LineOnlyJoins => "The line only joins what was measured; it claims nothing between the points.";
    public virtual string WeeksAreNominal => "Weeks are counted from entry into the trial.";
    public virtual string Goals => "What the patient wants to reach";
    public virtual string NothingOverwritten => "Entries are only ever added, each with the fingerprint of the one before. The command collum db verify checks the whole chain.";
    public virtual string CourseSummary(string from, string to, decimal first, decimal last, decimal best, int points, int sessions) =>
        $"TWSTRS total from {from} to {to}: {Number(points)} scores, {Number(first)} at first, {Number(best)} at best, {Number(last)} at last; {(sessions == 1 ? "1 session" : $"{Number(sessions)} sessions")} with toxin. The table below holds every number.";
    public virtual string Reason => "Reason";
    public virtual string NoScores => "No TWSTRS score is on record, so there is no course to draw.";
    public virtual string NothingOfThisKind => "Nothing of this kind is on record.";
    public virtual string Measured => "measured";
    public virtual string Injected => "injected";
    public virtual string ToxinLane(string unit) => $"Toxin, {unit}";
    public virtual string TwstrsTotal => "TWSTRS total";
    public virtual string HigherIsWorse => "0–85, higher is worse";
    public virtual string ScoresNow => "Scores, first and latest";
    public virtual string Instrument => "Instrument";
    public virtual string First => "First";
    public virtual string Latest => "Latest";
    public virtual string Change => "Change";
    public virtual string OriginWord(Collum.Clinic.Charts.OriginKind kind) => kind switch
    {
        Collum.Clinic.Charts.OriginKind.PublicTrial => "Public trial data",
        Collum.Clinic.Charts.OriginKind.Synthetic => "Synthetic patient",
        Collum.Clinic.Charts.OriginKind.Import => "Imported",
        _ => "",
    };
    public virtual string WhereFrom => "Where this chart comes from";

    // knowledge
    public virtual string KnowledgeLead(int all, int awaiting) => $"{Number(all)} statements, each with its source. {Number(awaiting)} await checking: they were written from memory and may only tighten a rule.";
    public virtual string SearchKnowledge => "Words in the statement, its subject or its source";
    public virtual string AwaitingCheck => "Awaiting check";
    public virtual string Statements => "Statements";
    public virtual string NothingFoundKnowledge => "No statement holds all of these words.";
    public virtual string SeeBelow => "Said by the parts below it.";
    public virtual string StatusWord => "Status";
    public virtual string SourceWord => "Source";
    public virtual string Tier => "Tier";
    public virtual string ReadWord => "Read";
    public virtual string Regions => "Regions";
    public virtual string WrittenDown => "Written down";
    public virtual string Note => "Note";
    public virtual string Sure(Confidence confidence) => confidence switch { Confidence.High => "rather sure", Confidence.Medium => "fairly sure", _ => "not sure" };

    public virtual string Status(FactStatus status) => status switch
    {
        FactStatus.Verified => "verified",
        FactStatus.PartlyVerified => "partly verified, awaiting check",
        FactStatus.Recalled => "awaiting check",
        FactStatus.Derived => "derived",
        _ => "computed",
    };

    public virtual string KindOfKnowledge(string kind) => kind switch
    {
        "toxins" => "Toxins",
        "anatomy" => "Anatomy",
        "safety" => "Safety",
        "scales" => "Scales",
        "plans" => "Plans",
        "trials" => "Trials",
        "adjuncts" => "Adjuncts",
        _ => kind.Length > 0 ? char.ToUpperInvariant(kind[0]) + kind[1..].Replace('-', ' ') : kind,
    };

    // about
    public virtual string AboutTitle => "About Collum";
    public virtual string AboutLead => "Software for the botulinum toxin treatment of cervical dystonia: select, measure, choose muscles, plan, inject, follow, adjust.";
    public virtual string IntendedUse => "What it is for";
    public virtual IReadOnlyList<string> IntendedUseText =>
    [
        "Collum supports clinicians who treat cervical dystonia with botulinum toxin. It keeps the chart, checks a plan against labels and published rules, and proposes candidates for muscles and doses.",
        "Every suggestion shows what it rests on and how well that is known. The clinician examines, decides, and signs; Collum decides nothing.",
    ];
    public virtual string IsNot => "What it is not";
    public virtual IReadOnlyList<string> IsNotItems =>
    [
        "Not a medical device that has been assessed or approved by any authority.",
        "Not a diagnosis, and not a substitute for examining the patient.",
        "Not for converting doses between products: units of different products do not convert.",
        "Not for use by patients on their own. In an emergency call the emergency number.",
    ];
    public virtual string AwaitsSignOff => "What awaits sign-off";
    public virtual string AwaitsSignOffText(int awaiting, int all) => $"{Number(awaiting)} of {Number(all)} statements were written from memory and await checking against their source. No clinician has signed off the rules that follow from these files yet:";
    public virtual string ShowThem => "Show them.";
    public virtual string FileWord => "What it holds";
    public virtual string Versions => "Versions";
    public virtual string VersionsFoot => "Both are printed on every plan and kept with every entry.";
    public virtual string Licence => "Licence";
    public virtual string LicenceText => "Apache License 2.0. The typeface is Inter, under the SIL Open Font License 1.1; page updates use htmx, under the Zero-Clause BSD licence.";

    /// <summary>20 November 2026.</summary>
    public virtual string Day(DateOnly day) => day.ToString("d MMMM yyyy", Culture);

    /// <summary>20 Nov 2026.</summary>
    public virtual string ShortDay(DateOnly day) => day.ToString("d MMM yyyy", Culture);

    public virtual string Month(DateOnly day) => day.ToString("MMM", Culture);

    /// <summary>12,345 with thin groups; minus as −.</summary>
    public virtual string Number(decimal number) => number.ToString("#,0.##", Culture).Replace('-', '\u2212');

    public virtual string Signed(decimal number) => number > 0 ? "+" + Number(number) : Number(number);
}
