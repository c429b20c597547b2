using System.Globalization;
using Collum.Anatomy;
using Collum.App.Language;
using Collum.Findings;
using Collum.Postures;
using Collum.Vials;

namespace Collum.App.Pages;

/// <summary>The words of a visit, step by step.</summary>
partial class Words
{
    public string Capital(string text) => text.Length == 0 ? text : char.ToUpper(text[0], Culture) + text[1..];

    // around every step
    public string VisitOf(DateOnly day) => Say([("day", Day(day))]);
    public string ToxinCameLater(string dose, string day) => Say([("dose", dose), ("day", day)]);
    public string StepDone => Say();
    public string SelectStep => Say();
    public string MeasureStep => Say();
    public string MusclesStep => Say();
    public string PlanStep => Say();
    public string InjectStep => Say();
    public string FollowStep => Say();
    public string CheckWord => Say();
    public string WrittenBy => Say();
    public string SaveWord => Say();
    public string NotWritten => Say();
    public string TypedStays => Say();
    public string ChangedMeanwhile => Say();
    public string EntryBy(string by, string kind, DateTimeOffset at) => Say([("by", by), ("kind", kind), ("at", Time(at))]);
    public string TakeTheirs => Say();
    public string KeepMine => Say();
    public string NotCompleteYet => Say();
    public string ConnectionLost => Say();
    public string ServerFailed => Say();
    public string TypedIsBack => Say();
    public string Discard => Say();
    public string KeptOnDevice => Say();
    public string WrittenTwice => Say();
    public string Keys => Say();
    public string KeyMap => Say();
    public string Close => Say();
    public IReadOnlyList<(string Key, string Does)> KeyList => [.. Lines().Select(line => line.Split(" | ", 2) is [var key, var does] ? (key, does) : (line, ""))];

    /// <param name="trouble">What was wrong.</param>
    /// <param name="place">What the page calls the place, where it knows better.</param>
    public string Trouble(InputException trouble, string? place = null) => Say([("place", place ?? Capital(PlaceWord(trouble.Place) ?? FieldWord(trouble.Place))), ("found", Of(trouble.Found)), ("expected", Of(trouble.Expected))]);

    public string BlockedBy(IReadOnlyList<Finding> blocking) =>
        Say([("howMany", NotReady(blocking.Count(f => f.Severity == Severity.Stop), blocking.Count(f => f.Severity == Severity.Confirm))), ("findings", string.Join(" ", blocking.Take(3).Select(f => Of(f.Message))))]);

    public string NotReady(int stops, int confirms) => Say([("stops", stops), ("confirms", confirms)]);

    public string LinesNotFilled(int lines) => Say([("lines", lines)]);

    public string SeverityWord(Severity severity) => Word(severity);

    public string CountOf(Severity severity, int count) => Say([("severity", severity), ("count", count)]);

    public string WhyRight => Say();

