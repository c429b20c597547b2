using System.Globalization;
using Collum.Anatomy;
using Collum.Findings;
using Collum.Postures;
using Collum.Vials;

namespace Collum.App.Pages;

/// <summary>The words of a visit, step by step.</summary>
partial class Words
{
    public virtual string Capital(string text) => text.Length == 0 ? text : char.ToUpper(text[0], Culture) + text[1..];

    // around every step
    public virtual string VisitOf(DateOnly day) => $"Visit of {Day(day)}";
    public virtual string ToxinCameLater(string dose, string day) => $"A day of the past: {dose} came after it, on {day}";
    public virtual string StepDone => "done";
    public virtual string SelectStep => "Select";
    public virtual string MeasureStep => "Measure";
    public virtual string MusclesStep => "Muscles";
    public virtual string PlanStep => "Plan";
    public virtual string InjectStep => "Inject";
    public virtual string FollowStep => "Follow-up";
    public virtual string CheckWord => "Check";
    public virtual string WrittenBy => "Written by";
    public virtual string SaveWord => "Save";
    public virtual string NotWritten => "Not written yet";
    public virtual string TypedStays => "What you typed is still here.";
    public virtual string ChangedMeanwhile => "Somebody wrote into this chart meanwhile";
    public virtual string EntryBy(string by, string kind, DateTimeOffset at) => $"{by} wrote “{kind}” at {at.ToString("HH:mm", Culture)}.";
    public virtual string TakeTheirs => "Take theirs, drop mine";
    public virtual string KeepMine => "Write mine after theirs";
    public virtual string NotCompleteYet => "Not complete yet";
    public virtual string ConnectionLost => "No connection. What you type is kept on this device and goes on when the connection is back.";
    public virtual string ServerFailed => "The server could not take this. What you typed stays here and on this device; try again in a moment. What is shown beside it may be out of date.";
    public virtual string TypedIsBack => "What you typed before is back; it was not written yet.";
    public virtual string Discard => "Start from what is stored";
    public virtual string KeptOnDevice => "Kept on this device while you type";
    public virtual string WrittenTwice => "This form was already written once, with other content. Look at the chart, then send it again.";
    public virtual string Keys => "Keys";
    public virtual string KeyMap => "Keys on this page";
    public virtual string Close => "Close";
    public virtual IReadOnlyList<(string Key, string Does)> KeyList =>
    [
        ("/", "find a patient"), ("g then t, p, k, a", "go to Today, Patients, Knowledge, About"), ("1 – 8", "step of the visit, outside a field"), ("Tab", "next field"),
        ("0 – 5", "TWSTRS: answer and go on"), ("=", "TWSTRS: same as last visit"), ("↑ ↓", "TWSTRS: item before, item after"), ("Backspace", "takes an answer back: not answered"),
        ("A", "plan: add a muscle"), ("M", "plan: mirror the line to the other side"), ("Alt + ↑ ↓", "plan: dose field of the line above, below"), ("Ctrl + Z", "plan: undo"),
        ("← → + − Home End", "EMG picture: along the time, closer, further, whole recording"), ("Ctrl + Enter", "the page’s main action"), ("?", "this list"),
    ];

    public virtual string Trouble(InputException trouble) => $"{Capital(PlaceWord(trouble.Place) ?? FieldWord(trouble.Place))}: found {trouble.Found}; expected {trouble.Expected}.";

    public virtual string BlockedBy(IReadOnlyList<Finding> blocking) =>
        $"{NotReady(blocking.Count(f => f.Severity == Severity.Stop), blocking.Count(f => f.Severity == Severity.Confirm))} {string.Join(" ", blocking.Take(3).Select(f => f.Message))}";

    public virtual string NotReady(int stops, int confirms) => (stops, confirms) switch
    {
        (0, 1) => "Waits for 1 reason in writing.",
        (0, _) => $"Waits for {Number(confirms)} reasons in writing.",
        (1, 0) => "1 finding stops it.",
        (_, 0) => $"{Number(stops)} findings stop it.",
        _ => $"{(stops == 1 ? "1 finding stops it" : $"{Number(stops)} findings stop it")}; {(confirms == 1 ? "1 more waits" : $"{Number(confirms)} more wait")} for a reason in writing.",
    };

    public virtual string LinesNotFilled(int lines) => lines == 1 ? "1 line wants its muscle, side, dose and points." : $"{Number(lines)} lines want their muscle, side, dose and points.";

    public virtual string SeverityWord(Severity severity) => severity switch { Severity.Stop => "Stop", Severity.Confirm => "Confirm", _ => "Note" };

    public virtual string CountOf(Severity severity, int count) => $"{Number(count)} {SeverityWord(severity).ToLower(Culture)}{(count > 1 && severity != Severity.Confirm ? "s" : "")}";

    public virtual string WhyRight => "Why is it right for this patient?";

