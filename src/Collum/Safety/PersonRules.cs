using System.Globalization;
using Collum.Findings;
using Collum.Knowledge;
using Collum.Patients;

namespace Collum.Safety;

/// <summary>A rule about the person rather than the sites: it can be asked before there is a plan.</summary>
public abstract class PersonRule(string code, string hazard, string question) : IPlanRule
{
    public string Code => code;

    public string Hazard => hazard;

    public string Question => question;

    public abstract IEnumerable<Finding> Check(PersonCase c);

    public IEnumerable<Finding> Check(PlanCase c) => Check(PersonCase.Of(c));

    private protected Finding Says(Fact basis, Severity severity, Sentence message, string? place) =>
        Finding.From(basis, Code, severity, message, place);
}

/// <summary>The rules about the person: contraindications, interactions, allergies, age.</summary>
public sealed class PersonRules
{
    // These items have a rule of their own, which says more than the general one.
    internal static readonly string[] OwnRule = ["pregnancy", "breastfeeding", "under-18", "older-or-frail", "planned-anaesthesia", "recent-toxin-any-product"];

    public PersonRules(EligibilityCheck eligibility, RedFlags flags, Interactions interactions, MedicationList medications, IReadOnlyList<Allergen> allergens, TextFact allergenBasis)
    {
        Eligibility = eligibility;
        All =
        [
            new AbsoluteContraindication(eligibility), new UnansweredAbsolute(eligibility),
            new RelativeContraindication(eligibility), new UnansweredRelative(eligibility),
            new CautionHolds(eligibility), new UnansweredCaution(eligibility),
            new Pregnancy(eligibility), new BreastFeeding(eligibility), new AgeBelow(eligibility), new OlderOrFrail(eligibility), new LowWeight(eligibility),
            new AllergyToIngredient(allergens), new AllergyUnclear(allergens), new AllergyNotRecognised(allergens, allergenBasis), new PlannedAnaesthesia(eligibility), new RedFlagRaised(flags),
            new Aminoglycosides(interactions, medications), new NeuromuscularBlockers(interactions, medications),
            new OtherAntibiotics(interactions, medications), new OtherNeuromuscularDrugs(interactions, medications),
            new Anticholinergics(interactions, medications), new MuscleRelaxants(interactions, medications),
            new AnotherToxinTaken(interactions, medications), new Aminoquinolines(interactions, medications),
            new OpioidsAndSedatives(interactions, medications), new Anticoagulants(interactions, medications),
            new MedicationNotRecognised(medications), new MedicationNotExact(medications),
            new AnotherToxinRecent(eligibility), new ToxinNotKnownWellEnough(eligibility), new ToxinElsewhere(eligibility),
            new MedicationAgainstAnswer(eligibility, flags, medications),
        ];
    }

    public EligibilityCheck Eligibility { get; }

    public IReadOnlyList<PersonRule> All { get; }

    /// <summary>Every finding about the person, gravest first.</summary>
    public IReadOnlyList<Finding> Check(PersonCase c) =>
        [.. All.SelectMany(r => r.Check(c)).OrderByDescending(f => f.Severity)];
}

/// <summary>A rule that reads the eligibility items.</summary>
public abstract class EligibilityRule(EligibilityCheck check, string code, string hazard, string question) : PersonRule(code, hazard, question)
{
    private protected EligibilityCheck Eligibility => check;

    private protected IEnumerable<Finding> Holding(PersonCase c, Grade grade, Severity severity) =>
        from item in check.Assess(c).Holding
        where item.Grade == grade && !PersonRules.OwnRule.Contains(item.Item.Id)
            && (item.Item.AnsweredBy != AnsweredBy.Medications || item.Because is null)     // the drug's own class speaks
            && (item.Item.AnsweredBy != AnsweredBy.RedFlags || item.Because is null)        // each flag speaks for itself
        select Says(item.Basis, severity, $"{item.Item.Name:data}: {item.Because ?? Phrase($"answered yes")}. {item.Item.Action:data}", item.Place);

    private protected EligibilityItem? Held(PersonCase c, string id) =>
        check.Assess(c).Find(id) is { Answer: Answer.Yes } item ? item : null;

    private protected static Severity SeverityOf(Grade grade) => grade switch
    {
        Grade.Absolute => Severity.Stop,
        Grade.Relative => Severity.Confirm,
        _ => Severity.Note,
    };
}

