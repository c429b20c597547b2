using Collum.Findings;
using Collum.Knowledge;
using Collum.Patients;
using Collum.Toxins;
using Collum.Treatments;

namespace Collum.Safety;

/// <summary>Everything about the person that decides whether to treat with one product, in one region, on one day; no plan needed.</summary>
public sealed record PersonCase(Patient Patient, Label Label, Region Region, DateOnly Date, IReadOnlyList<PastToxin> History)
{
    public Product Product { get; } = new(Label.Id, Label.Brands[0].Name);

    public static PersonCase Of(PlanCase c) => new(c.Patient, c.Label, c.Plan.Region, c.Plan.Date, c.History);
}

/// <summary>One item as it stands for this person.</summary>
/// <param name="Item">Which.</param>
/// <param name="Grade">For the product and region.</param>
/// <param name="Basis">The fact that the grade rests on.</param>
/// <param name="Answer">Unknown when nobody answered and nothing else shows it.</param>
/// <param name="Because">What showed it, when it was not simply answered.</param>
public sealed record EligibilityItem(Contraindication Item, Grade Grade, Fact Basis, Answer Answer, Sentence? Because)
{
    public string Place => $"patient.answers.{Item.Id}";
}

/// <summary>May we treat: every item that concerns the product, strictest first, and what is still to ask.</summary>
public sealed record Eligibility(Product Product, Region Region, DateOnly Date, IReadOnlyList<EligibilityItem> Items)
{
    public IEnumerable<EligibilityItem> Holding => Items.Where(i => i.Answer == Answer.Yes);

    /// <summary>Not answered; information is told on request and not asked for.</summary>
    public IEnumerable<EligibilityItem> ToAsk => Items.Where(i => i.Answer == Answer.Unknown && i.Grade > Grade.Information);

    public EligibilityItem? Find(string id) => Items.FirstOrDefault(i => i.Item.Id == id);
}

/// <summary>Weighs the answers, the birth date, the history and the medications against every item.</summary>
public sealed class EligibilityCheck(Contraindications items, RedFlags flags, MedicationList medications)
{
    // A dozen rules ask the same of one person in a row: the last answer is kept, by the very values it was worked out from.
    volatile Weighed? _last;

    public Contraindications Contraindications => items;

    /// <summary>The questions to ask for a product: those of the items that concern it, with what the plan answers itself.</summary>
    public IEnumerable<Contraindication> Questions(Product product) => items.All.Where(i => i.Concerns(product));

    public Eligibility Assess(PersonCase c)
    {
        if (_last is not { } last || !last.IsOf(c))
            _last = last = new Weighed(c, Weigh(c));
        return last.Result;
    }

    Eligibility Weigh(PersonCase c) => new(c.Product, c.Region, c.Date,
    [
        .. from item in items.All
           where item.Concerns(c.Product) && (item.AnsweredBy != AnsweredBy.Plan || c.Patient.AnswerTo(item.Id) == Answer.Yes)
               && (!item.NotAskedOf.Contains(c.Patient.Sex) || c.Patient.AnswerTo(item.Id) == Answer.Yes)      // a yes counts, whatever sex is on file
           let grade = item.GradeFor(c.Product, c.Region)
           let answer = AnswerTo(item, c)
           orderby grade.Grade descending
           select new EligibilityItem(item, grade.Grade, grade.Basis, answer.Answer, answer.Because),
    ]);

    sealed record Weighed(PersonCase Case, Eligibility Result)
    {
        public bool IsOf(PersonCase c) =>
            ReferenceEquals(c.Patient, Case.Patient) && ReferenceEquals(c.History, Case.History) && ReferenceEquals(c.Label, Case.Label)
            && c.Region == Case.Region && c.Date == Case.Date;
    }

    /// <summary>What the history says of toxin within the window that the plan's own sums cannot count: another product, or one not known well enough.</summary>
    public IEnumerable<PastToxin> Uncounted(PersonCase c) =>
        Recent(c).Where(p => p.Product is null || p.Dose is null || p.Product != c.Product);

    IEnumerable<PastToxin> Recent(PersonCase c) =>
        items.All.FirstOrDefault(i => i.AnsweredBy == AnsweredBy.History)?.Window is { } window
            ? c.History.Where(p => p.Date <= c.Date && p.Date >= c.Date.AddDays(-window.Days))
            : [];

    (Answer Answer, Sentence? Because) AnswerTo(Contraindication item, PersonCase c)
    {
        var own = c.Patient.AnswerTo(item.Id);
        switch (item.AnsweredBy)
        {
            case AnsweredBy.BirthDate:
                return c.Patient.AgeOn(c.Date) is not { } years ? (own, null)
                    : years < item.Age!.BelowYears ? (Answer.Yes, Phrase($"{years} years old on {c.Date}"))
                    : own == Answer.Yes ? (Answer.Yes, Phrase($"answered yes, while the birth date makes {years} years on {c.Date}"))
                    : (Answer.No, null);

            case AnsweredBy.Body:
                var age = c.Patient.AgeOn(c.Date);
                if (item.Age?.AboveYears is { } above && age > above)
                    return (Answer.Yes, Phrase($"{age.Value} years old on {c.Date}"));
                return (own, null);         // low weight has a rule of its own

            case AnsweredBy.History:
                return Uncounted(c).OrderByDescending(p => p.Date).FirstOrDefault() is { } past
                    ? (Answer.Yes, Phrase($"{past.Product?.Say() ?? Phrase($"a toxin of unknown name")} on {past.Date}"))
                    : (own, null);

            case AnsweredBy.Medications:
                return medications.Read(c.Patient.Medications).FirstOrDefault(m => m.Medication?.Interactions.Contains("anticoagulants") == true) is { } taken
                    ? (Answer.Yes, taken.Say())
                    : (own, null);

            case AnsweredBy.RedFlags:
                if (own != Answer.Unknown)
                    return (own, null);
                if (flags.All.FirstOrDefault(f => f.Severity > Severity.Note && c.Patient.AnswerTo(f.Id) == Answer.Yes) is { } up)
                    return (Answer.Yes, Code(up.Id));
                return (flags.Any(c.Patient) == Answer.No ? Answer.No : Answer.Unknown, null);

            default:
                return (own, null);
        }
    }
}
