using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Collum.Anatomy;
using Collum.Emg;
using Collum.Knowledge;
using Collum.Plans;
using Collum.Postures;
using Collum.Response;
using Collum.Safety;
using Collum.Scales;
using Collum.Toxins;
using Collum.Treatments;

namespace Collum;

/// <summary>What the medicine says: every file of <c>data/</c>, read once, checked, and named by the hash of its content.</summary>
/// <remarks>Stands above the floors: rules and pages take the tables they need from here, never the whole.</remarks>
public sealed class Medicine
{
    static readonly JsonSerializerOptions Reading = new(KnowledgeJson.Options) { TypeInfoResolver = MedicineContext.Default };

    readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <summary>Reads and checks everything; throws <see cref="KnowledgeException"/> naming file and place.</summary>
    /// <param name="files">Path below <c>data/</c> with forward slashes, and content. Files that no table knows are left alone only under <c>trials/</c>.</param>
    public Medicine(IReadOnlyDictionary<string, byte[]> files)
    {
        Files = files;
        Version = VersionOf(files);
        Sources = Read<SourceFile>("sources.json");
        Muscles = new Muscles("anatomy/muscles.json", Read<MuscleFile>("anatomy/muscles.json"));
        Neck = new NeckDrawing("anatomy/neck.json", Read<NeckFile>("anatomy/neck.json"), Muscles);
        Biomechanics = new Biomechanics("anatomy/biomechanics.json", Read<BiomechanicsFile>("anatomy/biomechanics.json"), Muscles);
        Postures = new PostureTable("anatomy/postures.json", Read<PostureFile>("anatomy/postures.json"), Muscles);
        CandidateNumbers = new CandidateTable("anatomy/candidates.json", Read<CandidateFile>("anatomy/candidates.json"), Muscles);
        Candidates = new Candidates(Postures, CandidateNumbers, Biomechanics, Muscles);
        Emg = EmgTable.Read("emg/measures.json", Bytes("emg/measures.json"));
        Instruments = new InstrumentTable([.. Under("scales/").Select(f => (f, Read<Instrument>(f)))]);
        Toxins = new ToxinTable(
            [.. Under("toxins/").Where(f => f != "toxins/others.json").Select(f => (f, Read<Label>(f)))],
            Read<OtherToxinFile>("toxins/others.json"));
        Nonresponse = Read<Nonresponse>("adjuncts/nonresponse.json");
        Planner = new Planner(new PlannerTable(
            Read<PlannerFile>("plans/planner.json"), Toxins, Muscles, Nonresponse, CandidateNumbers.Content.DecisiveEvidence.LikelihoodRatio));
        PlanNumbers = Read<PlanNumbers>("safety/plan-rules.json");
        OralDrugs = new OralDrugs("adjuncts/oral-drugs.json", Read<OralDrugFile>("adjuncts/oral-drugs.json"));
        PlanNumbers.Verify("safety/plan-rules.json", Toxins);
        Safety = ReadSafety();
        PlanRules = new PlanRules([.. PlanRuleList.Of(PlanNumbers, Muscles, Toxins), .. Safety.PersonRules.All]);
        Codes = Read<CodeFile>("codes.json");
        Physiotherapy = Read<PhysiotherapyFile>("adjuncts/physiotherapy.json");
        Surgery = Read<SurgeryFile>("adjuncts/surgery.json");
        Response = new ResponseTable([.. Under("models/").Select(f => (f, Read<FittedModel>(f)))], "response/forecast.json", Read<ForecastFile>("response/forecast.json"));
        SideEffects = new SideEffectTable("response/side-effects.json", Read<SideEffectFile>("response/side-effects.json"));
        Forecaster = new Forecaster(Response, Toxins, Nonresponse, SideEffects);
        Options = new Options("adjuncts/options.json", Read<OptionFile>("adjuncts/options.json"), Toxins, OralDrugs);
        RequireAll();
    }

    /// <summary>First 12 hexadecimal digits of the SHA-256 over all paths and contents; printed on every plan and course.</summary>
    public string Version { get; }

    public IReadOnlyDictionary<string, byte[]> Files { get; }

    public SourceFile Sources { get; }

    public Muscles Muscles { get; }

    /// <summary>The neck as it is drawn on paper and on pages.</summary>
    public NeckDrawing Neck { get; }

    public Biomechanics Biomechanics { get; }

    public PostureTable Postures { get; }

    public CandidateTable CandidateNumbers { get; }

    /// <summary>Ranks candidate muscles by the tables above.</summary>
    public Candidates Candidates { get; }

    /// <summary>How recordings are measured and ranked.</summary>
    public EmgTable Emg { get; }

    /// <summary>Scales and questionnaires.</summary>
    public InstrumentTable Instruments { get; }

    public ToxinTable Toxins { get; }