/// <summary>Stops where an absolute contraindication holds.</summary>
public sealed class AbsoluteContraindication(EligibilityCheck check)
    : EligibilityRule(check, "WHO-001", "H-20", "Does anything forbid this product for this person in this region?")
{
    public override IEnumerable<Finding> Check(PersonCase c) => Holding(c, Grade.Absolute, Severity.Stop);
}

/// <summary>Stops while a question behind an absolute contraindication is not answered: unknown is not no.</summary>
public sealed class UnansweredAbsolute(EligibilityCheck check)
    : EligibilityRule(check, "WHO-002", "H-21", "Is every question behind an absolute contraindication answered?")
{
    public override IEnumerable<Finding> Check(PersonCase c) =>
        from item in Eligibility.Assess(c).ToAsk
        where item.Grade == Grade.Absolute
        select Says(item.Basis, Severity.Stop,
            $"Not answered: {item.Item.Question:data} The answer can forbid {c.Product}; until it is known, the plan cannot be signed.", item.Place);
}

/// <summary>Wants a reason where a relative contraindication holds.</summary>
public sealed class RelativeContraindication(EligibilityCheck check)
    : EligibilityRule(check, "WHO-003", "H-20", "Does anything speak against treating this person without a written reason?")
{
    public override IEnumerable<Finding> Check(PersonCase c) => Holding(c, Grade.Relative, Severity.Confirm);
}

/// <summary>Wants one reason, or the answers, while questions behind relative contraindications are open.</summary>
public sealed class UnansweredRelative(EligibilityCheck check)
    : EligibilityRule(check, "WHO-004", "H-21", "Is every question behind a relative contraindication answered?")
{
    public override IEnumerable<Finding> Check(PersonCase c)
    {
        var open = Eligibility.Assess(c).ToAsk.Where(i => i.Grade == Grade.Relative).ToList();
        if (open.Count > 0)
            yield return Says(Eligibility.Contraindications.Rule, Severity.Confirm,
                $"Not answered, and each may speak against treating: {Apart(open.Select(i => Phrase($"{i.Item.Id:code} ({i.Item.Name:data})")))}. Answer them, or write why treating is right without.",
                "patient.answers");
    }
}

/// <summary>Says which cautions hold.</summary>
public sealed class CautionHolds(EligibilityCheck check)
    : EligibilityRule(check, "WHO-005", "H-20", "Does anything call for care with this person?")
{
    public override IEnumerable<Finding> Check(PersonCase c) =>
        Holding(c, Grade.Caution, Severity.Note).Concat(Holding(c, Grade.Information, Severity.Note));
}

/// <summary>Names the cautions nobody asked about, in one note.</summary>
public sealed class UnansweredCaution(EligibilityCheck check)
    : EligibilityRule(check, "WHO-006", "H-21", "Were the questions behind the cautions asked?")
{
    public override IEnumerable<Finding> Check(PersonCase c)
    {
        var open = Eligibility.Assess(c).ToAsk.Where(i => i.Grade == Grade.Caution).ToList();
        if (open.Count > 0)
            yield return Says(Eligibility.Contraindications.Rule, Severity.Note,
                $"Not answered, worth asking: {Apart(open.Select(i => Phrase($"{i.Item.Id:code} ({i.Item.Name:data})")))}.", "patient.answers");
    }
}

/// <summary>A pregnancy, or the possibility of one.</summary>
public sealed class Pregnancy(EligibilityCheck check) : EligibilityRule(check, "WHO-007", "H-22", "Is the patient pregnant?")
{
    public override IEnumerable<Finding> Check(PersonCase c)
    {
        if (Held(c, "pregnancy") is not { } item)
            yield break;
        var label = c.Label.Pregnancy is { } text ? Phrase($" {c.Product}: {text.Text:data}.") : null;
        yield return Says(item.Basis, SeverityOf(item.Grade), $"Pregnant, or may be. {item.Item.Action:data}{label}", item.Place);
    }
}

/// <summary>Breast-feeding.</summary>
public sealed class BreastFeeding(EligibilityCheck check) : EligibilityRule(check, "WHO-008", "H-22", "Is the patient breast-feeding?")
{
    public override IEnumerable<Finding> Check(PersonCase c)
    {
        if (Held(c, "breastfeeding") is not { } item)
            yield break;
        var label = c.Label.Lactation is { } text ? Phrase($" {c.Product}: {text.Text:data}.") : null;
        yield return Says(item.Basis, SeverityOf(item.Grade), $"Breast-feeding. {item.Item.Action:data}{label}", item.Place);
    }
}

