using Collum.Clinic.Charts;
using Collum.Clinic.Treatments;
using Collum.Clinic.Visits;
using Collum.Clinic.Watch;

namespace Collum.Clinic.Audit;

/// <summary>Everything a chart may hold that was computed, and the pure function that computes it again.</summary>
public static class Makers
{
    /// <summary>Kind of document to the function from knowledge and input JSON to output JSON.</summary>
    public static IReadOnlyDictionary<string, Func<Medicine, string, string>> All { get; } = new Dictionary<string, Func<Medicine, string, string>>(StringComparer.Ordinal)
    {
        [Kinds.Answers] = RecordAnswers.Again,
        [Kinds.Posture] = RecordPosture.Again,
        [Kinds.Plan] = CheckedPlan.Again,
        [Kinds.PlanSigned] = CheckedPlan.Again,
        [Kinds.Treatment] = (medicine, input) => TreatmentCheck.Again(medicine, input).Write(),
        [ProposePlan.Kind] = ProposePlan.Again,
        [KeptOrder.Kind] = KeptOrder.Again,
        [Kinds.Score] = RecordScore.Again,
        [Kinds.Adjunct] = RecordAdjunct.Again,
        [Kinds.SideEffect] = RecordSideEffect.Again,
    };
}