    /// <summary>Proposes plans by the tables above.</summary>
    public Planner Planner { get; }

    public PlanNumbers PlanNumbers { get; }

    /// <summary>Every rule that is asked of every plan, about the plan and about the person.</summary>
    public PlanRules PlanRules { get; }

    public CodeFile Codes { get; }

    public OralDrugs OralDrugs { get; }

    public PhysiotherapyFile Physiotherapy { get; }

    public SurgeryFile Surgery { get; }

    /// <summary>The checklist that too little effect opens.</summary>
    public Nonresponse Nonresponse { get; }

    public Options Options { get; }

    /// <summary>Fitted populations, and what forecasts suppose beside them.</summary>
    public ResponseTable Response { get; }

    /// <summary>The chance of side effects by the dose of each product.</summary>
    public SideEffectTable SideEffects { get; }

    /// <summary>Forecasts one person's course by the tables above.</summary>
    public Forecaster Forecaster { get; }

    public SafetyTables Safety { get; }

    /// <summary>Only what ranking a recording needs, in a tenth of the time of everything.</summary>
    /// <param name="files">As for <see cref="Medicine(IReadOnlyDictionary{string, byte[]})"/>.</param>
    public static (MuscleNames Muscles, EmgTable Emg) ReadEmg(IReadOnlyDictionary<string, byte[]> files)
    {
        return (MuscleNames.Read("anatomy/muscles.json", Of("anatomy/muscles.json")), EmgTable.Read("emg/measures.json", Of("emg/measures.json")));

        byte[] Of(string file) => files.TryGetValue(file, out var content) ? content : throw new KnowledgeException(file, "$", "the file is missing");
    }

    /// <summary>The sources alone.</summary>
    public static SourceFile ReadSources(IReadOnlyDictionary<string, byte[]> files) => One<SourceFile>(files, "sources.json");

    static T One<T>(IReadOnlyDictionary<string, byte[]> files, string file) =>
        files.TryGetValue(file, out var content) ? KnowledgeJson.Read<T>(file, content, Reading) : throw new KnowledgeException(file, "$", "the file is missing");

    SafetyTables ReadSafety()
    {
        var interactions = new Interactions("safety/interactions.json", Read<InteractionFile>("safety/interactions.json"));
        var contraindications = new Contraindications("safety/contraindications.json", Read<ContraindicationFile>("safety/contraindications.json"));
        var flags = new RedFlags("safety/red-flags.json", Read<RedFlagFile>("safety/red-flags.json"));
        var events = new AdverseEvents("safety/adverse-events.json", Read<AdverseEventFile>("safety/adverse-events.json"), contraindications.ById.Keys.ToHashSet());
        var medications = new MedicationList("safety/medications.json", Read<MedicationFile>("safety/medications.json"), interactions);
        var allergens = Read<AllergenFile>("safety/allergens.json");
        var tables = new SafetyTables
        {
            Contraindications = contraindications,
            RedFlags = flags,
            Interactions = interactions,
            Medications = medications,
            OralDrugTable = OralDrugs,
            Allergens = allergens.Allergens,
            AllergenBasis = allergens.Basis,
            AdverseEvents = events,
            Explaining = new Explaining("safety/explaining.json", Read<ExplainingFile>("safety/explaining.json"), events, Muscles),
        };
        tables.Require(Toxins);
        return tables;
    }

    /// <summary>Every fact of every file, to list, show and check.</summary>
    public FactIndex Facts => field ??= new(Files, Sources);

    byte[] Bytes(string file)
    {
        _read.Add(file);
        return Files.TryGetValue(file, out var content) ? content : throw new KnowledgeException(file, "$", "the file is missing");
    }

    T Read<T>(string file)
    {
        _read.Add(file);
        return One<T>(Files, file);
    }

    // What the strict records cannot see: files that nothing reads, names that nothing defines, numbers that cannot be.
    void RequireAll()
    {
        var known = new KnownIds(
            Sources.Sources.Keys.ToHashSet(), Region.Known.Keys.ToHashSet(), Muscles.ById.Keys.ToHashSet(), Toxins.Products.Keys.ToHashSet());
        foreach (var file in Files.Keys.Where(f => !f.StartsWith("trials/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            if (!_read.Contains(file))
                throw new KnowledgeException(file, "$", "no table reads this file; a misspelt name would be a silently missing fact");
            KnowledgeRules.Require(file, Files[file], known);
        }
    }

    IEnumerable<string> Under(string folder) =>
        Files.Keys.Where(f => f.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>What <see cref="Version"/> would be for these files.</summary>
    public static string VersionOf(IReadOnlyDictionary<string, byte[]> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, content) in files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            // Lengths go in with the parts, so that no two sets of files run together into the same bytes.
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{path}\n{content.Length}\n")));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}