/// <summary>Younger than the indication.</summary>
public sealed class AgeBelow(EligibilityCheck check) : EligibilityRule(check, "WHO-009", "H-23", "Is the patient old enough for this product?")
{
    public override IEnumerable<Finding> Check(PersonCase c)
    {
        if (Held(c, "under-18") is not { Item.Age: { } gate } item)
            yield break;

        var tooYoung = gate.NeverBelowYears is { } least && c.Patient.AgeOn(c.Date) is { } years && years < least;
        var indication = c.Label.Indication.FirstOrDefault(i => c.Region.IsIn(i.Regions) && i.AgeMinYears is not null);
        var names = indication is null ? Phrase($"The {c.Region} label read gives no age.") : Phrase($"The {c.Region} text names {indication.AgeMinYears} years and older.");
        yield return Says(tooYoung ? gate : item.Basis, tooYoung ? Severity.Stop : SeverityOf(item.Grade),
            $"{(item.Because ?? Phrase($"Below 18 years")).Start()}; the gate stands at {gate.BelowYears} years. {names} {item.Item.Action:data}",
            c.Patient.BirthDate is null ? item.Place : "patient.birth_date");
    }
}

/// <summary>Old age or frailty.</summary>
public sealed class OlderOrFrail(EligibilityCheck check) : EligibilityRule(check, "WHO-010", "H-23", "Is the patient old or frail?")
{
    public override IEnumerable<Finding> Check(PersonCase c)
    {
        if (Held(c, "older-or-frail") is not { } item)
            yield break;
        var old = item.Because is not null;
        var first = c.History.All(p => p.Date >= c.Date);
        var great = item.Item.GreatAge is { } gate && c.Patient.AgeOn(c.Date) > gate.AboveYears ? gate : null;
        var geriatric = c.Label.Geriatric is { } text ? Phrase($" {c.Product}: {text.Text:data}.") : null;
        yield return Says(great ?? (old && item.Item.Age is { } age ? age : item.Basis), great is null ? SeverityOf(item.Grade) : Severity.Confirm,
            $"{(old ? item.Because : Phrase($"Frail"))}{(old && first ? Phrase($", and no earlier session is recorded: the first dose is reduced") : null)}{(great is null ? null : Phrase($"; above {great.AboveYears} years no trial on file says how much: check the birth date, and write why treating is right"))}. {item.Item.Action:data}{geriatric}",
            old ? "patient.birth_date" : item.Place);
    }
}

/// <summary>Very low body weight: less muscle for the same dose.</summary>
public sealed class LowWeight(EligibilityCheck check) : EligibilityRule(check, "WHO-011", "H-23", "Is the patient very light?")
{
    public override IEnumerable<Finding> Check(PersonCase c)
    {
        foreach (var item in Eligibility.Contraindications.All)
            if (item.Weight is { } weight && c.Patient.WeightKg is { } kg && kg < weight.BelowKg)
                yield return Says(weight, Severity.Note,
                    $"{kg:0.#} kg, below {weight.BelowKg:0.#} kg. {item.Action:data}", "patient.weight_kg");
    }
}

/// <summary>A rule that matches typed allergies with the product's ingredients.</summary>
public abstract class AllergyRule(IReadOnlyList<Allergen> allergens, string code, string question) : PersonRule(code, "H-24", question)
{
    private protected IEnumerable<(string Typed, Allergen Allergen, int Index)> Matches(PersonCase c)
    {
        for (var i = 0; i < c.Patient.Allergies.Count; i++)
        {
            var padded = TypedText.Padded(c.Patient.Allergies[i]);
            var words = TypedText.Words(c.Patient.Allergies[i]);
            foreach (var allergen in allergens)
                if (allergen.Words.Any(w => TypedText.Says(padded, w) || words.Any(typed => IsSlip(typed, w))))
                    yield return (c.Patient.Allergies[i], allergen, i);
        }
    }

    // One letter off, in words long enough that no other word is as near: casien, dsyport.
    static bool IsSlip(string typed, string word) => word.Length >= 6 && typed.Length >= 6 && Numerics.EditDistance.Between(typed, word) == 1;
}