    /// <summary>Where in the form; null where the path has no better word.</summary>
    public virtual string? PlaceWord(string place)
    {
        if (place == ".by")
            return "written by";
        var parts = place.Split('.', '[');
        var at = parts.Length > 1 && parts[1].EndsWith(']') && int.TryParse(parts[1][..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var i) ? i + 1 : (int?)null;
        return parts[0] switch
        {
            "sites" or "lines" when at is { } line => parts.Length > 2 ? $"line {Number(line)}, {FieldWord(parts[2])}" : $"line {Number(line)}",
            "sites" or "lines" => "the lines",
            "lots" when at is { } lot => parts.Length > 2 ? $"lot {Number(lot)}, {FieldWord(parts[2])}" : $"lot {Number(lot)}",
            "preparation" => parts.Length > 1 ? FieldWord(parts[1]) : "vials",
            "product" or "region" or "discarded_u" => FieldWord(parts[0]),
            _ => null,
        };
    }

    public virtual string FieldWord(string field) => field.Split('.')[^1] switch
    {
        "dose_u" => "dose in U", "points" => "points", "guidance" => "guidance", "muscle_id" => "muscle", "side" => "side", "diluent_ml" => "saline for each vial, mL", "vial_u" => "vial size, U",
        "vials" => "number of vials", "discarded_u" => "discarded units", "number" => "lot number", "expiry" => "expiry date", "relief_percent" => "relief, %", "peak_week" => "week of the best relief",
        "wearing_off_week" => "week of wearing off", "birth_date" => "birth date", "weight_kg" => "weight, kg", "onset_date" => "first noticed", "severity" => "how bad", "term" => "what it is",
        "name" => "name", "sex" => "sex", "items" => "items", "region" => "region", "product" => "product",
        "caput_rotation_right_deg" => "head on neck, turn", "caput_lateral_right_deg" => "head on neck, tilt", "caput_extension_deg" => "head on neck, nod",
        "collis_rotation_right_deg" => "neck on trunk, turn", "collis_lateral_right_deg" => "neck on trunk, tilt", "collis_extension_deg" => "neck on trunk, nod",
        "lateral_shift_right_mm" => "shift sideways", "sagittal_shift_anterior_mm" => "shift forward or back", "dose_mg_per_day" => "dose a day, mg", "end_date" => "ends", "date" => "date",
        var other => other.Replace('_', ' '),
    };

    public virtual string SignedMeanwhile => "The plan of this day is signed. What was given otherwise is written on the page Inject, line by line.";

    // select
    public virtual string SelectLead => "Questions, drugs and allergies of today. Unknown is not no.";
    public virtual string SaveAndMeasure => "Save, then measure";
    public virtual string PersonAndDrugs => "Product, drugs, allergies";
    public virtual string RegionWord => "Region";
    public virtual string Choose => "choose";
    public virtual string WeightWord => "Weight";
    public virtual string MedicationsWord => "Drugs taken, one a line";
    public virtual string MedicationsHint => "As the patient says it. Brands and misspellings are read; what is read stands below.";
    public virtual string AllergiesWord => "Allergies, one a line";
    public virtual string ReadAsWord => "Read as";
    public virtual string SameAs(DateOnly day) => $"Same as on {ShortDay(day)}";
    public virtual string Questions => "Questions";
    public virtual string QuestionsLeft(int left) => left == 0 ? "all answered" : $"{Number(left)} not answered";
    public virtual string ChooseFirst => "Choose product and region";
    public virtual string ChooseFirstText => "Which questions matter depends on the product’s text in the region. None is chosen for you.";
    public virtual string RestIsNo => "I asked the rest: all no";
    public virtual string RedFlagsWord => "Signs of another cause";
    public virtual string GradeWord(string grade) => grade switch { "Absolute" => "absolute", "Relative" => "relative", "Caution" => "caution", _ => grade.ToLower(Culture) };
    public virtual string YesWord => "yes";
    public virtual string NoWord => "no";
    public virtual string UnknownWord => "unknown";
    public virtual string Known(string because) => $"yes: {because}";
    public virtual string OptionsCompared => "Ways to go on, side by side";
    public virtual string OptionsFoot => "Levels come from different guidelines and trials: they are shown, not ranked.";
    public virtual string OptionWord => "Option";
    public virtual string SpeaksFor => "Speaks for it";
    public virtual string SpeaksAgainst => "Burden";
    public virtual string EvidenceWord => "Evidence";
    public virtual string DiscussedWord => "talked over";
    public virtual string ChosenWord => "chosen";
    public virtual string MattersWord => "What matters to the patient";
    public virtual string DecisionReason => "Why this choice";
    public virtual string FindingsWord => "Findings";
    public virtual string FindingsWhenAsked => "Findings appear when product and region are chosen.";
    public virtual string NothingToSay => "No rule has anything to say.";

    // new patient
    public virtual string NewPatient => "New patient";
    public virtual string NewPatientLead => "A name is enough to begin; the rest can follow.";
    public virtual string NameWord => "Name";
    public virtual string NumberWord => "The clinic’s number";
    public virtual string BornWord => "Birth date";
    public virtual string SexWord => "Sex";
    public virtual string SexName(string sex) => sex switch { "unknown" => "not known", _ => sex };
    public virtual string OpenChartAndStart => "Open the chart";
    public virtual string AlreadyHere => "There may be a chart already";
    public virtual string ThisOne => "Use this chart";
    public virtual string ANewOne => "Somebody else: open a new chart";
    public virtual string Everybody => "Everybody";
    public virtual string DueNow => "Due, or soon";
    public virtual string DueSince(int weeks, DateOnly earliest) => $"{(weeks == 1 ? "1 week" : $"{Number(weeks)} weeks")} since the last toxin; the label allows the next from {ShortDay(earliest)}";
    public virtual string ContinueVisit => "Today’s visit";

    // measure
    public virtual string MeasureLead => "Score, angles and hands. Leave out what was not measured; nothing is guessed.";
    public virtual string SaveAndMuscles => "Save, then muscles";
    public virtual string RunningTotals => "Running totals";
    public virtual string SubscaleWord(string id) => Capital(id.Replace('-', ' '));
    public virtual string OfMost(decimal? most) => most is { } m ? $"of {Number(m)}" : "";
    public virtual string OtherScales => "Other scales";

    public virtual string OtherScalesLead => "Only codes, short names and ranges stand here; the wording is on the form that your site has a licence for.";

    public virtual string ScaleWord => "Scale";

    public virtual string RecordedPart => "What was recorded";
    public virtual string WholeScale => "the whole scale";
    public virtual string SeveralDays => "Several days, such as a diary";
    public virtual string SeveralDaysHow(decimal? least, decimal? most) => $"A line for each day: 2026-11-02 55. {(least is { } a && most is { } b ? $"Numbers from {Number(a)} to {Number(b)}. " : "")}A day on record takes the new number.";
    public virtual string DaysRead(int days, DateOnly from, DateOnly to) => days == 1 ? $"1 day read, {ShortDay(from)}." : $"{Number(days)} days read, {ShortDay(from)} to {ShortDay(to)}.";
    public virtual string InstrumentWord(string id) => id switch
    {
        "patient-rating" => "Patient’s rating",
        "twstrs-severity" or "twstrs-disability" or "twstrs-pain" => "TWSTRS " + id["twstrs-".Length..],
        _ => id.ToUpperInvariant().Replace('_', ' '),
    };

    public virtual string FormOfScale => "Form";

    public virtual string TotalOnly => "Total, where items were not recorded";

    public virtual string NoScoreYet => "Nothing on record yet.";

    public virtual string DayWord => "Day";

    public virtual string NoFieldsForScale => "Its items are not on file";

    public virtual string NoFieldsForScaleText => "Nobody here has read which items and ranges this scale has. Items can be kept under your site's own codes with collum chart score.";

    public virtual string TotalIs(decimal total, decimal? most) => most is { } m ? $"{Number(total)} of {Number(m)}" : Number(total);

    public virtual string RangeOf(decimal? least, decimal? most) => least is { } a && most is { } b ? $"{Number(a)} to {Number(b)}" : "";

    public virtual string ItemsLeft(int left) => left == 1 ? "1 item left" : $"{Number(left)} items left";
    public virtual string WhenComplete(int left) => left == 0 ? "" : $"after {Number(left)} more";
    public virtual string KeyAnswer => "answer and go on;";
    public virtual string KeySame => "same as last visit";
    public virtual string DotIsLast(DateOnly day) => $"dotted: {ShortDay(day)}";
    public virtual string ItemWord(string name) => name switch
    {
        "shoulder_elevation_or_anterior_displacement" => "Shoulder raised or forward", "time_within_10_deg" => "Time within 10° of midline", "daily_living" => "Daily living",
        "lateral_shift" => "Lateral shift", "sagittal_shift" => "Sagittal shift", "duration_factor" => "Duration", "sensory_tricks" => "Sensory trick", "range_of_motion" => "Range of motion",
        _ => Capital(name.Replace('_', ' ')),
    };
    public virtual string OneOfTwo => "one of antero-, retrocollis";
    public virtual string CountsTimes(decimal weight) => $"counts {Number(weight)} ×";
    public virtual string WasWord(string value) => $"was {value}";
    public virtual string PostureAngles => "Posture";
    public virtual string SidesArePatients => "Right and left are the patient’s own.";
    public virtual string DirectionOf(string what) => $"{what}: direction";
    public virtual string SliderOf(string what) => $"{what}, slider";
    public virtual string HeadOnNeck => "Head on neck";
    public virtual string NeckOnTrunk => "Neck on trunk";
    public virtual string Shifts => "Shifts";
    public virtual string Turn => "Turn";
    public virtual string Tilt => "Tilt";
    public virtual string Nod => "Nod";
    public virtual string ChinUp => "up";
    public virtual string ChinDown => "down";
    public virtual string Backward => "backward";
    public virtual string Forward => "forward";
    public virtual string LateralShift => "Sideways";
    public virtual string SagittalShift => "Forward or back";
    public virtual string ShoulderTremor => "Shoulder, tremor, trick";
    public virtual string ShoulderRaised => "Shoulder raised";
    public virtual string TremorWord => "Tremor";
    public virtual string TrickHelps => "Sensory trick helps";
    public virtual string NoneWord => "none";
    public virtual string NoNo => "no-no";
    public virtual string YesYes => "yes-yes";
    public virtual string Examination => "Examination by hand";
    public virtual string ExaminationFoot => "A dash means not examined; click a muscle in the picture to go to its line, where the number of signs found stands beside it. What is felt counts as a likelihood ratio in the ranking; each is shown there with its source.";
    public virtual string Muscle => "Muscle";
    public virtual string ContractionSign => "contracts";
    public virtual string HypertrophySign => "thickened";
    public virtual string TendernessSign => "tender";
    public virtual string SignOf(string sign, string muscle, Side side) => $"{Capital(muscle)}, patient’s {(side == Side.Right ? Right : Left)}: {sign}";
    public virtual string FrontWord => "front";
    public virtual string BackWord => "back";

    public virtual string ToxinElsewhere => "Toxin given somewhere else";

    public virtual string GivenOn => "Given on";

    public virtual string TotalDose => "Total dose";

    public virtual string GivenFor => "For";

    public virtual string GivenWhere => "Where, and by whom";

    public virtual string ToxinElsewhereFoot => "Any botulinum toxin, for anything, also cosmetic. It counts for the interval and the cumulative dose of every later plan. Leave out what nobody knows.";

    public virtual IReadOnlyList<(string Id, string Word)> Indications { get; } =
    [
        ("cervical-dystonia", "cervical dystonia"), ("blepharospasm", "blepharospasm or face"), ("limb-dystonia", "dystonia of a limb"), ("spasticity", "spasticity"), ("migraine", "migraine"),
        ("bladder", "bladder"), ("sweating", "sweating"), ("saliva", "saliva"), ("cosmetic", "cosmetic"), ("other", "something else"),
    ];

    public virtual string PastToxinLine(Treatments.PastToxin past) => string.Join(", ", new[]
    {
        Day(past.Date), past.Dose is { } dose ? dose.ToString() : past.UnitsOfUnknownProduct is { } units ? $"{units.ToString("0.##", Culture)} U of a product that nobody knows" : past.Product is { } product ? $"{product.Id}, dose not known" : "product and dose not known",
        past.Indication is { } id ? Indications.FirstOrDefault(i => i.Id == id).Word ?? id : "", past.Clinic ?? "",
    }.Where(part => part.Length > 0));

    public virtual string FromTheSide => "From the side";

    public virtual string FaceToTheRight => "side, face to the right";

    public virtual string FaceToTheLeft => "side, face to the left";
    public virtual string FromRight => "from the right";
    public virtual string FromAbove => "from above";
    public virtual string StickSays(Visits.StickPose pose) =>
        $"Sketch of the angles. Turned {Way(pose.Turn, Right, Left)}, head tilted {Way(pose.Tilt, Right, Left)}, nodded {Way(pose.Nod, ChinUp, ChinDown)}.";
    string Way(double degrees, string plus, string minus) => degrees == 0 ? "0°" : $"{Number((decimal)Math.Abs(degrees))}° {(degrees > 0 ? plus : minus)}";

    // muscles
    public virtual string MusclesLead => "Candidates from posture, examination and EMG, each with its reasons. You choose.";
    public virtual string GoToPlan => "Plan with these";
    public virtual string NoPostureYet => "No posture on record";
    public virtual string NoPostureYetText => "Muscles are suggested from measured angles. Measure the posture first; a rough angle is better than none.";
    public virtual string PosturesFound => "Postures";
    public virtual string MeasuredOn(DateOnly day) => $"measured {ShortDay(day)}";
    public virtual string NoPostureFound => "The angles fit no posture of the classification.";
    public virtual string RankPictureFoot => "Numbers are ranks. Each view says which side of the picture is the patient’s right.";
    public virtual string CandidatesWord => "Candidates";
    public virtual string NeverEstablished => "suggestion; the clinician decides";
    public virtual string RankWord => "Rank";
    public virtual string SideWord => "Side";
    public virtual string FromPosture => "Posture";
    public virtual string FromExamination => "Examination";
    public virtual string FromEmg => "EMG";
    public virtual string LikelihoodRatio => "Likelihood ratio";
    public virtual string ConfirmBy(IReadOnlyList<string> by) => $"Confirm by {string.Join(", ", by)}.";
    public virtual string ConfirmBy(string by) => $"Confirm by {by}.";
    public virtual string RoleWord(CandidateRole role) => role switch { CandidateRole.Primary => "primary", CandidateRole.Secondary => "secondary", CandidateRole.Contested => "contested", _ => "not listed" };
    public virtual string NotRecorded => "not recorded";
    public virtual string OtherMuscles => "Examined, and no candidate of this posture";
    public virtual string NoneOfSigns => "no sign";
    public virtual string NotExamined => "not examined";
    public virtual string NoContraction => "no contraction";
    public virtual string NeutralWord => "says little";
    public virtual string JoinedFoot => "Posture gives the order; examination moves a muscle by its likelihood ratio. Open a muscle for the reasons and their sources.";

    // plan
    public virtual string PlanFor(DateOnly day) => $"Plan for {Day(day)}";
    public virtual string SignPlan => "Sign the plan";
    public virtual string SaveDraft => "Save draft";
    public virtual string Undo => "Undo";
    public virtual string PrintSheet => "Print sheet";
    public virtual string Theirs => "Theirs";
    public virtual string Mine => "Mine";
    public virtual string NoLine => "no line";
    public virtual string ProductAndVials => "Product, region and vials";
    public virtual string FirstEver => "First toxin ever";
    public virtual string NotAsked => "not asked";
    public virtual string VialSize => "Vial size";
    public virtual string VialsWord => "Vials";
    public virtual string SalinePerVial => "Saline a vial";
    public virtual string ProposePlan => "Propose a plan";
    public virtual string ProposeAgain => "Propose again";
    public virtual string Neck => "Neck";
    public virtual string ClickMuscle => "Click a muscle to go to its line, or to add one. The patient’s right is marked on each view.";
    public virtual string Doses => "Doses";
    public virtual string UnitsOf(string brand) => $"{brand} units";
    public virtual string KeyNext => "next";
    public virtual string KeyAdd => "add";
    public virtual string KeyMirror => "mirror";
    public virtual string NoLinesYet => "No lines yet";
    public virtual string NoPostureForPlan => "No posture is on record, so nothing is proposed. Add muscles by hand, or measure first.";
    public virtual string ProposeHint => "Choose region and product, then let a plan be proposed from the candidates, or add muscles by hand.";
    public virtual string DoseU => "Dose";
    public virtual string PointsWord => "Points";
    public virtual string PerPoint => "A point";
    public virtual string GuidanceWord => "Guidance";
    public virtual string RemoveWord => "Remove";
    public virtual string SideOfLine(int line) => $"Line {Number(line)}: side";
    public virtual string MuscleOfLine(int line) => $"Line {Number(line)}: muscle";
    public virtual string DoseOfLine(int line) => $"Line {Number(line)}: dose in units";
    public virtual string PointsOfLine(int line) => $"Line {Number(line)}: injection points";
    public virtual string GuidanceOfLine(int line) => $"Line {Number(line)}: guidance";
    public virtual string RemoveLine(int line) => $"Remove line {Number(line)}";
    public virtual string ChooseMuscle => "choose a muscle";
    public virtual string NotStated => "not stated";
    public virtual string MuscleUnknown => "Muscle not known";
    public virtual string GuidanceName(string word) => word switch { "emg" => "EMG", "emg-ultrasound" => "EMG + US", "ct" => "CT", "nerve-stimulation" => "nerve stimulation", _ => word };
    public virtual string LineCount(int lines) => lines == 1 ? "1 line" : $"{Number(lines)} lines";
    public virtual string NotCounted(int lines) => lines == 1 ? "1 not counted yet" : $"{Number(lines)} not counted yet";
    public virtual string BothScm => "both sternocleidomastoids";
    public virtual string AddMuscle => "Add a muscle";
    public virtual string Dilution => "Dilution";
    public virtual string InWord => "in";
    public virtual string ToInject => "To inject";
    public virtual string LeftInVials => "Left in the vials";
    public virtual string NoVialsYet => "Vial size, number of vials and saline give the volume at each point.";
    public virtual string FewestWaste(VialMix mix) => $"Least waste: {string.Join(" + ", mix.Vials.Select(v => $"{v.Vials} × {Number(v.VialU)} U"))}, {Number(mix.WasteU)} U left.";
    public virtual string LabelTable => "The label’s dilutions";
    public virtual string AgainstLimits => "Against the limits";
    public virtual string LimitsWhenPlanned => "Limits appear with the first dose.";
    public virtual string WhyThese => "Why these doses";
    public virtual string LeftOut => "left out";
    public virtual string NoDoseProposed => "no dose on file: you give it";
    public virtual string RulesAsked(int rules, string version) => $"{Number(rules)} rules were asked. Knowledge {version}.";
    public virtual string FindingsWhenPlanned => "Findings appear while you type.";
    public virtual string Since(DateOnly day) => $"Since {ShortDay(day)}";
    public virtual string SignedBy(string by) => $"Signed by {by}. Corrections go into the treatment.";
    public virtual string ChangedFrom(DateOnly day) => $"Beside the session of {Day(day)}.";
    public virtual string NewPlan => "Nothing is chosen for you: region and product first.";
    public virtual string ByHand => "by hand";
    public virtual string NewLine => "new";
    public virtual string SameDose => "same";
    public virtual string ThisSession => "This session";
    public virtual string UOfAtMost(decimal most) => $"U of at most {Number(most)} U";
    public virtual string NoLimitOnFile => "no limit is on file";
    public virtual string LastDays(int days) => $"Last {Number(days)} days, with this";
    public virtual string SinceLastToxin => "Since the last toxin";
    public virtual string WeeksAtLeast(decimal weeks) => $"weeks, at least {Number(weeks)}";
    public virtual string WeeksWord => "weeks";

    // inject
    public virtual string InjectLead => "The signed plan as a check-list. Tick each line as it is given; change it to what was really given, 0 U where nothing was.";
    public virtual string InjectPlanOf(DateOnly day) => $"The plan signed for {Day(day)}; given on another day, which wants its reason. Change a line to what was really given.";
    public virtual string SecondLot => "A second lot or vial size";
    public virtual string AmendTreatment => "Correct what was signed";

    public virtual string AmendWord => "Correct";

    public virtual string AmendTreatmentOf(DateOnly day) => $"Correct the treatment of {Day(day)}";

    public virtual string AmendLead => "Change what is other than it was given. The first text stays in the chart, and both are shown.";

    public virtual string SignAmendment => "Sign the correction";

    public virtual string NothingToAmend => "No signed treatment on this day";

    public virtual string NothingToAmendText => "Only what was signed is corrected here. What is not signed yet is changed where it is written.";

    public virtual string GivenByWord => "Given by";

    public virtual string WhyAmended => "Why";

    public virtual string WhyAmendedLabel => "Why is it corrected?";

    public virtual string NeverGiven => "Nothing was given: take the whole treatment back";

    public virtual string FirstTextStays(string given, string? by) => $"Signed: {given}{(by is null ? "" : $", given by {by}")}.";

    public virtual string NoDoseLeavesOut => "0 U leaves a line out.";

    public virtual string GivenAlready => "This treatment is signed.";
    public virtual string SignTreatment => "Sign what was given";
    public virtual string TreatmentSigned(string given) => $"{given} given and signed";
    public virtual string AmendHint => "A later correction is an amendment with its reason; the first text stays.";
    public virtual string OpenChart => "Open the chart";
    public virtual string NoSignedPlan => "No signed plan for this day";
    public virtual string NoSignedPlanText => "The bedside list is made from the signed plan.";
    public virtual string PlanLineByLine => "Line by line";
    public virtual string LineDone(int line) => $"Line {Number(line)} is done";
    public virtual string PlannedDose(string units, int points) => points == 1 ? $"{units} U in 1 point" : $"{units} U in {Number(points)} points";
    public virtual string PlannedWas(string plan) => $"planned {plan}";
    public virtual string GivenU => "Given";
    public virtual string VialsAndLot => "Vial and lot";
    public virtual string ScanLot => "Scan the code";
    public virtual string VialsOpened => "Vials opened";
    public virtual string DiscardedU => "Discarded";
    public virtual string BalanceSays(decimal opened, decimal given, decimal discarded) => opened == 0 ? "Opened, given and discarded units must balance."
        : opened == given + discarded ? $"Balances: {Number(opened)} U opened = {Number(given)} U given + {Number(discarded)} U discarded."
        : $"Does not balance: {Number(opened)} U opened, {Number(given)} U given, {Number(discarded)} U discarded: {Number(Math.Abs(opened - given - discarded))} U {(opened > given + discarded ? "not accounted for" : "too many")}.";
    public virtual string ConsentWord => "Consent and events";
    public virtual string ConsentForm => "Consent";
    public virtual string Written => "written";
    public virtual string Oral => "oral";
    public virtual string NotTaken => "not taken";
    public virtual string Complication => "Anything that went wrong at the session";
    public virtual string FindingsWhenLot => "Findings appear when the lot is entered.";
    public virtual string LinesNotTicked(int lines) => lines == 1 ? "1 line is not ticked: tick what was given, write 0 U where nothing was." : $"{Number(lines)} lines are not ticked: tick what was given, write 0 U where nothing was.";
    public virtual string LotFirst => "Waits for the lot.";

    // follow
    public virtual string FollowLead => "How the last treatment went, and anything unwanted.";
    public virtual string HowItWent => "How it went";
    public virtual string TreatmentOf(DateOnly day, string dose) => $"{dose}, {ShortDay(day)}";
    public virtual string NoTreatmentYet => "No treatment yet";
    public virtual string NoTreatmentYetText => "A response belongs to a treatment. Reports of side effects can still be written.";
    public virtual string ReliefAtBest => "Relief at its best";
    public virtual string PeakWeek => "Best in week";
    public virtual string WornOffWeek => "Worn off in week";
    public virtual string WeekUnit => "week";
    public virtual string PatientsRating => "The patient’s own rating";
    public virtual string RatingToday => "Severity today";
    public virtual string RatingEnds => "0 not there, 100 as bad as it can be. More is worse; it is no percentage of relief.";
    public virtual string DiaryDays => "Diary, several days";
    public virtual string SideEffectsAskedQ => "Side effects asked about";
    public virtual string WeakMuscles => "Muscles that became too weak";
    public virtual string ActiveMuscles => "Muscles still active";
    public virtual string GoalWord => "Was the goal reached?";
    public virtual string ReportSideEffect => "Report of a side effect";
    public virtual string WhatIsIt => "What";
    public virtual string NothingReported => "nothing reported";
    public virtual string Since1 => "First noticed";
    public virtual string HowBad => "How bad";
    public virtual string Mild => "mild";
    public virtual string Moderate => "moderate";
    public virtual string Severe => "severe";
    public virtual string InPatientsWords => "In the patient’s words";
    public virtual string WhatWasDone => "What was done";
    public virtual string WhyUrgent => "Why";
    public virtual string NextPlanHint => "The next plan follows from this: each line says what changes, by how much and why.";
    public virtual string OpenNextPlan => "Open the plan";

    public virtual string LevelWord(Collum.Safety.TriageLevel level) => level switch
    {
        Collum.Safety.TriageLevel.EmergencyNow => "emergency, now", Collum.Safety.TriageLevel.SameDay => "same day", _ => System.Text.RegularExpressions.Regex.Replace(level.ToString(), "(?<=[a-z])(?=[A-Z])", " ").ToLower(Culture),
    };

    // adjuncts
    public virtual string AdjunctsLead => "What goes along with the toxin: physiotherapy and oral drugs, with their cautions.";
    public virtual string AddAdjunct => "Write down an adjunct";
    public virtual string KindOfAdjunct => "Kind";
    public virtual string Physiotherapy => "physiotherapy";
    public virtual string OralDrug => "oral drug";
    public virtual string ProgrammeWord => "Programme";
    public virtual string DrugWord => "Drug";
    public virtual string DosePerDay => "Dose a day";
    public virtual string SessionsAWeek => "Sessions a week";
    public virtual string Started => "Begins";
    public virtual string Ended => "Ends";
    public virtual string OnRecord => "On record";
    public virtual string NothingAlong => "No adjunct is on record.";

    // the chart
    public virtual string ResponseTitle => "Course ahead";
    public virtual string ResponseLead => "What the response model expects from this chart: a forecast with its uncertainty, not a promise.";
    public virtual string NoForecast => "No forecast yet";
    public virtual string NoForecastText => "A forecast wants one treatment with a region on record and at least one score beside it: TWSTRS or one of its parts, CDQ-24, or the patient’s own rating.";
    public virtual string PredictedCourse => "Predicted course";
    public virtual string BandsLegend => "dashed: median; bands: 80 % and 95 %";
    public virtual string MedianWord => "Median";
    public virtual string WhenWord => "When";
    public virtual string OnsetWord => "Half of the relief";
    public virtual string BehindOnset(Collum.Response.Behind behind) => Behind(behind, behind.Scores == 1 ? "score up to the peak" : "scores up to the peak");
    public virtual string BehindPeak(Collum.Response.Behind behind) => Behind(behind, behind.Scores == 1 ? "score since the session" : "scores since the session");
    public virtual string BehindWearingOff(Collum.Response.Behind behind) => Behind(behind, behind.Scores == 1 ? "score after the peak" : "scores after the peak");
    public virtual string BehindWindow(Collum.Response.Behind behind) => BehindWearingOff(behind);
    string Behind(Collum.Response.Behind behind, string scores) =>
        $"behind it: {(behind.Scores == 0 ? "no" : Number(behind.Scores))} {scores}, {(behind.Sessions == 0 ? "no earlier session" : behind.Sessions == 1 ? "1 earlier session" : $"{Number(behind.Sessions)} earlier sessions")}{(behind is { Scores: 0, Sessions: 0 } ? "; it leans on the population" : "")}";
    public virtual string PeakWord => "Peak";
    public virtual string WornOffWord => "Worn off";
    public virtual string EarliestWord => "Earliest";
    public virtual string SuggestedWord => "Suggested";
    public virtual string Between(DateOnly from, DateOnly to) => $"8 of 10 between {ShortDay(from)} and {ShortDay(to)}";
    public virtual string ReliefOf(double points, double low, double high) => $"{Number((decimal)Math.Round(points, 1))} points of relief ({Number((decimal)Math.Round(low, 1))} to {Number((decimal)Math.Round(high, 1))})";
    public virtual string ForThePatient => "In words for the patient";
    public virtual string KeptHead => "How earlier forecasts held";
    public virtual string KeptSays(int made, int held) => made == 0 ? "No score could be forecast from an earlier one yet."
        : $"Each score forecast from what was known before it: {Number(held)} of {Number(made)} fell into the interval that should hold 8 of 10.";
    public virtual string CalibrationOfAll => "All patients: how forecasts held";
    public virtual string CalibrationTitle => "How forecasts held";
    public virtual string CalibrationLead => "Every TWSTRS total of every chart (of long charts the newest 60), forecast from what was dated before it, against what was then measured.";
    public virtual string CalibrationHead => "Scores inside their interval";
    public virtual string Computing => "Being computed";
    public virtual string ChartsDone(int done, int total) => total == 0 ? "The charts are being read." : $"{Number(done)} of {Number(total)} charts.";
    public virtual string StopIt => "Stop";
    public virtual string Stopped => "Stopped. What was computed is kept.";
    public virtual string GoOn => "Go on";
    public virtual string LookAgain => "Look again";
    public virtual string CalibrationFailed => "It could not be finished; the server’s log says why.";
    public virtual string NothingForecast => "No forecast could be held against a score yet";
    public virtual string NothingForecastText => "A forecast wants a treatment with a region on record, and two TWSTRS totals of which the second follows it.";
    public virtual string SinceSession => "Since the last session";
    public virtual string ForecastsWord => "Forecasts";
    public virtual string HowToRead => "How to read it";
    public virtual string IntervalOf(double level) => $"{Percent(level)} % interval";
    public virtual string BandOf(Collum.Clinic.Watch.CalibrationBand band) => band.ToWeek is { } to ? $"weeks {Number((decimal)band.FromWeek)} to {Number((decimal)to)}" : band.FromWeek > 0 ? $"week {Number((decimal)band.FromWeek)} and later" : "all";
    public virtual string ShortBandOf(Collum.Clinic.Watch.CalibrationBand band) => band.ToWeek is { } to ? $"{Number((decimal)band.FromWeek)}–{Number((decimal)to)} w" : band.FromWeek > 0 ? $"{Number((decimal)band.FromWeek)} w +" : "all";
    public virtual string HeldOf(Collum.Numerics.Inference.Proportion p) => $"{Percent(p.Share)} % ({Percent(p.Low)} to {Percent(p.High)})";
    public virtual string CalibrationFoot(int people, int charts) => $"{Number(people)} of {Number(charts)} charts have such forecasts. Bars: what counting so many leaves open (95 %); dashed lines: 50, 80 and 95 %.";
    public virtual string CalibrationSays(Collum.Clinic.Watch.Calibration c) => c.All is { In50: { } half, In80: { } eight, In95: { } most }
        ? $"Of {Number(c.All.Made)} forecasts the 50 % interval held {HeldOf(half)}, the 80 % interval {HeldOf(eight)}, the 95 % interval {HeldOf(most)}. The table below holds the numbers by week." : NothingForecast;
    public virtual string CalibrationVerdict(Collum.Clinic.Watch.CalibrationBand all) => all.In80 is not { } p ? NothingForecast
        : p.Low > 0.8 ? $"More than 8 of 10 scores fell into the interval that should hold 8 of 10 ({HeldOf(p)}): the forecasts are more careful than these patients need."
        : p.High < 0.8 ? $"Fewer than 8 of 10 scores fell into the interval that should hold 8 of 10 ({HeldOf(p)}): trust the forecasts of this clinic less than they say."
        : $"What should hold 8 of 10 scores held {HeldOf(p)}: nothing here speaks against the intervals.";
    public virtual string CalibrationCaution => "Scores of one person resemble each other, so the bars are somewhat too short. A score typed in late counts by its date, not by the day it was typed. Synthetic charts tell of the program, not of patients.";
    public virtual string WhatIf => "What if";
    public virtual string DoseIn(string brand) => $"Total dose, {brand}";
    public virtual string WeeksAfterLast => "Weeks after the last session";
    public virtual string ShowIt => "Show the course";
    public virtual string WithoutIt => "Without it";
    public virtual string DoseWrong => "The dose wants a number above 0, at most 100,000.";
    public virtual string WeeksWrong(int first, int most) => $"The weeks want a number from {Number(first)} (today or later) to {Number(most)}.";
    public virtual string WhatIfAsk => "Move a slider or type: the picture shows the course that one more session would most likely bring, and how often side effects followed such a dose.";
    public virtual string WhatIfHead(Collum.Toxins.Dose dose, DateOnly day) => $"{dose} on {Day(day)}";
    public virtual string BesideLegend => "dotted: without that session";
    public virtual string AfterWeeks(double weeks) => $"{Number((decimal)Math.Round(weeks, 1))} weeks after it";
    public virtual string ChanceOf(double chance) => $"{Percent(chance)} %";
    public virtual string ChanceBetween(double low, double high) => $"80 % interval {Percent(low)} to {Percent(high)} %";
    public virtual string Tried(double from, double to, int people, bool isBeyond) => isBeyond
        ? $"outside the doses tried, {Number((decimal)from)} to {Number((decimal)to)} U; {Number(people)} people" : $"tried from {Number((decimal)from)} to {Number((decimal)to)} U; {Number(people)} people";
    public virtual string NothingRead => "nothing is known: no figure was read in a source";
    public virtual string RateSays(Collum.Response.SideEffectRate rate) =>
        $"published: {Number((decimal)rate.Percent)} %{(rate.N is { } n ? $" of {Number(n)}" : "")}, {(rate.DoseU is { } dose ? $"{Number((decimal)dose)} U" : "dose not read")}{(rate.Note is { } note ? $" ({note})" : "")}";
    static string Percent(double share) => share is > 0 and < 0.01 ? "below 1" : Math.Round(100 * share).ToString("0", CultureInfo.InvariantCulture);
    public virtual string WhatIfFoot => "It rests on how doses worked in the model’s population and in published trials, where people were asked in different ways; it is no advice to give that dose, and no ranking of products.";
    public virtual string ForecastFoot(int scores, int sessions, string model) => $"{(scores == 1 ? "1 score" : $"{Number(scores)} scores")} and {(sessions == 1 ? "1 session" : $"{Number(sessions)} sessions")} stand behind it; model {model}. With few scores the curve is the population’s.";
    public virtual string NotNearNormal => "The intervals cannot be trusted here; the findings say why.";
    public virtual string ForecastSays(Collum.Response.Forecast f) => $"Predicted TWSTRS total.{(f.Peak is { } peak ? $" Best around {Day(peak.MedianDate)}, {ReliefOf(peak.ReliefPoints, peak.ReliefQ10, peak.ReliefQ90)}." : "")}{(f.WearingOff is { } off ? $" Worn off around {Day(off.MedianDate)}, {Between(off.Q10Date, off.Q90Date)}." : "")} The table below holds the numbers.";
    public virtual string StripSays(string instrument, int scores) => $"{InstrumentWord(instrument)}: {(scores == 1 ? "1 score" : $"{Number(scores)} scores")} below it, on a range of its own.";
    public virtual string StripRange(decimal least, decimal most) => $"{Number(least)}–{Number(most)}, higher is worse";
    public virtual string OtherScore(string instrument, decimal value) => $"{InstrumentWord(instrument)} {Number(value)}";
    public virtual string LookAhead => "Course ahead";
    public virtual string WindowWord => "window for the next";
    public virtual string TodayWord => "today";
    public virtual string SinceLastTime => "Since last time";
    public virtual string ScoreChanged(string instrument, decimal before, decimal after, DateOnly day) => $"{instrument}: {Number(after)} on {ShortDay(day)}, {Number(before)} before ({Signed(after - before)})";
    public virtual string ReportedSince(string what, DateOnly day, bool waiting) => $"{Capital(what)}, reported {ShortDay(day)}{(waiting ? "; waits for an answer" : "")}";
    public virtual IReadOnlyList<(string Step, string Word)> Steps =>
        [("select", SelectStep), ("measure", MeasureStep), ("muscles", MusclesStep), ("emg", EmgStep), ("plan", PlanStep), ("inject", InjectStep), ("follow", FollowStep), ("adjuncts", Adjuncts)];
}