    /// <summary>Where in the form; null where the path has no better word.</summary>
    public string? PlaceWord(string place)
    {
        var parts = place.Split('.', '[');
        var at = parts.Length > 1 && parts[1].EndsWith(']') && int.TryParse(parts[1][..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var i) ? i + 1 : (int?)null;
        return parts[0] switch
        {
            "" when place == ".by" => WordOrNull("by"),
            "sites" or "lines" when at is { } line => parts.Length > 2 ? FieldOfLine(line, FieldWord(parts[2])) : PlaceOfLine(line),
            "sites" or "lines" => WordOrNull("lines"),
            "lots" when at is { } lot => parts.Length > 2 ? FieldOfLot(lot, FieldWord(parts[2])) : PlaceOfLot(lot),
            "preparation" => parts.Length > 1 ? FieldWord(parts[1]) : FieldWord("vials_together"),
            "product" or "region" or "discarded_u" => FieldWord(parts[0]),
            _ => null,
        };
    }

    string FieldOfLine(int line, string field) => Say([("line", line), ("field", field)]);
    string PlaceOfLine(int line) => Say([("line", line)]);
    string FieldOfLot(int lot, string field) => Say([("lot", lot), ("field", field)]);
    string PlaceOfLot(int lot) => Say([("lot", lot)]);

    public string Wanted(string what) => Word(what);
    public string FoundNothing => Say();
    public string FoundNoChange => Say();
    public string FoundItemsOfDay => Say();
    public string FoundInLine(string found, int line) => Say([("found", found), ("line", line)]);
    public string FoundNoTick => Say();
    public string FoundNoForm => Say();
    public string FoundSignedPlan => Say();
    public string FoundNoDirection(string size) => Say([("size", size)]);
    public string AtMostMegabytes(long megabytes) => Say([("megabytes", megabytes)]);
    public string ForeignForm => Say();

    public string FieldWord(string field) => WordOrNull(field.Split('.')[^1]) ?? field.Split('.')[^1].Replace('_', ' ');

    public string SignedMeanwhile => Say();

    // select
    public string SelectLead => Say();
    public string SaveAndMeasure => Say();
    public string PersonAndDrugs => Say();
    public string RegionWord => Say();
    public string RegionName(Collum.Toxins.Region region) => Of(region.Called);
    public string Choose => Say();
    public string WeightWord => Say();
    public string MedicationsWord => Say();
    public string MedicationsHint => Say();
    public string AllergiesWord => Say();
    public string SameAs(DateOnly day) => Say([("day", ShortDay(day))]);
    public string Questions => Say();
    public string QuestionsLeft(int left) => Say([("left", left)]);
    public string ChooseFirst => Say();
    public string ChooseFirstText => Say();
    public string RestIsNo => Say();
    public string RedFlagsWord => Say();
    public string GradeWord(string grade) => WordOrNull(grade) ?? grade.ToLower(Culture);
    public string YesWord => Say();
    public string NoWord => Say();
    public string UnknownWord => Say();
    public string Known(string because) => Say([("because", because)]);
    public string OptionsCompared => Say();
    public string OptionsFoot => Say();
    public string OptionWord => Say();
    public string SpeaksFor => Say();
    public string SpeaksAgainst => Say();
    public string EvidenceWord => Say();
    public string DiscussedWord => Say();
    public string ChosenWord => Say();
    public string MattersWord => Say();
    public string DecisionReason => Say();
    public string FindingsWord => Say();
    public string FindingsWhenAsked => Say();
    public string NothingToSay => Say();

    // new patient
    public string NewPatient => Say();
    public string NewPatientLead => Say();
    public string NameWord => Say();
    public string NumberWord => Say();
    public string BornWord => Say();
    public string SexWord => Say();
    public string SexName(string sex) => WordOrNull(sex) ?? sex;
    public string OpenChartAndStart => Say();
    public string AlreadyHere => Say();
    public string ThisOne => Say();
    public string ANewOne => Say();
    public string Everybody => Say();
    public string DueNow => Say();
    public string DueSince(int weeks, DateOnly earliest) => Say([("weeks", weeks), ("earliest", ShortDay(earliest))]);
    public string ContinueVisit => Say();

    // measure
    public string MeasureLead => Say();
    public string SaveAndMuscles => Say();
    public string RunningTotals => Say();
    public string SubscaleWord(string id) => WordOrNull(id) ?? Capital(id.Replace('-', ' '));
    public string OfMost(decimal? most) => most is { } ? Say([("most", most)]) : "";
    public string OtherScales => Say();
    public string OtherScalesLead => Say();
    public string ScaleWord => Say();
    public string FormOfScale => Say();
    public string TotalOnly => Say();
    public string NoScoreYet => Say();
    public string DayWord => Say();
    public string NoFieldsForScale => Say();
    public string NoFieldsForScaleText => Say();
    public string TotalIs(decimal total, decimal? most) => most is { } ? Say([("total", total), ("most", most)]) : Number(total);

    public string RangeOf(decimal? least, decimal? most) => least is { } && most is { } ? Say([("least", least), ("most", most)]) : "";

    public string ItemsLeft(int left) => Say([("left", left)]);
    public string WhenComplete(int left) => Say([("left", left)]);
    public string KeyAnswer => Say();
    public string KeySame => Say();
    public string DotIsLast(DateOnly day) => Say([("day", ShortDay(day))]);
    public string ItemWord(string name) => WordOrNull(name) ?? (name.Split(' ') is ["item", var n] && int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? NumberedItem(number) : DataCapital(name.Replace('_', ' ')));
    string NumberedItem(int n) => Say([("n", n)]);
    public string OneOfTwo => Say();
    public string CountsTimes(decimal weight) => Say([("weight", weight)]);
    public string WasWord(string value) => Say([("value", value)]);
    public string PostureAngles => Say();
    public string SidesArePatients => Say();
    public string DirectionOf(string what) => Say([("what", what)]);
    public string SliderOf(string what) => Say([("what", what)]);
    public string HeadOnNeck => Say();
    public string NeckOnTrunk => Say();
    public string Shifts => Say();
    public string Turn => Say();
    public string Tilt => Say();
    public string Nod => Say();
    public string ChinUp => Say();
    public string ChinDown => Say();
    public string Backward => Say();
    public string Forward => Say();
    public string LateralShift => Say();
    public string SagittalShift => Say();
    public string ShoulderTremor => Say();
    public string ShoulderRaised => Say();
    public string TremorWord => Say();
    public string TrickHelps => Say();
    public string NoneWord => Say();
    public string NoNo => Say();
    public string YesYes => Say();
    public string Examination => Say();
    public string ExaminationFoot => Say();
    public string Muscle => Say();
    public string ContractionSign => Say();
    public string HypertrophySign => Say();
    public string TendernessSign => Say();
    public string SignOf(string sign, string muscle, Side side) => Say([("muscle", Capital(muscle)), ("side", side), ("sign", sign)]);
    public string FrontWord => Say();
    public string BackWord => Say();
    public string ToxinElsewhere => Say();
    public string GivenOn => Say();
    public string TotalDose => Say();
    public string GivenFor => Say();
    public string GivenWhere => Say();
    public string ToxinElsewhereFoot => Say();
    public IReadOnlyList<(string Id, string Word)> Indications => [.. IndicationIds.Select(id => (id, IndicationWord(id)))];

    static readonly string[] IndicationIds = ["cervical-dystonia", "blepharospasm", "limb-dystonia", "spasticity", "migraine", "bladder", "sweating", "saliva", "cosmetic", "other"];

    string IndicationWord(string id) => IndicationIds.Contains(id) ? Word(id) : id;

    public string PastToxinLine(Treatments.PastToxin past) => Listed(new[]
    {
        Day(past.Date), past.Dose is { } dose ? DoseOf(dose) : past.UnitsOfUnknownProduct is { } units ? UnknownProductDose(units) : past.Product is { } product ? DoseUnknown(product.Id) : ProductUnknown,
        past.Indication is { } id ? IndicationWord(id) : "", past.Clinic ?? "",
    }.Where(part => part.Length > 0));

    string UnknownProductDose(decimal units) => Say([("units", units)]);
    string DoseUnknown(string product) => Say([("product", product)]);
    string ProductUnknown => Say();

    public string FromTheSide => Say();
    public string FaceToTheRight => Say();
    public string FaceToTheLeft => Say();
    public string FromRight => Say();
    public string FromAbove => Say();
    public string StickSays(Visits.StickPose pose) =>
        Say([("turn", Way(pose.Turn, Right, Left)), ("tilt", Way(pose.Tilt, Right, Left)), ("nod", Way(pose.Nod, ChinUp, ChinDown))]);
    string Way(double degrees, string plus, string minus) => degrees == 0 ? "0°" : $"{Number((decimal)Math.Abs(degrees))}° {(degrees > 0 ? plus : minus)}";

    // muscles
    public string MusclesLead => Say();
    public string GoToPlan => Say();
    public string NoPostureYet => Say();
    public string NoPostureYetText => Say();
    public string PosturesFound => Say();
    public string MeasuredOn(DateOnly day) => Say([("day", ShortDay(day))]);
    public string NoPostureFound => Say();
    public string RankPictureFoot => Say();
    public string CandidatesWord => Say();
    public string NeverEstablished => Say();
    public string RankWord => Say();
    public string SideWord => Say();
    public string FromPosture => Say();
    public string FromExamination => Say();
    public string FromEmg => Say();
    public string LikelihoodRatio => Say();
    public string RoleWord(CandidateRole role) => Word(role);
    public string NotRecorded => Say();
    public string OtherMuscles => Say();
    public string NoneOfSigns => Say();
    public string NotExamined => Say();
    public string NoContraction => Say();
    public string NeutralWord => Say();
    public string JoinedFoot => Say();

    // plan
    public string PlanFor(DateOnly day) => Say([("day", Day(day))]);
    public string SignPlan => Say();
    public string SaveDraft => Say();
    public string Undo => Say();
    public string PrintSheet => Say();
    public string Theirs => Say();
    public string Mine => Say();
    public string NoLine => Say();
    public string ProductAndVials => Say();
    public string FirstEver => Say();
    public string NotAsked => Say();
    public string VialSize => Say();
    public string VialsWord => Say();
    public string SalinePerVial => Say();
    public string ProposePlan => Say();
    public string ProposeAgain => Say();
    public string Neck => Say();
    public string ClickMuscle => Say();
    public string Doses => Say();
    public string UnitsOf(string brand) => Say([("brand", brand)]);
    public string KeyTab => Say();
    public string KeyNext => Say();
    public string KeyAdd => Say();
    public string KeyMirror => Say();
    public string NoLinesYet => Say();
    public string NoPostureForPlan => Say();
    public string ProposeHint => Say();
    public string DoseU => Say();
    public string PointsWord => Say();
    public string PerPoint => Say();
    public string GuidanceWord => Say();
    public string RemoveWord => Say();
    public string SideOfLine(int line) => Say([("line", line)]);
    public string MuscleOfLine(int line) => Say([("line", line)]);
    public string DoseOfLine(int line) => Say([("line", line)]);
    public string PointsOfLine(int line) => Say([("line", line)]);
    public string GuidanceOfLine(int line) => Say([("line", line)]);
    public string RemoveLine(int line) => Say([("line", line)]);
    public string ChooseMuscle => Say();
    public string NotStated => Say();
    public string MuscleUnknown => Say();
    public string GuidanceName(string word) => WordOrNull(word) ?? word;
    public string LineCount(int lines) => Say([("lines", lines)]);
    public string NotCounted(int lines) => Say([("lines", lines)]);
    public string BothScm => Say();
    public string AddMuscle => Say();
    public string Dilution => Say();
    public string InWord => Say();
    public string ToInject => Say();
    public string LeftInVials => Say();
    public string NoVialsYet => Say();
    public string FewestWaste(VialMix mix) => Say([("vials", string.Join(" + ", mix.Vials.Select(v => $"{v.Vials} × {Number(v.VialU)} U"))), ("wasteU", mix.WasteU)]);
    public string LabelTable => Say();
    public string AgainstLimits => Say();
    public string LimitsWhenPlanned => Say();
    public string WhyThese => Say();
    public string LeftOut => Say();
    public string NoDoseProposed => Say();
    public string RulesAsked(int rules, string version) => Say([("rules", rules), ("version", version)]);
    public string FindingsWhenPlanned => Say();
    public string Since(DateOnly day) => Say([("day", ShortDay(day))]);
    public string SignedBy(string by) => Say([("by", by)]);
    public string ChangedFrom(DateOnly day) => Say([("day", Day(day))]);
    public string NewPlan => Say();
    public string ByHand => Say();
    public string NewLine => Say();
    public string SameDose => Say();
    public string ThisSession => Say();
    public string UOfAtMost(decimal most) => Say([("most", most)]);
    public string NoLimitOnFile => Say();
    public string LastDays(int days) => Say([("days", days)]);
    public string SinceLastToxin => Say();
    public string WeeksAtLeast(decimal weeks) => Say([("weeks", weeks)]);
    public string WeeksWord => Say();

    // inject
    public string InjectLead => Say();
    public string InjectPlanOf(DateOnly day) => Say([("day", Day(day))]);
    public string SecondLot => Say();
    public string AmendTreatment => Say();
    public string AmendWord => Say();
    public string AmendTreatmentOf(DateOnly day) => Say([("day", Day(day))]);

    public string AmendLead => Say();
    public string SignAmendment => Say();
    public string NothingToAmend => Say();
    public string NothingToAmendText => Say();
    public string GivenByWord => Say();
    public string WhyAmended => Say();
    public string WhyAmendedLabel => Say();
    public string NeverGiven => Say();
    public string FirstTextStays(string given, string? by) => Say([("given", given), ("by", by)]);

    public string NoDoseLeavesOut => Say();
    public string GivenAlready => Say();
    public string SignTreatment => Say();
    public string TreatmentSigned(string given) => Say([("given", given)]);
    public string AmendHint => Say();
    public string OpenChart => Say();
    public string NoSignedPlan => Say();
    public string NoSignedPlanText => Say();
    public string PlanLineByLine => Say();
    public string LineDone(int line) => Say([("line", line)]);
    public string PlannedDose(string units, int points) => Say([("units", units), ("points", points)]);
    public string PlannedWas(string plan) => Say([("plan", plan)]);
    public string GivenU => Say();
    public string VialsAndLot => Say();
    public string ScanLot => Say();
    public string VialsOpened => Say();
    public string Units(decimal units) => Say([("units", units)]);
    public string DiscardedU => Say();
    public string BalanceSays(decimal opened, decimal given, decimal discarded) =>
        opened == 0 ? BalanceEmpty : opened == given + discarded ? BalanceHolds(opened, given, discarded) : BalanceBroken(opened, given, discarded, Math.Abs(opened - given - discarded), opened > given + discarded);

    string BalanceEmpty => Say();
    string BalanceHolds(decimal opened, decimal given, decimal discarded) => Say([("opened", opened), ("given", given), ("discarded", discarded)]);
    string BalanceBroken(decimal opened, decimal given, decimal discarded, decimal difference, bool isShort) =>
        Say([("opened", opened), ("given", given), ("discarded", discarded), ("difference", difference), ("isShort", isShort)]);
    public string ConsentWord => Say();
    public string ConsentForm => Say();
    public string Written => Say();
    public string Oral => Say();
    public string NotTaken => Say();
    public string Complication => Say();
    public string FindingsWhenLot => Say();
    public string LinesNotTicked(int lines) => Say([("lines", lines)]);
    public string LotFirst => Say();

    // follow
    public string FollowLead => Say();
    public string HowItWent => Say();
    public string TreatmentOf(DateOnly day, string dose) => Say([("dose", dose), ("day", ShortDay(day))]);
    public string NoTreatmentYet => Say();
    public string NoTreatmentYetText => Say();
    public string ReliefAtBest => Say();
    public string PeakWeek => Say();
    public string WornOffWeek => Say();
    public string WeekUnit => Say();
    public string SideEffectsAskedQ => Say();
    public string WeakMuscles => Say();
    public string ActiveMuscles => Say();
    public string GoalWord => Say();
    public string ReportSideEffect => Say();
    public string WhatIsIt => Say();
    public string NothingReported => Say();
    public string Since1 => Say();
    public string HowBad => Say();
    public string Mild => Say();
    public string Moderate => Say();
    public string Severe => Say();
    public string InPatientsWords => Say();
    public string WhatWasDone => Say();
    public string WhyUrgent => Say();
    public string NextPlanHint => Say();
    public string OpenNextPlan => Say();
    public string LevelWord(Collum.Safety.TriageLevel level) => Word(level);

    // adjuncts
    public string AdjunctsLead => Say();
    public string AddAdjunct => Say();
    public string KindOfAdjunct => Say();
    public string Physiotherapy => Say();
    public string OralDrug => Say();
    public string ProgrammeWord => Say();
    public string DrugWord => Say();
    public string DosePerDay => Say();
    public string SessionsAWeek => Say();
    public string Started => Say();
    public string Ended => Say();
    public string OnRecord => Say();
    public string NothingAlong => Say();

    // the chart
    public string ResponseTitle => Say();
    public string ResponseLead => Say();
    public string NoForecast => Say();
    public string NoForecastText => Say();
    public string PredictedCourse => Say();
    public string BandsLegend => Say();
    public string MedianWord => Say();
    public string WhenWord => Say();
    public string PeakWord => Say();
    public string WornOffWord => Say();
    public string EarliestWord => Say();
    public string SuggestedWord => Say();
    public string Between(DateOnly from, DateOnly to) => Say([("from", ShortDay(from)), ("to", ShortDay(to))]);
    public string ReliefOf(double points, double low, double high) => Say([("points", (decimal)Math.Round(points, 1)), ("low", (decimal)Math.Round(low, 1)), ("high", (decimal)Math.Round(high, 1))]);
    public string ForThePatient => Say();
    public string KeptHead => Say();
    public string KeptSays(int made, int held) => Say([("held", held), ("made", made)]);
    public string CalibrationOfAll => Say();
    public string CalibrationTitle => Say();
    public string CalibrationLead => Say();
    public string CalibrationHead => Say();
    public string Computing => Say();
    public string ChartsDone(int done, int total) => Say([("done", done), ("total", total)]);
    public string StopIt => Say();
    public string Stopped => Say();
    public string GoOn => Say();
    public string LookAgain => Say();
    public string CalibrationFailed => Say();
    public string NothingForecast => Say();
    public string NothingForecastText => Say();
    public string SinceSession => Say();
    public string ForecastsWord => Say();
    public string HowToRead => Say();
    public string IntervalOf(double level) => Say([("level", Percent(level))]);
    public string BandOf(Collum.Clinic.Watch.CalibrationBand band) => band.ToWeek is { } to ? BandFromTo(band.FromWeek, to) : band.FromWeek > 0 ? BandFrom(band.FromWeek) : BandAll;
    string BandFromTo(double from, double to) => Say([("from", from), ("to", to)]);
    string BandFrom(double from) => Say([("from", from)]);
    string BandAll => Say();
    public string ShortBandOf(Collum.Clinic.Watch.CalibrationBand band) => band.ToWeek is { } to ? ShortBandFromTo(band.FromWeek, to) : band.FromWeek > 0 ? ShortBandFrom(band.FromWeek) : BandAll;
    string ShortBandFromTo(double from, double to) => Say([("from", from), ("to", to)]);
    string ShortBandFrom(double from) => Say([("from", from)]);
    public string HeldOf(Collum.Numerics.Inference.Proportion p) => Say([("share", Percent(p.Share)), ("low", Percent(p.Low)), ("high", Percent(p.High))]);
    public string CalibrationFoot(int people, int charts) => Say([("people", people), ("charts", charts)]);
    public string CalibrationSays(Collum.Clinic.Watch.Calibration c) =>
        c.All is { In50: { } half, In80: { } eight, In95: { } most } ? CalibrationHeld(c.All.Made, HeldOf(half), HeldOf(eight), HeldOf(most)) : NothingForecast;
    string CalibrationHeld(int made, string half, string eight, string most) => Say([("made", made), ("half", half), ("eight", eight), ("most", most)]);
    public string CalibrationVerdict(Collum.Clinic.Watch.CalibrationBand all) =>
        all.In80 is not { } p ? NothingForecast : p.Low > 0.8 ? CareHigh(HeldOf(p)) : p.High < 0.8 ? CareLow(HeldOf(p)) : CareRight(HeldOf(p));
    string CareHigh(string held) => Say([("held", held)]);
    string CareLow(string held) => Say([("held", held)]);
    string CareRight(string held) => Say([("held", held)]);
    public string CalibrationCaution => Say();
    public string WhatIf => Say();
    public string DoseIn(string brand) => Say([("brand", brand)]);
    public string WeeksAfterLast => Say();
    public string ShowIt => Say();
    public string WithoutIt => Say();
    public string DoseWrong => Say();
    public string DoseInDoubt(TypedDoubt doubt) => Say([("doubt", InDoubt(doubt))]);
    /// <summary>What to type where a sign may part thousands or decimals.</summary>
    public string InDoubt(TypedDoubt doubt) => Say([("thousands", doubt.WithThousands), ("decimals", doubt.WithDecimals)]);
    public string WeeksWrong(int first, int most) => Say([("first", first), ("most", most)]);
    public string WhatIfAsk => Say();
    public string WhatIfHead(Collum.Toxins.Dose dose, DateOnly day) => Say([("dose", dose), ("day", Day(day))]);
    public string BesideLegend => Say();
    public string AfterWeeks(double weeks) => Say([("weeks", (decimal)Math.Round(weeks, 1))]);
    public string ChanceOf(double chance) => Say([("chance", Percent(chance))]);
    public string ChanceBetween(double low, double high) => Say([("low", Percent(low)), ("high", Percent(high))]);
    public string Tried(double from, double to, int people, bool isBeyond) => Say([("from", (decimal)from), ("to", (decimal)to), ("people", people), ("isBeyond", isBeyond)]);
    public string NothingRead => Say();
    public string RateSays(Collum.Response.SideEffectRate rate) =>
        Say([("percent", rate.Percent), ("hasN", rate.N is not null), ("n", rate.N), ("hasDose", rate.DoseU is not null), ("dose", rate.DoseU), ("note", Data(rate.Note))]);
    string Percent(double share) => share is > 0 and < 0.01 ? BelowOne : Figure(Math.Round(100 * share), "0");
    string BelowOne => Say();
    public string WhatIfFoot => Say();
    public string ForecastFoot(int scores, int sessions, string model) => Say([("scores", scores), ("sessions", sessions), ("model", model)]);
    public string NotNearNormal => Say();
    public string ForecastSays(Collum.Response.Forecast f) => Say(
    [
        ("hasPeak", f.Peak is not null), ("peak", f.Peak is { } peak ? Day(peak.MedianDate) : null), ("relief", f.Peak is { } best ? ReliefOf(best.ReliefPoints, best.ReliefQ10, best.ReliefQ90) : null),
        ("hasOff", f.WearingOff is not null), ("off", f.WearingOff is { } off ? Day(off.MedianDate) : null), ("between", f.WearingOff is { } worn ? Between(worn.Q10Date, worn.Q90Date) : null),
    ]);
    public string LookAhead => Say();
    public string WindowWord => Say();
    public string TodayWord => Say();
    public string SinceLastTime => Say();
    public string ScoreChanged(string instrument, decimal before, decimal after, DateOnly day) => Say([("instrument", instrument), ("after", after), ("day", ShortDay(day)), ("before", before), ("change", Signed(after - before))]);
    public string ReportedSince(string what, DateOnly day, bool waiting) => Say([("what", Capital(what)), ("day", ShortDay(day)), ("waiting", waiting)]);
    public IReadOnlyList<(string Step, string Word)> Steps =>
        [("select", SelectStep), ("measure", MeasureStep), ("muscles", MusclesStep), ("emg", EmgStep), ("plan", PlanStep), ("inject", InjectStep), ("follow", FollowStep), ("adjuncts", Adjuncts)];
    public string RecordedPart => Say();
    public string WholeScale => Say();
    public string SeveralDays => Say();
    public string SeveralDaysHow(decimal? least, decimal? most) => Say([("hasRange", least is not null && most is not null), ("least", least), ("most", most)]);
    public string DaysRead(int days, DateOnly from, DateOnly to) => Say([("from", ShortDay(from)), ("to", ShortDay(to)), ("days", days)]);
    public string InstrumentWord(string id) => WordOrNull(id) ?? id.ToUpperInvariant().Replace('_', ' ');
    public string PatientsRating => Say();
    public string RatingToday => Say();
    public string RatingEnds => Say();
    public string DiaryDays => Say();
    public string OnsetWord => Say();
    public string BehindOnset(Collum.Response.Behind behind) => Say([("population", behind is { Scores: 0, Sessions: 0 }), ("scores", behind.Scores), ("sessions", behind.Sessions)]);
    public string BehindPeak(Collum.Response.Behind behind) => Say([("population", behind is { Scores: 0, Sessions: 0 }), ("scores", behind.Scores), ("sessions", behind.Sessions)]);
    public string BehindWearingOff(Collum.Response.Behind behind) => Say([("population", behind is { Scores: 0, Sessions: 0 }), ("scores", behind.Scores), ("sessions", behind.Sessions)]);
    public string BehindWindow(Collum.Response.Behind behind) => BehindWearingOff(behind);

    public string StripSays(string instrument, int scores) => Say([("instrument", InstrumentWord(instrument)), ("scores", scores)]);
    public string StripRange(decimal least, decimal most) => Say([("least", least), ("most", most)]);
    public string OtherScore(string instrument, decimal value) => Say([("instrument", InstrumentWord(instrument)), ("value", value)]);
}