/// <summary>Stops where a typed allergy names something that is in the product.</summary>
public sealed class AllergyToIngredient(IReadOnlyList<Allergen> allergens)
    : AllergyRule(allergens, "WHO-012", "Is anything the patient is allergic to in this product?")
{
    public override IEnumerable<Finding> Check(PersonCase c)
    {
        foreach (var (typed, allergen, index) in Matches(c))
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"patient.allergies[{index}]");
            if (allergen.EveryProduct)
                yield return Says(c.Label.Unit, Severity.Stop,
                    $"Allergy '{typed:typed}': every product here is a botulinum toxin. Do not inject before it is clear what the reaction was.", place);
            else if (allergen.AskWhich is null && allergen.In(c.Label) is { } excipient)
                yield return Says(excipient, Severity.Stop, $"Allergy '{typed:typed}': {c.Product} contains {excipient.Name:data}. Choose another product.", place);
        }
    }
}

/// <summary>Asks which, where the word does not settle whether it is in the product (lactose or milk protein).</summary>
public sealed class AllergyUnclear(IReadOnlyList<Allergen> allergens)
    : AllergyRule(allergens, "WHO-013", "Is it clear what the patient is allergic to?")
{
    public override IEnumerable<Finding> Check(PersonCase c) =>
        from match in Matches(c)
        where match.Allergen.AskWhich is not null
        let excipient = match.Allergen.In(c.Label)
        where excipient is not null
        let settled = match.Allergen.Answer is { } id && c.Patient.AnswerTo(id) == Answer.No
        select Says(excipient, settled ? Severity.Note : Severity.Confirm,
            $"Allergy '{match.Typed:typed}': {c.Product} contains {excipient.Name:data}. {match.Allergen.AskWhich:data}",
            string.Create(CultureInfo.InvariantCulture, $"patient.allergies[{match.Index}]"));
}

/// <summary>Says which allergies are not known to point to any ingredient: nothing was checked for them.</summary>
public sealed class AllergyNotRecognised(IReadOnlyList<Allergen> allergens, TextFact basis)
    : AllergyRule(allergens, "WHO-016", "Was every allergy recognised?")
{
    public override IEnumerable<Finding> Check(PersonCase c)
    {
        var read = Matches(c).Select(m => m.Index).ToHashSet();
        for (var i = 0; i < c.Patient.Allergies.Count; i++)
            if (!read.Contains(i))
                yield return Says(basis, Severity.Note,
                    $"Allergy '{c.Patient.Allergies[i]:typed}': not among the ingredients on file, so nothing was checked for it. {c.Product} contains {Ingredients(c)}.",
                    string.Create(CultureInfo.InvariantCulture, $"patient.allergies[{i}]"));
    }

    static Sentence Ingredients(PersonCase c) => c.Label.Excipients.Count == 0
        ? Phrase($"what its label lists; no list was read") : Phrase($"besides the toxin: {Listed(c.Label.Excipients.Select(e => Data(e.Name)))}");
}

/// <summary>An operation or anaesthetic to come.</summary>
public sealed class PlannedAnaesthesia(EligibilityCheck check) : EligibilityRule(check, "WHO-014", "H-29", "Is an anaesthetic planned in the coming weeks?")
{
    public override IEnumerable<Finding> Check(PersonCase c)
    {
        if (Held(c, "planned-anaesthesia") is { } item)
            yield return Says(item.Basis, SeverityOf(item.Grade), $"An operation or anaesthetic is planned. {item.Item.Action:data}", item.Place);
    }
}

/// <summary>A sign that the posture has a cause of its own, or is no dystonia.</summary>
public sealed class RedFlagRaised(RedFlags flags) : PersonRule(RedFlags.Code, "H-30", "Is there a red flag for a secondary cause or a pseudodystonia?")
{
    public override IEnumerable<Finding> Check(PersonCase c) => flags.Raised(c.Patient);
}

