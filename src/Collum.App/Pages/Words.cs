using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using Collum.App.Language;
using Collum.Findings;
using Collum.Knowledge;
using Collum.Toxins;

namespace Collum.App.Pages;

/// <summary>Every word the pages say: one member a text, the text itself in <c>Words.resx</c> under the member's name. Dates and numbers are written as the clinic's country does.</summary>
/// <param name="texts">Of the language.</param>
/// <param name="country">Of the clinic.</param>
sealed partial class Words(Texts texts, Country country)
{
    /// <summary>English, and no country.</summary>
    public static Words English { get; } = new(Texts.English, Country.None);

    public Country Country => country;

    /// <summary>Language, and country where there is one, as HTML's <c>lang</c>.</summary>
    public string Language => country.Code is { } code && !texts.Language.Contains('-', StringComparison.Ordinal) ? $"{texts.Language}-{code}" : texts.Language;

    // Names of months differ between countries of one language: Januar, Jänner.
    CultureInfo Culture { get; } = texts.Language == Texts.English.Language ? CultureInfo.InvariantCulture
        : CultureInfo.GetCultures(CultureTypes.AllCultures).FirstOrDefault(c => country.Code is { } code && c.Name == $"{texts.Language}-{code}") ?? CultureInfo.GetCultureInfo(texts.Language);

    Speech? _speech;

    /// <summary>What the rules said, in this language and as the country writes numbers and days.</summary>
    [return: NotNullIfNotNull(nameof(sentence))]
    public string? Of(Sentence? sentence) => sentence is null ? null : IsPlain ? sentence.ToString() : sentence.In(_speech ??= new(texts, country, Culture));

    /// <summary>Words of the knowledge files, in this language where they are translated.</summary>
    [return: NotNullIfNotNull(nameof(words))]
    public string? Data(string? words) => words is null ? null : texts.Data(words);

    /// <summary>Words of the knowledge files with their first letter large: names where they begin a line.</summary>
    public string DataCapital(string words) => Capital(texts.Data(words));

    /// <summary>A name of the knowledge files in the midst of a sentence: in English it begins small, elsewhere as it was translated.</summary>
    string WithinSentence(string words) => texts.Data(words) is var own && texts.Language == Texts.English.Language && words.Length > 0 ? char.ToLowerInvariant(words[0]) + words[1..] : own;

    /// <summary>A side effect by its id; what somebody typed instead stays as it was typed.</summary>
    public string SideEffectTerm(string term, Medicine medicine) => medicine.Safety.AdverseEvents.ById.TryGetValue(term, out var known) ? Data(known.Term) : term;

    /// <summary>The order of names in lists.</summary>
    public StringComparer Alphabet => texts.Language == Texts.English.Language ? StringComparer.Ordinal : StringComparer.Create(Culture, ignoreCase: true);

    /// <summary>What a statement of the knowledge says, piece by piece.</summary>
    public string Fact(IReadOnlyList<FactPart> parts) => string.Concat(parts.Select(p => p.IsWords ? texts.Data(p.Text) : p.Text));

    // English without a country is what the record holds.
    bool IsPlain => country == Country.None && texts.Language == Texts.English.Language;

    string Say([CallerMemberName] string key = "") => texts.Say(key);

    string Say(ReadOnlySpan<(string Name, object? Value)> values, [CallerMemberName] string key = "") => texts.Say(key, values, Number);

    /// <summary>One of a family of words: <c>KindWord.plan</c>; of what the family does not know, its <c>other</c>.</summary>
    string Word(object? of, [CallerMemberName] string family = "") => WordOrNull(of, family) ?? texts.Say($"{family}.other");

    string? WordOrNull(object? of, [CallerMemberName] string family = "") => texts.Find(family, of?.ToString() ?? "");

    /// <summary><c>KeyList.1</c>, <c>KeyList.2</c> and so on.</summary>
    List<string> Lines([CallerMemberName] string family = "")
    {
        var lines = new List<string>();
        while (texts.Find(family, (lines.Count + 1).ToString(CultureInfo.InvariantCulture)) is { } line)
            lines.Add(line);
        return lines;
    }

    public string Listed(IEnumerable<string> items) => string.Join(ListSeparator, items);

