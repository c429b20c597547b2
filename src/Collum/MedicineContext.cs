using System.Text.Json.Serialization;
using Collum.Anatomy;
using Collum.Knowledge;
using Collum.Plans;
using Collum.Postures;
using Collum.Response;
using Collum.Safety;
using Collum.Scales;
using Collum.Toxins;
using Collum.Treatments;

namespace Collum;

/// <summary>How each file of <c>data/</c> becomes its record, worked out when the program is built and not each time it starts.</summary>
[JsonSerializable(typeof(AdverseEventFile))]
[JsonSerializable(typeof(AllergenFile))]
[JsonSerializable(typeof(BiomechanicsFile))]
[JsonSerializable(typeof(CandidateFile))]
[JsonSerializable(typeof(CodeFile))]
[JsonSerializable(typeof(ContraindicationFile))]
[JsonSerializable(typeof(ExplainingFile))]
[JsonSerializable(typeof(FittedModel))]
[JsonSerializable(typeof(ForecastFile))]
[JsonSerializable(typeof(Instrument))]
[JsonSerializable(typeof(InteractionFile))]
[JsonSerializable(typeof(Label))]
[JsonSerializable(typeof(MedicationFile))]
[JsonSerializable(typeof(MuscleFile))]
[JsonSerializable(typeof(NeckFile))]
[JsonSerializable(typeof(Nonresponse))]
[JsonSerializable(typeof(OptionFile))]
[JsonSerializable(typeof(OralDrugFile))]
[JsonSerializable(typeof(OtherToxinFile))]
[JsonSerializable(typeof(PhysiotherapyFile))]
[JsonSerializable(typeof(PlanNumbers))]
[JsonSerializable(typeof(PlannerFile))]
[JsonSerializable(typeof(PostureFile))]
[JsonSerializable(typeof(RedFlagFile))]
[JsonSerializable(typeof(SideEffectFile))]
[JsonSerializable(typeof(SourceFile))]
[JsonSerializable(typeof(SurgeryFile))]
[JsonSerializable(typeof(Plans.PercentFact), TypeInfoPropertyName = "PlannerPercentFact")]
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
sealed partial class MedicineContext : JsonSerializerContext;