/// <summary>A rule about one class of drugs.</summary>
public abstract class InteractionRule(Interactions interactions, MedicationList medications, string id, string code, string hazard = "H-25")
    : PersonRule(code, hazard, $"Does the patient take anything of this class: {interactions[id].Name.ToLowerInvariant()}?")
{
    readonly Interaction _interaction = interactions[id];

    public override IEnumerable<Finding> Check(PersonCase c)
    {
        if (!_interaction.Concerns(c.Product))
            yield break;
        for (var i = 0; i < c.Patient.Medications.Count; i++)
            foreach (var read in medications.Read(c.Patient.Medications[i]))
                if (read.Medication is { } drug && drug.Interactions.Contains(_interaction.Id))
                    yield return Says(c, read, drug, string.Create(CultureInfo.InvariantCulture, $"patient.medications[{i}]"));
    }

    Finding Says(PersonCase c, MedicationRead read, Medication drug, string place)
    {
        var asks = _interaction.Asks;
        var more = _interaction.AsksMore is { } m && m.Holds(c.Patient, c.Product, drug) ? m : null;
        var severity = more?.Severity > asks.Severity ? more.Severity : asks.Severity;
        Sentence? form = null;
        if (read.Local && _interaction.Id != "another-botulinum-toxin")
            (severity, form) = (Severity.Note, Phrase($" As drops or on the skin little of it reaches the muscle."));
        else if (drug.OnlyBy == "intravenous" && !read.Intravenous)
            (severity, form) = (Severity.Note, Phrase($" It matters when it is given into a vein; the route was not said."));

        var applied = more is not null && severity == more.Severity ? more : null;
        var question = applied?.Question is { } q ? Phrase($" Not answered: {q:data}") : null;
        return Finding.From(applied is { AwaitsChecking: false } ? applied : _interaction.Basis, Code, severity,
            $"{read.Say().Start()}: {_interaction.Name.ToLowerInvariant():data}; {_interaction.Effect:data}. {_interaction.Action:data}{form}{question}", place);
    }
}

public sealed class Aminoglycosides(Interactions i, MedicationList m) : InteractionRule(i, m, "aminoglycosides", "DRUG-001");

public sealed class NeuromuscularBlockers(Interactions i, MedicationList m) : InteractionRule(i, m, "other-nmj-blockers", "DRUG-002");

public sealed class OtherAntibiotics(Interactions i, MedicationList m) : InteractionRule(i, m, "other-antibiotics-nmj", "DRUG-003");

public sealed class OtherNeuromuscularDrugs(Interactions i, MedicationList m) : InteractionRule(i, m, "other-drugs-nmj", "DRUG-004");

/// <summary>A reason is wanted together with type B, whose dry mouth adds to theirs.</summary>
public sealed class Anticholinergics(Interactions i, MedicationList m) : InteractionRule(i, m, "anticholinergics", "DRUG-005");

public sealed class MuscleRelaxants(Interactions i, MedicationList m) : InteractionRule(i, m, "muscle-relaxants", "DRUG-006");

/// <summary>A toxin that stands among the medications: when, which and how much is for the history.</summary>
public sealed class AnotherToxinTaken(Interactions i, MedicationList m) : InteractionRule(i, m, "another-botulinum-toxin", "DRUG-007", "H-27");

public sealed class Aminoquinolines(Interactions i, MedicationList m) : InteractionRule(i, m, "aminoquinolines", "DRUG-008");

public sealed class OpioidsAndSedatives(Interactions i, MedicationList m) : InteractionRule(i, m, "opioids-sedatives", "DRUG-009");

/// <summary>Bleeding into the neck; a reason is wanted for a vitamin K antagonist whose INR is not known to be in range.</summary>
public sealed class Anticoagulants(Interactions i, MedicationList m) : InteractionRule(i, m, "anticoagulants", "DRUG-010", "H-28");

/// <summary>Says what could not be read: nothing was checked for it.</summary>
public sealed class MedicationNotRecognised(MedicationList medications) : PersonRule("DRUG-011", "H-26", "Was every medication recognised?")
{
    public override IEnumerable<Finding> Check(PersonCase c)
    {
        for (var i = 0; i < c.Patient.Medications.Count; i++)
            foreach (var read in medications.Read(c.Patient.Medications[i]))
                if (read.How == ReadAs.NotRecognised)
                    yield return Says(medications.Basis, Severity.Note,
                        $"'{read.SaidTyped}' is not recognised: no interaction was looked for. Check the spelling, or look it up.",
                        string.Create(CultureInfo.InvariantCulture, $"patient.medications[{i}]"));
    }
}