    string ListSeparator => Say();

    // Names of months and days are the language's, their order the country's.
    string Dated(DateOnly day, string pattern) => day.ToString(pattern, Culture);

    // the frame
    public string SkipToWork => Say();
    public string MainNavigation => Say();
    public string MainNavigationPhone => Say();
    public string Today => Say();
    public string Patients => Say();
    public string Knowledge => Say();
    public string About => Say();
    public string FindPatient => Say();
    public string DemoClinic => Say();
    public string Search => Say();
    public string All => Say();
    public string NothingFound => Say();
    public string PagesOfList => Say();
    public string Earlier => Say();
    public string Further => Say();
    public string PageOf(int page, int pages) => Say([("page", page), ("pages", pages)]);
    public string Found(int count) => Say([("count", count)]);
    public string Right => Say();
    public string Left => Say();

    // when something is not there
    public string NotFoundTitle => Say();
    public string NotFoundText => Say();
    public string ErrorTitle => Say();
    public string ErrorText => Say();
    public string ErrorWhen(DateTimeOffset when) => Say([("day", Day(DateOnly.FromDateTime(when.DateTime))), ("time", Time(when))]);

    // today
    public string TodayLead(int charts) => Say([("charts", charts)]);
    public string TodayHeading(DateOnly day) => Dated(day, Country.DayOfYear);
    public string TodayLeadOpen(int charts, int reports, int drafts) => Say([("charts", TodayLead(charts)), ("reports", reports), ("drafts", drafts)]);
    public string OpenReport => Say();
    public string OpenReports => Say();
    public string Reported(DateOnly day) => Say([("day", Day(day))]);
    public string Triage(string level) => Say([("level", Enum.TryParse<Collum.Safety.TriageLevel>(level.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var known) ? LevelWord(known) : level)]);
    public string NextTreatment => Say();
    public string NobodyDueHead => Say();
    public string Due(Collum.Clinic.Schedule.DueState state, DateOnly earliest) => Say([("state", state), ("earliest", ShortDay(earliest))]);
    public string DueFoot(int all, int shown) => Say([("isCut", shown < all), ("shown", shown), ("all", all)]);
    public string LotsExpiring => Say();
    public string Lot => Say();
    public string Product => Say();
    public string Expires => Say();
    public string NotSigned => Say();
    public string Weeks => Say();
    public string ByLabel => Say();
    public string SinceLastLegend => Say();
    public string IntervalLegend => Say();
    public string KindWord(string kind) => WordOrNull(kind) ?? kind;
    public string NobodyDue => Say();
    public string LastWritten => Say();
    public string NothingWritten => Say();
    public string EmptyClinic => Say();
    public string EmptyClinicText => Say();
    public string Patient => Say();
    public string LastToxin => Say();
    public string AwaitChecks(int count) => Say([("count", count)]);

    // patients
    public string SearchPatients => Say();
    public string PatientsLead(int charts) => Say([("charts", TodayLead(charts))]);
    public string NobodyFound => Say();
    public string NobodyFoundText => Say();
    public string FirstShown(int shown) => Say([("shown", shown)]);
    public string ShowMore(int most) => Say([("most", most)]);
    public string ChartNumber => Say();
    public string Born => Say();
    public string Course => Say();

