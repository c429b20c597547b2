using Collum.Findings;
using static Collum.Safety.TreatmentRules;

namespace Collum.Safety;

/// <summary>Stops a vial that was past its date on the day it was used.</summary>
public sealed class LotExpired() : TreatmentRule("GIVE-001", "H-40", "Was every vial within its date on the day of treatment?")
{
    public override IEnumerable<Finding> Check(TreatmentCase c)
    {
        for (var i = 0; i < c.Treatment.Lots.Count; i++)
            if (c.Treatment.Lots[i].Lot is var lot && lot.IsExpiredOn(c.Treatment.Date))
                yield return Stop($"Lot {lot.Number:typed} expired on {lot.Expiry}; the treatment is dated {c.Treatment.Date}.", $"lots[{i}].expiry");
    }
}

/// <summary>Stops a vial of another product: its units are not the plan's units.</summary>
public sealed class LotOfAnotherProduct() : TreatmentRule("GIVE-002", "H-41", "Is every vial of the product that was given?")
{
    public override IEnumerable<Finding> Check(TreatmentCase c)
    {
        for (var i = 0; i < c.Treatment.Lots.Count; i++)
            if (c.Treatment.Lots[i].Lot is var lot && lot.Product != c.Treatment.Product)
                yield return Stop($"Lot {lot.Number:typed} is {lot.Product} ({lot.Product.Id:code}); the treatment is {c.Treatment.Product} ({c.Treatment.Product.Id:code}). Their units do not convert.", $"lots[{i}].product");
    }
}

/// <summary>Stops a treatment whose vials cannot be traced.</summary>
public sealed class LotNotGiven() : TreatmentRule("GIVE-003", "H-42", "Is the lot of every vial recorded?")
{
    public override IEnumerable<Finding> Check(TreatmentCase c)
    {
        if (c.Treatment.Lots.Count == 0 && !c.Treatment.Given.IsZero)
            yield return Stop($"No lot is recorded. Give number, expiry and vials of what was opened.", "lots");
    }
}

/// <summary>Stops a record whose units do not add up: vials opened = given + discarded.</summary>
public sealed class UnitsBalance() : TreatmentRule("GIVE-004", "H-43", "Do the vials opened equal the units given and discarded?")
{
    public override IEnumerable<Finding> Check(TreatmentCase c)
    {
        if (c.Treatment.Lots.Count == 0)
            yield break;                                  // GIVE-003 speaks
        if (c.Treatment.Balance is { Balances: false } balance)
            yield return Stop($"The units do not balance: {balance}; {(balance.DifferenceU > 0
                ? Phrase($"{balance.DifferenceU:0.###} U are unaccounted for")
                : Phrase($"{-balance.DifferenceU:0.###} U more than was opened"))}.", "discarded_u");
    }
}

/// <summary>Asks about a vial size that the product's label does not list.</summary>
public sealed class VialOnLabel() : TreatmentRule("GIVE-017", "H-41", "Is the vial size one that the product comes in?")
{
    public override IEnumerable<Finding> Check(TreatmentCase c)
    {
        if (c.Label is not { } label)
            yield break;
        for (var i = 0; i < c.Treatment.Lots.Count; i++)
            if (c.Treatment.Lots[i].Vial is var vial && vial.Product == c.Treatment.Product && label.Vials.All(v => v.VialU != vial.Content.Units))
                yield return new Finding(Code, Severity.Confirm,
                    $"A vial of {vial.Content} is not among the sizes known ({Listed(label.Vials.Select(v => v.VialU).Distinct().Order().Select(u => Phrase($"{u:0.###} U")))}).",
                    label.Vials.Count > 0 ? label.Vials[0].Source : Source, $"lots[{i}].vial_u");
    }
}

/// <summary>Asks about vials that were made up otherwise than planned.</summary>
public sealed class PreparationAsPlanned() : TreatmentRule("GIVE-022", "H-43", "Were the vials made up as planned?")
{
    public override IEnumerable<Finding> Check(TreatmentCase c)
    {
        foreach (var planned in c.Behind?.Plan.Preparations ?? [])
            for (var i = 0; i < c.Treatment.Lots.Count; i++)
                if (c.Treatment.Lots[i] is { Diluent: { } diluent } lot && lot.Vial.Product == c.Treatment.Product && c.Behind!.Plan.Product == c.Treatment.Product && lot.Vial.Content == planned.Dilution.Vial.Content && diluent != planned.Dilution.Diluent)
                    yield return Confirm($"Lot {lot.Lot.Number:typed} was made up with {diluent} a vial; {planned.Dilution.Diluent} was planned. The same volume holds another dose.", $"lots[{i}].diluent_ml");
    }
}