/// <summary>Says how a misspelt name was read, and asks when it could be several drugs.</summary>
public sealed class MedicationNotExact(MedicationList medications) : PersonRule("DRUG-012", "H-26", "Was any medication read differently from what was typed?")
{
    public override IEnumerable<Finding> Check(PersonCase c)
    {
        for (var i = 0; i < c.Patient.Medications.Count; i++)
            foreach (var read in medications.Read(c.Patient.Medications[i]))
                if (read.How == ReadAs.Close)
                    yield return Says(medications.Basis, Severity.Note, $"{read}: please check.", Place(i));
                else if (read.How == ReadAs.Ambiguous)
                    yield return Says(medications.Basis,
                        read.Candidates.Any(m => m.Interactions.Count > 0) ? Severity.Confirm : Severity.Note,
                        $"{read}: these act differently, so neither was assumed. Ask which it is.", Place(i));
    }

    static string Place(int index) => string.Create(CultureInfo.InvariantCulture, $"patient.medications[{index}]");
}

/// <summary>Another product within the window: units do not add, so the sum says nothing.</summary>
public sealed class AnotherToxinRecent(EligibilityCheck check)
    : EligibilityRule(check, "DRUG-013", "H-27", "Was another product given within the window?")
{
    public override IEnumerable<Finding> Check(PersonCase c) =>
        from past in Eligibility.Uncounted(c)
        where past.Product is not null && past.Product != c.Product
        let item = Eligibility.Contraindications.All.First(i => i.AnsweredBy == AnsweredBy.History)
        select Says(item.GradeFor(c.Product, c.Region).Basis, Severity.Confirm,
            $"{past.Dose?.Say() ?? past.Product!.Say()} was given on {past.Date}, {c.Date.DayNumber - past.Date.DayNumber} days before. Units of two products do not add or convert: write why {c.Product} is right now.",
            "history");
}

/// <summary>A toxin within the window whose product or dose nobody knows.</summary>
public sealed class ToxinNotKnownWellEnough(EligibilityCheck check)
    : EligibilityRule(check, "DRUG-014", "H-27", "Are product and dose of every recent toxin known?")
{
    public override IEnumerable<Finding> Check(PersonCase c) =>
        from past in Eligibility.Uncounted(c)
        where past.Product is null || (past.Dose is null && past.Product == c.Product)
        let item = Eligibility.Contraindications.All.First(i => i.AnsweredBy == AnsweredBy.History)
        select Says(item.GradeFor(c.Product, c.Region).Basis, Severity.Confirm,
            $"Toxin on {past.Date}: {(past.Product is null ? Phrase($"which product is not known") : Phrase($"how much is not known"))}. It cannot be counted; ask the other clinic, or write why treating is right.",
            "history");
}

/// <summary>Somebody said yes to toxin elsewhere, and it does not stand in the history.</summary>
public sealed class ToxinElsewhere(EligibilityCheck check)
    : EligibilityRule(check, "DRUG-015", "H-27", "Was toxin given elsewhere that the history does not show?")
{
    public override IEnumerable<Finding> Check(PersonCase c)
    {
        foreach (var item in Eligibility.Contraindications.All)
            if (item.AnsweredBy == AnsweredBy.History && c.Patient.AnswerTo(item.Id) == Answer.Yes)
                yield return Says(item.GradeFor(c.Product, c.Region).Basis, Severity.Confirm,
                    $"Toxin elsewhere in the last {item.Window!.Days} days: answered yes. Enter date, product and dose in the history. {item.Action:data}",
                    $"patient.answers.{item.Id}");
    }
}

/// <summary>A drug that is taken for a disease which nobody named: the answer and the list do not fit.</summary>
public sealed class MedicationAgainstAnswer(EligibilityCheck check, RedFlags flags, MedicationList medications)
    : EligibilityRule(check, "DRUG-016", "H-21", "Do the medications fit the answers?")
{
    public override IEnumerable<Finding> Check(PersonCase c)
    {
        for (var i = 0; i < c.Patient.Medications.Count; i++)
            foreach (var read in medications.Read(c.Patient.Medications[i]))
                if (read.Medication is { Suggests: { } id } drug && c.Patient.AnswerTo(id) != Answer.Yes)
                    yield return Says(medications.Basis, flags.Ids.Contains(id) ? Severity.Note : Severity.Confirm,
                        $"{drug.Name:data} ({drug.Kind:data}) is taken, and '{id:code}' is answered {c.Patient.AnswerTo(id).Say()}. Ask again: {Asked(id):data}",
                        string.Create(CultureInfo.InvariantCulture, $"patient.medications[{i}]"));
    }

    string Asked(string id) =>
        Eligibility.Contraindications.ById.TryGetValue(id, out var item) ? item.Question : flags.All.First(f => f.Id == id).Question;
}