    // the chart
    public string Timeline => Say();
    public string AsTable => Say();
    public string Injections => Say();
    public string Scores => Say();
    public string SideEffects => Say();
    public string Adjuncts => Say();
    public string YearsUnit => Say();
    public string Week(decimal week) => Say([("week", Figure(week, "0.#"))]);
    public string AfterDose(string dose, string day) => Say([("dose", dose), ("day", day)]);
    public string NoToxinYet => Say();
    public string ChartHolds => Say();
    public string Entries => Say();
    public string LastEntry => Say();
    public string HashOfLast => Say();
    public string Score => Say();
    public string Date => Say();
    public string What => Say();
    public string EntryWord => Say();
    public string Amended(string by) => Say([("by", by)]);
    public string AmendedChip => Say();
    public string StillOpen => Say();
    public string Withdrawn => Say();
    public string StandsAgain => Say();
    public string Changed(string place, string? before, string? after) => Say([("place", place), ("before", before ?? Nothing), ("after", after ?? Nothing)]);
    string Nothing => Say();
    public string InPoints(int points) => Say([("points", points)]);
    public string Female => Say();
    public string Male => Say();
    public string Toxin => Say();
    public string AfterNominal(string? dose) => Say([("dose", dose)]);
    public string WeekOf(decimal week) => Say([("week", decimal.Round(week, 1))]);
    public string LineOnlyJoins => Say();
    public string WeeksAreNominal => Say();
    public string Goals => Say();
    public string NothingOverwritten => Say();
    public string CourseSummary(string from, string to, decimal first, decimal last, decimal best, int points, int sessions) =>
        Say([("from", from), ("to", to), ("points", points), ("first", first), ("best", best), ("last", last), ("sessions", sessions)]);
    public string Reason => Say();
    public string NoScores => Say();
    public string NothingOfThisKind => Say();
    public string Measured => Say();
    public string Injected => Say();
    public string Placebo => Say();
    public string AToxin => Say();
    public string FromTo(string from, string to) => Say([("from", from), ("to", to)]);
    public string SideName(Collum.Anatomy.Side side) => side == Collum.Anatomy.Side.Right ? Right : Left;
    public string ToxinLane(string unit) => Say([("unit", unit)]);
    public string TwstrsTotal => Say();
    public string HigherIsWorse => Say();
    public string ScoresNow => Say();
    public string Instrument => Say();
    public string First => Say();
    public string Latest => Say();
    public string Change => Say();
    public string OriginWord(Collum.Clinic.Charts.OriginKind kind) => Word(kind);
    public string WhereFrom => Say();

    // knowledge
    public string KnowledgeLead(int all, int awaiting) => Say([("all", all), ("awaiting", awaiting)]);
    public string SearchKnowledge => Say();
    public string AwaitingCheck => Say();
    public string Statements => Say();
    public string NothingFoundKnowledge => Say();
    public string SeeBelow => Say();
    public string StatusWord => Say();
    public string SourceWord => Say();
    public string Tier => Say();
    public string ReadWord => Say();
    public string Regions => Say();
    public string WrittenDown => Say();
    public string Note => Say();
    public string Sure(Confidence confidence) => Word(confidence);

    public string Status(FactStatus status) => Word(status);

    public string KindOfKnowledge(string kind) => WordOrNull(kind) ?? Capital(kind.Replace('-', ' '));

    // about
    public string AboutTitle => Say();
    public string AboutLead => Say();
    public string IntendedUse => Say();
    public IReadOnlyList<string> IntendedUseText => Lines();
    public string IsNot => Say();
    public IReadOnlyList<string> IsNotItems => Lines();
    public string AwaitsSignOff => Say();
    public string AwaitsSignOffText(int awaiting, int all) => Say([("awaiting", awaiting), ("all", all)]);
    public string ShowThem => Say();
    public string FileWord => Say();
    public string Versions => Say();
    public string VersionsFoot => Say();
    public string Licence => Say();
    public string LicenceText => Say();

    /// <summary>20 November 2026.</summary>
    public string Day(DateOnly day) => Dated(day, Country.LongDate);

    /// <summary>20 Nov 2026.</summary>
    public string ShortDay(DateOnly day) => Dated(day, Country.ShortDate);

    public string Month(DateOnly day) => Dated(day, "MMM");

    /// <summary>14:05, or 2:05 pm where the country counts twelve hours.</summary>
    public string Time(DateTimeOffset at) => at.ToString(country.Time, Culture).ToLower(Culture);

    /// <summary>12,345 as the country writes it; minus as −.</summary>
    public string Number(decimal number) => Figure(number, "#,0.##");

    /// <summary>A number in a form of .NET's: <c>0.0</c>.</summary>
    public string Figure(decimal number, string form) => number.ToString(form, country.Numbers);

    public string Figure(double number, string form) => number.ToString(form, country.Numbers);

    /// <summary>A number as a field shows it and takes it back.</summary>
    public string Field(decimal number) => number.ToString("0.####", country.Fields);

    public string DoseOf(Dose dose) => Say([("units", dose.Units), ("product", dose.Product.Brand)]);

    public string Signed(decimal number) => number > 0 ? "+" + Number(number) : Number(number);
}
